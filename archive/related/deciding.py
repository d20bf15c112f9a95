"""Deciding about a pair that was proposed: one of the two is a republication of the other, or they
are not the same; and taking either back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_articles, take_members
from archive.editing.republication import link, unlink, why_not
from archive.models import Article, RepublicationCandidate
from archive.related.wording import wording_of
from archive.text.overlap import overlap

State = RepublicationCandidate.State


@transaction.atomic
def confirm(
    candidate: RepublicationCandidate, copy_id: int, by: User, at: datetime
) -> RepublicationCandidate:
    """Say that the article `copy_id` of the pair is a republication of its other one. Raises
    Refused where somebody decided before, and where it cannot be. What it rests on is counted in
    the texts as they are now: they may have changed since the pair was found."""
    held = _take(candidate, by)
    _refuse_what_is_decided(held)
    article, original = (held.one, held.other) if copy_id == held.one_id else (held.other, held.one)
    _refuse_what_cannot_be(article, original)
    both = overlap(wording_of(article).words, wording_of(original).words)
    if not both.words:
        raise Refused(_("The texts have changed: no passage is the same in both any more."))
    fact = _("The texts were compared: %(percent)s %% of the shorter one stands in the other.")
    # What is hardly anything is not said to be nothing.
    link(article, original, by=by, fact=fact % {"percent": max(1, round(both.share * 100))})
    return _decide(held, State.CONFIRMED, by, at)


@transaction.atomic
def dismiss(candidate: RepublicationCandidate, by: User, at: datetime) -> RepublicationCandidate:
    """Say that they are not the same; the pair is not proposed again. Raises Refused where somebody
    decided before."""
    held = _take(candidate, by)
    _refuse_what_is_decided(held)
    return _decide(held, State.DISMISSED, by, at)


@transaction.atomic
def take_back(candidate: RepublicationCandidate, by: User) -> RepublicationCandidate:
    """Let the pair be undecided again, and what was confirmed be said no more, if it still is.
    The two are compared again, since their texts may have changed. Raises Refused where it is
    undecided already."""
    held = _take(candidate, by)
    if held.state == State.PROPOSED:
        raise Refused(_("Somebody took this back meanwhile. Nothing was changed."))
    if held.state == State.CONFIRMED and (copy := copy_of(held)):
        unlink(copy, by=by)
    Article.objects.filter(pk=held.one_id).update(compared_at=None)
    return _decide(held, State.PROPOSED, None, None)


def copy_of(candidate: RepublicationCandidate) -> Article | None:
    """Which of the two is held as a republication of the other, if one is."""
    one, other = candidate.one, candidate.other
    if one.republication_of_id == other.pk:
        return one
    return other if other.republication_of_id == one.pk else None


def _take(candidate: RepublicationCandidate, by: User) -> RepublicationCandidate:
    """The pair as it is now, once it is this editor's turn. Raises Refused where it is gone."""
    take_members([by.pk])
    take_articles([candidate.one_id, candidate.other_id])
    rows = RepublicationCandidate.objects.filter(pk=candidate.pk)
    held = rows.select_for_update().first()
    if held is None:
        words = _("One of the texts changed meanwhile: they have not enough in common any more.")
        raise Refused(words)
    return held


def _refuse_what_is_decided(held: RepublicationCandidate) -> None:
    if held.state != State.PROPOSED:
        words = _("%(name)s decided about this pair meanwhile (%(state)s). Nothing was changed.")
        named = {"name": held.decided_by or _("Somebody"), "state": held.get_state_display()}
        raise Refused(words % named)


def _refuse_what_cannot_be(article: Article, original: Article) -> None:
    for one in (article, original):
        if one.state == Article.State.WITHDRAWN:
            words = _("“%(article)s” is withdrawn: nobody could read it. Nothing was changed.")
            raise Refused(words % {"article": one})
    if article.republication_of:
        named = {"article": article, "original": article.republication_of}
        words = _(
            "“%(article)s” is a republication of “%(original)s” already. Take that back first."
        )
        raise Refused(words % named)
    if reason := why_not(article, original):
        raise Refused(reason)


def _decide(
    held: RepublicationCandidate, state: str, by: User | None, at: datetime | None
) -> RepublicationCandidate:
    held.state, held.decided_by, held.decided_at = state, by, at
    held.save(update_fields=["state", "decided_by", "decided_at"])
    return held
