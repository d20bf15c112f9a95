"""Telling members by mail what was decided about them: one mail for what was decided at once."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from allauth.account.models import EmailAddress
from django.db.models import F

from accounts import emails
from accounts.models import User
from archive.models import Comment, ModerationEntry
from archive.text.plain import excerpt, plain_text

Act = ModerationEntry.Act
# Bans and warnings have mails of their own.
TOLD = (Act.REJECTED, Act.REMOVED, Act.ERASED, Act.PREMODERATED)
SHOWN = 10  # comments in one mail; the page that it leads to has them all
EXCERPT_LENGTH = 200  # enough to know one's own words again


def tell(entries: Iterable[ModerationEntry]) -> None:
    """Write to the members whom `entries`, which were decided at once, are about; in the caller's
    transaction. Nobody is told who decided, nor what led to it."""
    about = [entry for entry in entries if entry.act in TOLD and entry.member_id and _news(entry)]
    about.sort(key=lambda entry: (entry.member_id or 0, entry.pk))
    reachable, said = with_address(entry.member_id or 0 for entry in about), _said(about)
    for member_id, theirs in groupby(about, key=lambda entry: entry.member_id):
        if member := reachable.get(member_id or 0):
            _write(member, list(theirs), said)


def with_address(member_ids: Iterable[int]) -> dict[int, User]:
    """Those of the members who can be written to, by id: the address is known to be theirs."""
    own = EmailAddress.objects.filter(user__in=set(member_ids), verified=True)
    rows = own.filter(email=F("user__email"), user__deleted_at=None).select_related("user")
    return {row.user_id: row.user for row in rows}


def _news(entry: ModerationEntry) -> bool:
    """A comment that was hidden before, and was reported nevertheless, is none."""
    return entry.act != entry.before.get("review")


def _said(entries: Sequence[ModerationEntry]) -> dict[int, str]:
    """What the comments say that entries are about, by id."""
    numbers = {entry.comment_id for entry in entries if entry.comment_id}
    return dict(Comment.objects.filter(pk__in=numbers).values_list("pk", "body"))


def _write(member: User, entries: Sequence[ModerationEntry], said: Mapping[int, str]) -> None:
    first = entries[0]
    bodies = [said.get(entry.comment_id or 0, "") for entry in entries[:SHOWN]]
    given = {
        "member": member,
        "act": first.act,
        "count": len(entries),
        "reason": first.reason,
        "rule": first.rule,
        "number": first.pk,
        "words": [excerpt(plain_text(body), EXCERPT_LENGTH) for body in bodies if body],
    }
    emails.write("decision", member.email, given)
