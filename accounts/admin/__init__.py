"""Administration of people, and of the mail they are sent."""

from accounts.admin import users

__all__ = ["users"]
