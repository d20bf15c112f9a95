"""Decisions as the member reads them whom they are about: what, when, why, and what can be done.

Nobody is told who decided or reported, nor that anybody did.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from archive.models import Appeal, Article, Ban, Comment, ModerationEntry, Rule
from archive.moderating import decided
from archive.text.plain import excerpt, plain_text

Act = ModerationEntry.Act
EXCERPT_LENGTH = 60  # a line, enough to know one's own words again
SHOWN = 10  # comments of one decision; the page of one's comments has them all


@dataclass(frozen=True, slots=True)
class About:
    """A comment that a decision is about. `article` and `url` are empty where its article
    is nobody's to know or to read, `opening` where its words are erased."""

    comment: Comment
    opening: str
    article: str
    language: str
    url: str
    shown_again: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """`number` is for its address. `outcome` says what became of it since, empty where it holds;
    `no_appeal` why it cannot be appealed, empty where it can, until `appeal_until` if that is
    known. `with_it`: what is in `about` was removed along with a ban. `further` counts the
    comments beyond those."""

    number: int
    act: str
    what: str
    at: datetime
    reason: str
    rule: Rule | None
    explained: bool
    until: datetime | None
    outcome: str
    with_it: bool
    about: tuple[About, ...]
    further: int
    appeal: Appeal | None
    no_appeal: str
    appeal_until: datetime | None


def as_told(decisions: Sequence[Any], member: User, at: datetime) -> tuple[Decision, ...]:
    """`decisions`, rows of `decided.decisions_about(member)`, as they stand at the moment `at`; in
    as many queries for many as for one."""
    reached = _comments_of(decisions, member)
    return tuple(_told(row, reached[row.batch or row.pk], at) for row in decisions)


def _told(row: Any, comments: Sequence[Comment], at: datetime) -> Decision:
    ban = row.ban if row.act == Act.BANNED else None
    count = decided.comments_reached(row)
    return Decision(
        number=row.pk,
        act=row.act,
        what=_what(row, count),
        at=row.at,
        reason=(ban.reason if ban else "") or row.reason,
        rule=(ban.rule if ban else None) or row.rule,
        explained=decided.is_explained(row),
        until=ban.until if ban else None,
        outcome=_outcome(row, at),
        with_it=ban is not None and count > 0,
        about=tuple(_about(comment, hides=count > 0) for comment in comments),
        further=max(count - SHOWN, 0),
        appeal=getattr(row, "appealed_in", None),
        no_appeal=decided.why_no_appeal(row, at),
        appeal_until=decided.appealable_until(row),
    )


def _what(row: Any, count: int) -> str:
    """What was decided, in one sentence without its full stop."""
    match row.act:
        case Act.WARNED:
            return _("You were warned")
        case Act.BANNED if row.ban and row.ban.until:
            until = {"until": _moment(row.ban.until)}
            return _("You were suspended: you may not comment until %(until)s") % until
        case Act.BANNED:
            return _("You were banned: you may not comment any more")
        case Act.PREMODERATED:
            return _("Your comments wait for a moderator before others can read them")
        case Act.ERASED:
            return _("The words of your comment were erased")
        case Act.REJECTED:
            one = _("Your comment was not let through")
        case _:
            one = _("Your comment was removed")
    many = ngettext(
        "%(n)s of your comments was hidden", "%(n)s of your comments were hidden", count
    )
    return many % {"n": count} if count > 1 else one


def _outcome(row: Any, at: datetime) -> str:
    """What became of it, empty where it holds as it was made."""
    if row.act == Act.BANNED and row.ban:
        return _outcome_of_ban(row.ban, at)
    if decided.holds(row):
        return ""
    match row.act:
        case Act.PREMODERATED:
            return _("It is over: what you write does not wait for this any more.")
        case Act.REJECTED | Act.REMOVED if row.still_hidden:
            return _("It was decided anew since.")
        case Act.REJECTED | Act.REMOVED:
            return _("It was taken back: readers see this again.")
    return _("It was taken back.")


def _outcome_of_ban(ban: Ban, at: datetime) -> str:
    """Not that its member may comment again: another ban may hold, or the site may be closed."""
    if ban.until and ban.until <= min(ban.lifted_at or at, at):
        return _("It ended on %(day)s.") % {"day": _moment(ban.until)}
    if ban.lifted_at:
        return _("It was lifted on %(day)s.") % {"day": _moment(ban.lifted_at)}
    return ""


def _comments_of(decisions: Iterable[Any], member: User) -> dict[Any, list[Comment]]:
    """The first comments of each decision, by its batch or else its number."""
    found: dict[Any, list[Comment]] = defaultdict(list)
    batches = []
    for row in decisions:
        if row.reached:
            batches.append(row.batch)
        elif row.comment:
            found[row.batch or row.pk].append(row.comment)
    place = Window(RowNumber(), partition_by=[F("batch")], order_by="pk")
    parts = decided.acts_about(member).filter(batch__in=batches, act__in=decided.HIDING)
    first = parts.annotate(place=place).filter(place__lte=SHOWN).select_related("comment__article")
    light = first.defer("note", "comment__article__body", "comment__article__body_blocks")
    for part in light.order_by("pk"):
        if part.comment:
            found[part.batch].append(part.comment)
    return found


def _about(comment: Comment, *, hides: bool) -> About:
    article = comment.article
    known = article.state != Article.State.DRAFT
    readable = known and article.state != Article.State.WITHDRAWN and not comment.withdrawn_at
    return About(
        comment=comment,
        opening=excerpt(plain_text(comment.body), EXCERPT_LENGTH),
        article=article.label if known else "",
        language=article.language if known and article.title else "",
        url=comment.get_absolute_url() if readable else "",
        shown_again=hides and comment.review not in decided.HIDDEN,
    )


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i T")
