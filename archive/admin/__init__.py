"""Administration of the archive: editors correct, moderators decide, imports are looked up."""

from archive.admin import articles, captures, comments, members, names

__all__ = ["articles", "captures", "comments", "members", "names"]
