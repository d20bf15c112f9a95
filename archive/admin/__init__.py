"""Administration of the archive: editors correct, moderators decide, imports are looked up."""

from archive.admin import (
    articles,
    captures,
    comments,
    members,
    moderation_log,
    names,
    reports,
    rules,
    site_settings,
)

__all__ = [
    "articles",
    "captures",
    "comments",
    "members",
    "moderation_log",
    "names",
    "reports",
    "rules",
    "site_settings",
]
