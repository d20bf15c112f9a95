"""The log as anybody may read it: what moderators did and why, and no word about whom.

A row is what was done at once: a ban with all that was taken down with it, or a thousand comments.
What is in the log and not here: what let something pass (it hides nothing), what a rule of the
site did by itself, notes, and who was told to wait; the figures count them. Nor is anything from
before this page was there, since whoever gave a reason then did not know that others read it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.models import Article, ModerationEntry, Rule
from archive.models.moderation_entry import UNDONE
from archive.moderating.decided import HIDING

Act = ModerationEntry.Act
# These say what they left; before there was this page they did not.
UNDOABLE = (Act.REJECTED, Act.REMOVED, Act.WARNED, Act.BANNED)
# Bans from before the log was kept of them say this instead (migration 0005).
OLDER = {"from": "ban"}
# What a reader may ask for, by the word in the address.
KINDS = {
    "removed": (gettext_lazy("Comments removed"), (Act.REMOVED, Act.ERASED)),
    "rejected": (gettext_lazy("Comments not let through"), (Act.REJECTED,)),
    "members": (gettext_lazy("Bans and warnings"), (Act.BANNED, Act.LIFTED, Act.WARNED)),
    "appeals": (gettext_lazy("Appeals"), (Act.UPHELD, Act.OVERTURNED)),
    "requests": (gettext_lazy("Requests to remove"), (Act.GRANTED, Act.DECLINED)),
}
PUBLIC = tuple(act for _words, acts in KINDS.values() for act in acts)


@dataclass(frozen=True, slots=True)
class Line:
    """`article` is one that readers can open, where all of it happened there. `unexplained`: a
    reason is still to come. `undone` says what was taken back since, empty where all stands;
    `stands` is whether anything does."""

    act: str
    what: str
    at: datetime
    reason: str
    unexplained: bool
    rule: Rule | None
    article: Article | None
    undone: str
    stands: bool


@dataclass(slots=True)
class Together:
    """How often each act was done at once, how many of them are undone, and under which article,
    where all of it was under one."""

    counts: Counter[str] = field(default_factory=Counter)
    undone: int = 0
    articles: set[int] = field(default_factory=set)

    def add(self, part: dict[str, Any]) -> None:
        self.counts[part["act"]] += part["n"]
        self.undone += part["undone"]
        self.articles |= {part["first"], part["last"]} - {None}

    @property
    def place(self) -> int | None:
        return next(iter(self.articles)) if len(self.articles) == 1 else None


def public_entries(kind: str = "") -> QuerySet[Any]:
    """One for each row: the first of what was done at once. `kind` is one of `KINDS`, or empty."""
    known = ModerationEntry.objects.filter(act__in=PUBLIC)
    told = known.exclude(Q(act__in=UNDOABLE) & Q(after={})).exclude(before=OLDER)
    first = ~Exists(known.filter(batch=OuterRef("batch"), pk__lt=OuterRef("pk")).order_by())
    asked = KINDS[kind][1] if kind in KINDS else PUBLIC
    rows = told.filter(first, act__in=asked).select_related("rule", "ban__rule")
    # Who it was, and whom it was about, is not even read.
    return rows.defer("note", "actor", "member")


def lines(entries: Iterable[Any]) -> tuple[Line, ...]:
    """The rows of `public_entries`, in as many queries for many as for one."""
    rows = list(entries)
    together = _together(rows)
    places = [found.place for found in together.values()] + [row.article_id for row in rows]
    known = {place for place in places if place}
    published = Article.objects.filter(pk__in=known, state=Article.State.PUBLISHED)
    articles = {row.pk: row for row in published.defer("body", "body_blocks")}
    return tuple(_line(row, together[row.batch or row.pk], articles) for row in rows)


def _together(rows: Sequence[Any]) -> dict[UUID | int, Together]:
    """By the batch of each row, or else its number."""
    batches = {row.batch for row in rows if row.batch}
    single = {row.pk for row in rows if not row.batch}
    known = ModerationEntry.objects.filter(Q(batch__in=batches) | Q(pk__in=single))
    parts: Any = (
        known.filter(act__in=PUBLIC)
        .order_by()
        .values("batch", "act", number=Case(When(batch=None, then=F("pk"))))
        .annotate(n=Count("pk"), undone=Count("pk", UNDONE))
        .annotate(first=Min("comment__article"), last=Max("comment__article"))
    )
    found: dict[UUID | int, Together] = defaultdict(Together)
    for part in parts:
        found[part["batch"] or part["number"]].add(part)
    return found


def _line(row: Any, together: Together, articles: dict[int, Article]) -> Line:
    place = row.article_id if row.act == Act.GRANTED else together.place
    of_comments = row.act in (*HIDING, Act.GRANTED)
    ban = row.ban if row.act == Act.BANNED else None
    reason = row.reason or (ban.reason if ban else "")
    return Line(
        act=row.act,
        what=_what(row, together.counts),
        at=row.at,
        reason=reason,
        unexplained=ban is not None and not reason,
        rule=row.rule or (ban.rule if ban else None),
        article=articles.get(place) if of_comments and place else None,
        undone=_undone(together),
        stands=together.undone < together.counts.total(),
    )


def _what(row: Any, counts: Counter[str]) -> str:
    """What was done, as the beginning of a sentence."""
    n = counts[row.act]
    match row.act:
        case Act.REMOVED:
            words = ngettext("A comment was removed", "%(n)s comments were removed", n)
        case Act.REJECTED:
            words = ngettext(
                "A comment was not let through", "%(n)s comments were not let through", n
            )
        case Act.ERASED:
            words = _("The words of a comment were erased for good")
        case Act.BANNED:
            words = _banned(row, counts)
        case Act.WARNED:
            words = ngettext("A member was warned", "%(n)s members were warned", n)
        case Act.LIFTED:
            words = ngettext("A ban was lifted", "%(n)s bans were lifted", n)
        case Act.UPHELD:
            words = _("An appeal was heard: the decision stays")
        case Act.OVERTURNED:
            words = _("An appeal was heard: the decision was taken back")
        case Act.GRANTED:
            words = _("A request to remove something captured was granted")
        case _:
            words = _("A request to remove something captured was declined")
    return words % {"n": n}


def _banned(row: Any, counts: Counter[str]) -> str:
    n, comments = counts[Act.BANNED], counts[Act.REMOVED]
    if row.ban and row.ban.until:
        words = ngettext("A member was suspended", "%(n)s members were suspended", n)
    else:
        words = ngettext("A member was banned", "%(n)s members were banned", n)
    if not comments:
        return words
    taken = ngettext(
        "%(done)s, and %(m)s comment of theirs was removed",
        "%(done)s, and %(m)s comments of theirs were removed",
        comments,
    )
    return taken % {"done": words % {"n": n}, "m": comments}


def _undone(together: Together) -> str:
    if not together.undone:
        return ""
    if together.undone == together.counts.total():
        return _("This was undone since.")
    words = ngettext(
        "%(n)s part of this was undone since.",
        "%(n)s parts of this were undone since.",
        together.undone,
    )
    return words % {"n": together.undone}
