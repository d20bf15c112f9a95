"""Administration of the archive: editors correct, moderators decide, imports are looked up."""

from archive.admin import articles, bans, captures, comments, drives, members, names, policies

__all__ = ["articles", "bans", "captures", "comments", "drives", "members", "names", "policies"]
