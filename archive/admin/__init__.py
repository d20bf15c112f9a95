"""Administration of the archive: editors correct, moderators decide, imports are looked up."""

from archive.admin import (
    accounts,
    articles,
    candidates,
    captures,
    drives,
    moderation,
    names,
    policies,
    site_settings,
)

__all__ = [
    "accounts",
    "articles",
    "candidates",
    "captures",
    "drives",
    "moderation",
    "names",
    "policies",
    "site_settings",
]
