"""The nouns of accounts, one to a file."""

from accounts.models.user import User

__all__ = ["User"]
