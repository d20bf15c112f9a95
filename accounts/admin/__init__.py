"""Administration of people, and of the mail they are sent."""

from accounts.admin import outbox, users

__all__ = ["outbox", "users"]
