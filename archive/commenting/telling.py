"""Telling members by mail what was decided about them: one mail for what was decided at once."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from allauth.account.models import EmailAddress
from django.db.models import F

from accounts import emails
from accounts.models import User
from archive.models import ModerationEntry
from archive.text.plain import excerpt, plain_text

Act = ModerationEntry.Act
TOLD = (Act.REJECTED, Act.REMOVED, Act.PREMODERATED)  # bans and warnings have mails of their own
SHOWN = 10  # comments in one mail; the page that it leads to has them all
EXCERPT_LENGTH = 200  # enough to know one's own words again


def tell(entries: Iterable[ModerationEntry]) -> None:
    """Write to the members whom `entries`, which were decided at once, are about; in the caller's
    transaction. Nobody is told who decided, nor what led to it."""
    about = [entry for entry in entries if entry.act in TOLD and entry.member_id and _news(entry)]
    about.sort(key=lambda entry: (entry.member_id or 0, entry.pk))
    reachable = with_address(entry.member_id or 0 for entry in about)
    for member_id, theirs in groupby(about, key=lambda entry: entry.member_id):
        if member := reachable.get(member_id or 0):
            _write(member, list(theirs))


def with_address(member_ids: Iterable[int]) -> dict[int, User]:
    """Those of the members who can be written to, by id: the address is known to be theirs."""
    own = EmailAddress.objects.filter(user__in=set(member_ids), verified=True)
    rows = own.filter(email=F("user__email"), user__deleted_at=None).select_related("user")
    return {row.user_id: row.user for row in rows}


def _news(entry: ModerationEntry) -> bool:
    """A comment that was hidden before, and was reported nevertheless, is none."""
    return entry.act != entry.before.get("review")


def _write(member: User, entries: Sequence[ModerationEntry]) -> None:
    first = entries[0]
    given = {
        "member": member,
        "act": first.act,
        "count": len(entries),
        "reason": first.reason,
        "rule": first.rule,
        "number": first.pk,
        "words": [words for entry in entries[:SHOWN] if (words := _words(entry))],
    }
    emails.write("decision", member.email, given)


def _words(entry: ModerationEntry) -> str:
    """How the comment begins: of its member's own, and of nothing else."""
    return excerpt(plain_text(entry.comment.body), EXCERPT_LENGTH) if entry.comment else ""
