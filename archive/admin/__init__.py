"""Administration of the archive: editors correct, moderators decide, imports are looked up."""

from archive.admin import (
    accounts,
    appeals,
    articles,
    bans,
    captures,
    comments,
    drives,
    listed_terms,
    members,
    moderation_log,
    names,
    policies,
    removal_requests,
    reports,
    rules,
    site_settings,
)

__all__ = [
    "accounts",
    "appeals",
    "articles",
    "bans",
    "captures",
    "comments",
    "drives",
    "listed_terms",
    "members",
    "moderation_log",
    "names",
    "policies",
    "removal_requests",
    "reports",
    "rules",
    "site_settings",
]
