"""Subscriptions: the verbs by which they begin, go on and end.

Each takes the moment `at` which it happens; whoever acts now takes that of `turn_of`. The nouns are
in accounts/models/; whether somebody is a subscriber at some moment is asked of
accounts/entitlements.py.
"""

from accounts.subscriptions.changes import cancel, end, end_all, past_due, renew, start
from accounts.subscriptions.chores import announce_ends, expire
from accounts.subscriptions.giving import give, grant
from accounts.subscriptions.lengths import LONGEST, Length
from accounts.subscriptions.order import next_begin, turn_of
from accounts.subscriptions.refusal import Refused

__all__ = [
    "LONGEST",
    "Length",
    "Refused",
    "announce_ends",
    "cancel",
    "end",
    "end_all",
    "expire",
    "give",
    "grant",
    "next_begin",
    "past_due",
    "renew",
    "start",
    "turn_of",
]
