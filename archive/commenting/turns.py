"""Turns: what a verdict rests on does not change while a comment is written by it.

Whoever writes a comment holds the ledger, with any number of others; whoever changes the ledger
waits until nobody holds it, and only then reads the clock. So nothing is accepted at a moment at
which comments were closed already, though nobody could see it yet.

Always in this order, or two would wait for each other for ever: the ledger, members, articles. A
row that names a member waits for whoever deletes their account, so it is written in their turn.
"""

from collections.abc import Iterable

from django.db import connection

from accounts.models import User
from archive.models import Article

LEDGER = 0x506F6C696379  # the lock's number, among whatever else locks in this database


def hold_ledger() -> None:
    """Wait while somebody changes the ledger, and let nobody change it from then on. This and the
    other turns end with the transaction that they are in."""
    _lock("pg_advisory_xact_lock_shared")


def take_ledger() -> None:
    """Wait until nobody holds the ledger."""
    _lock("pg_advisory_xact_lock")


def take_member(member_id: int) -> None:
    """Wait until nobody else writes as this member, decides about what they wrote, bans them or
    changes their subscriptions, which accounts/subscriptions/ does in the same turn."""
    take_members([member_id])


def take_members(member_ids: Iterable[int]) -> None:
    """The same for several, one after the other in the order of their ids."""
    rows = User.objects.filter(pk__in=set(member_ids)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def take_article(article_id: int) -> None:
    """Wait until nobody else writes under this article, or withdraws it. Not held with others:
    two of those who then change the row would wait for each other."""
    take_articles([article_id])


def take_articles(article_ids: Iterable[int]) -> None:
    """The same for several, in the order of their ids."""
    rows = Article.objects.filter(pk__in=set(article_ids)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def _lock(function: str) -> None:
    if connection.vendor == "postgresql":  # SQLite lets one transaction write at a time anyway
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [LEDGER])  # a name of ours
