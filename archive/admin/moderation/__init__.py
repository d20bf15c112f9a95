"""Where moderators work: the desk, its queues, the pages of comments and members, the log."""

from archive.admin.moderation import (
    appeals,
    bans,
    comments,
    listed_terms,
    members,
    moderation_log,
    removal_requests,
    reports,
    rules,
)

__all__ = [
    "appeals",
    "bans",
    "comments",
    "listed_terms",
    "members",
    "moderation_log",
    "removal_requests",
    "reports",
    "rules",
]
