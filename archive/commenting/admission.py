"""Admission: the verdict for somebody who posts, asked inside the transaction that posts.

    with transaction.atomic():
        admission = admit(member, article)
        if admission.verdict.allowed:
            …write the comment, posted at `admission.at`…

From there to the end of the transaction the answer stays what it is: the ledger is held, and the
member and the article wait for nobody else. Who closes, bans or withdraws meanwhile does so after.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

from accounts.entitlements import entitlements_for
from accounts.gating import Verdict
from accounts.models import User
from archive import policies
from archive.commenting.drives import settle_due
from archive.commenting.turns import hold_ledger, take_article, take_member
from archive.gate import read
from archive.models import Article


@dataclass(frozen=True, slots=True)
class Admission:
    """`policy` is the id of the ledger's row that decided, None where there is no row at all."""

    verdict: Verdict
    at: datetime
    policy: int | None


def admit(member: User, article: Article) -> Admission:
    """Whether `member` may comment on `article` at this moment, which it gives. It writes down
    what drives have come to, so that the row that decides is there.

    Raises RuntimeError outside of a transaction, where the answer would hold for no time at all.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("admit() is asked inside the transaction that writes the comment.")
    hold_ledger()
    take_member(member.pk)
    take_article(article.pk)
    at = timezone.now()
    settle_due(at)
    reading = read(article.pk, member, at)
    verdict = policies.verdict(reading, entitlements_for(member, at), at)
    return Admission(verdict, at, reading.policy)
