"""Requests to remove what was captured: anyone may make one, an editor answers it.

To grant one is to do what was asked and to say so, in one transaction; the log keeps what it found
and left, so that it can be taken back. Every answer is mailed.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import emails
from accounts.limits import Limit, allow
from accounts.models import User
from archive.commenting.discussion import touch
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_articles, take_members
from archive.commenting.wording import checked_line, checked_words
from archive.models import Article, Comment, ModerationEntry, RemovalRequest, Report
from archive.moderating.granting import Granting, State, Way, carry_out, reverse
from archive.text.plain import excerpt

Act, Outcome = ModerationEntry.Act, RemovalRequest.Outcome
# Somebody who asks for a few pieces gets a receipt for each; nobody is flooded by others' asking.
RECEIPTS = Limit("receipts of requests to remove", 3, timedelta(days=1))
ANSWER_LENGTH = RemovalRequest._meta.get_field("answer").max_length or 0
REASON_LENGTH = ModerationEntry._meta.get_field("reason").max_length or 0
ABOUT_LENGTH = 300  # characters of a title: enough to know which
# How long after the answer it is known who asked: until they are unlikely to come back to it.
KNOWN_FOR = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as they say: nobody has looked whether it is so."""

    name: str
    email: str
    relation: str


def request(
    article: Article, comment: Comment | None, asker: Asker, words: str, at: datetime
) -> RemovalRequest:
    """Ask for `article`, or the captured `comment` under it, not to be shown.

    The address gets a receipt, if it had few of late: somebody else may have written it there. Not
    to be called within a transaction.
    """
    told = allow(RECEIPTS, asker.email.casefold(), at)
    with transaction.atomic():
        made = RemovalRequest.objects.create(
            article=article,
            comment=comment,
            about=_about(article, comment),
            name=asker.name,
            email=asker.email,
            relation=asker.relation,
            words=words,
            made_at=at,
        )
        if told:
            # No word of the asker's: the form is no way to write to others through this site.
            emails.write("removal_received", made.email, {"about": made.about})
    return made


@transaction.atomic
def grant(asked: RemovalRequest, by: User, *, answer: str, granting: Granting) -> RemovalRequest:
    """Do what was asked, as `granting` says, and tell whoever asked. Raises Refused where somebody
    answered before, or where that cannot be done any more."""
    held = _take(asked, by)
    reason = checked_line(granting.reason, REASON_LENGTH)
    if not reason and granting.way != Way.DONE:
        raise Refused(_("Write the reason that readers will see in its place."))
    left = carry_out(held, by, replace(granting, reason=reason))
    entry = _close(held, by, Outcome.GRANTED, answer, reason=reason, left=left)
    if granting.way == Way.COMMENT:
        open_reports = Report.objects.open().filter(comment=held.comment)
        open_reports.update(resolved_at=entry.at, resolved_by=entry)
        touch([held.article_id] if held.article_id else [])
    return held


@transaction.atomic
def decline(asked: RemovalRequest, by: User, *, answer: str) -> RemovalRequest:
    """Leave everything as it is, and tell whoever asked why. Raises Refused where somebody answered
    before."""
    held = _take(asked, by)
    _close(held, by, Outcome.DECLINED, answer)
    return held


@transaction.atomic
def take_back(entry: ModerationEntry, by: User) -> None:
    """Bring back what the grant that `entry` tells of took away, and open the request again: who
    asked was told that it is gone, and is to be answered anew, unless it is forgotten who that was.

    Writes no entry, since whoever undoes does. Raises Refused where something is not any more as
    the grant left it.
    """
    take_members([by.pk])
    take_articles([entry.article_id] if entry.article_id else [])
    reverse(entry, by)
    if entry.removal_request:
        asked = RemovalRequest.objects.filter(pk=entry.removal_request.pk)
        asked.exclude(email="").update(outcome="", answer="", answered_by=None, answered_at=None)
    touch([entry.article_id] if entry.article_id else [])


def forget(at: datetime) -> None:
    """Of requests that were answered long ago, forget who asked and in what words. What was asked
    for and what came of it stays."""
    answered = RemovalRequest.objects.filter(answered_at__lte=at - KNOWN_FOR)
    answered.exclude(email="").update(name="", email="", words="")


def _take(asked: RemovalRequest, by: User) -> RemovalRequest:
    """The request as it is now, once it is this editor's turn. Raises Refused where it was
    answered."""
    take_members([by.pk])
    take_articles([asked.article_id] if asked.article_id else [])
    held = RemovalRequest.objects.select_for_update().get(pk=asked.pk)
    if held.outcome:
        words = _("%(name)s answered this request meanwhile (%(outcome)s). Nothing was changed.")
        raise Refused(words % {"name": held.answered_by, "outcome": held.get_outcome_display()})
    return held


def _close(
    held: RemovalRequest,
    by: User,
    outcome: RemovalRequest.Outcome,
    answer: str,
    *,
    reason: str = "",
    left: tuple[State, State] = ({}, {}),
) -> ModerationEntry:
    """Write the answer down; to the log go the states before and after, too. Mail it."""
    now = timezone.now()
    held.outcome, held.answer = outcome, checked_words(answer, ANSWER_LENGTH)
    held.answered_by, held.answered_at = by, now
    held.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    told = {
        "about": held.about,
        "answer": held.answer,
        "granted": outcome == Outcome.GRANTED,
        "made_at": held.made_at,
    }
    emails.write("removal_answered", held.email, told)
    return ModerationEntry.objects.create(
        act=Act.GRANTED if outcome == Outcome.GRANTED else Act.DECLINED,
        actor=by,
        article=held.article,
        comment=held.comment,
        removal_request=held,
        reason=reason,
        # What whoever asked was told is not for others; a grant that is undone empties it there.
        note=held.answer,
        before=left[0],
        after=left[1],
        waited=now - held.made_at,
        at=now,
    )


def _about(article: Article, comment: Comment | None) -> str:
    title = excerpt(article.label, ABOUT_LENGTH)
    if comment is None:
        return title
    name = comment.captured_name or _("unnamed reader")
    return _("a comment by %(name)s under %(title)s") % {"name": name, "title": title}
