"""The nouns of accounts, one to a file."""

from accounts.models.gift_code import GiftCode
from accounts.models.grant import Grant, Unit
from accounts.models.held_name import HeldName
from accounts.models.outbox_message import OutboxMessage
from accounts.models.plan import Plan
from accounts.models.rate_counter import RateCounter
from accounts.models.subscription import Subscription
from accounts.models.used_challenge import UsedChallenge
from accounts.models.user import User, check_display_name, name_taken

__all__ = [
    "GiftCode",
    "Grant",
    "HeldName",
    "OutboxMessage",
    "Plan",
    "RateCounter",
    "Subscription",
    "Unit",
    "UsedChallenge",
    "User",
    "check_display_name",
    "name_taken",
]
