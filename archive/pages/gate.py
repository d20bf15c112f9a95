"""Who may comment under an article, as its page says it: to all, and to whoever looks."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from accounts.entitlements import entitlements_for
from accounts.gating import Because, Gate, Verdict
from archive import policies
from archive.gate import Reading, UnderWay, read
from archive.models import Article
from archive.pages.preview import Persona

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person = User | AnonymousUser

# What the policy in words says already, or what asks nobody for anything.
TOLD = {Because.ALLOWED, Because.CLOSED}


@dataclass(frozen=True, slots=True)
class ShownGate:
    """`may_write`: whoever looks may comment. `verdict` is None where it has nothing to add; `next`
    is where whoever logs in comes back to."""

    gate: Gate
    under_way: tuple[UnderWay, ...]
    verdict: Verdict | None
    may_write: bool
    next: str


def shown_gate(article: Article, user: "Person", at: datetime) -> ShownGate:
    """The gate of `article` as `user` is shown it: one query and, for members, one more of what
    they are entitled to."""
    reading = read(article.pk, user, at)
    verdict = policies.verdict(reading, entitlements_for(user, at), at)
    return _shown(article, reading, verdict)


def imagined_gate(article: Article, persona: Persona, at: datetime) -> ShownGate:
    """The same as somebody would be shown it who is only imagined."""
    reading = read(article.pk, None, at)
    gate = replace(reading.gate, exclusion=persona.exclusion(at))
    reading = replace(reading, gate=gate)
    return _shown(article, reading, policies.verdict(reading, persona.entitlements(at), at))


def _shown(article: Article, reading: Reading, verdict: Verdict) -> ShownGate:
    return ShownGate(
        gate=reading.gate,
        under_way=reading.under_way,
        verdict=None if verdict.because in TOLD else verdict,
        may_write=verdict.allowed,
        next=f"{article.get_absolute_url()}#comments",
    )
