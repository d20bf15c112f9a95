"""Administration of people, what they subscribe to, and the mail they are sent."""

from accounts.admin import gifts, grants, outbox, subscriptions, users, withheld

__all__ = ["gifts", "grants", "outbox", "subscriptions", "users", "withheld"]
