"""Windows of a thread: as much of it as one page shows, read by the index whatever its length.

A page of threads holds, of each, its head and the first comments below; a page of one comment,
what stands above it and a run of what is below. Neither reads more rows than it shows, but for
the one beyond that says whether there are more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When

from archive.commenting.place import head_of, paths_above
from archive.keyset import Order, Page, page_of
from archive.models import Article, Comment, ModerationEntry
from archive.models.comment import CommentQuerySet
from archive.moderating.decided import HIDING
from archive.moderating.takedown import reason_told
from archive.moderation.gone import removals
from archive.pages.below import EndOfThread, FirstNumbers

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person = User | AnonymousUser

HEADS = 20  # threads on a page
BELOW = 12  # of each, at first: whoever reads on goes to the thread's own page
REPLIES = 50  # on a comment's own page
NEAREST = 4  # comments above it: enough to know what it answers
DEEPEST = 4  # levels of indentation that a narrow screen has room for
HIDDEN = (Comment.Review.REJECTED, Comment.Review.REMOVED)


def _total(number: object) -> int:
    if type(number) is not int or not 0 <= number < 2**31:
        raise ValueError(number)
    return number


OLDEST = Order("oldest", "sort_path", bytes.fromhex, without_ties=True)
NEWEST = Order("newest", "sort_path", bytes.fromhex, descending=True, without_ties=True)
LIVELIEST = Order("liveliest", "reply_total", _total, descending=True)
ORDERS = {order.name: order for order in (OLDEST, NEWEST, LIVELIEST)}


@dataclass(frozen=True, slots=True)
class Branch:
    """A comment and, in thread order, what is read below it, as far as the window goes.

    `repeated` stand above the first of these and were on the page before; `earlier` says that
    there was one, `more` that more follow. `goes_on` has the ids of those below which something
    stands that is too deep for this window.
    """

    top: Any  # a Comment with `seen`
    below: tuple[Any, ...] = ()
    repeated: tuple[Any, ...] = ()
    earlier: bool = False
    more: bool = False
    goes_on: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Window:
    """`above` are the nearest comments above a single one, the furthest first, and `further` the
    next above those."""

    branches: tuple[Branch, ...]
    paging: Page
    above: tuple[Any, ...] = ()
    further: Any = None

    def rows(self) -> Iterator[Any]:
        """Every comment that has a place in it, seen or not."""
        yield from self.above
        for branch in self.branches:
            yield branch.top
            yield from branch.repeated
            yield from branch.below


def threads(article: Article, person: "Person", order: Order, cursor: str) -> Window:
    """A page of threads under `article`, as `person` may read them: two queries at most."""
    heads = _shown(Comment.objects.filter(article=article, depth=0), person)
    # A head that nobody may read keeps its place while anyone may read something below it. What
    # only waits there has its own page, its member's list and the moderators' queue.
    heads = _with_next(heads.filter(Q(seen=True) | Q(reply_total__gt=0)), article, person)
    page = page_of(_with_below(heads, article, person), order, cursor, HEADS)
    below = _first_below(article, person, page.rows)
    return Window(
        tuple(_branch(head, below.get(bytes(head.sort_path), [])) for head in page.rows), page
    )


def one_thread(article: Article, person: "Person", number: int, cursor: str) -> Window:
    """The comment with the id `number`, what stands above it, and a page of what is below, however
    deep: three queries. Raises Comment.DoesNotExist where `person` may read neither the comment
    nor anything below it."""
    top = _shown(Comment.objects.filter(pk=number), person).get()
    if top.article_id != article.pk:  # in the query, it could be looked for among all of these
        raise Comment.DoesNotExist
    shown, path = _shown(Comment.objects.filter(article=article), person), bytes(top.sort_path)
    page = page_of(shown.filter(seen=True).under(path), OLDEST, cursor, REPLIES)
    if not top.seen and not page.rows:
        raise Comment.DoesNotExist
    levels = slice(top.depth + 1, top.depth + DEEPEST)  # what indents
    above, nested = paths_above(path), []
    if page.previous and page.rows:
        nested = paths_above(bytes(page.rows[0].sort_path))[levels]
    wanted = [*above[-NEAREST - 1 :], *nested]
    found = list(shown.filter(sort_path__in=wanted).in_thread_order())
    branch = Branch(
        top,
        below=page.rows,
        repeated=tuple(row for row in found if row.depth > top.depth and row.seen),
        earlier=bool(page.previous),
        more=bool(page.next),
    )
    upwards = [row for row in found if row.depth < top.depth]
    further = upwards[0] if len(upwards) > NEAREST else None
    return Window((branch,), page, tuple(upwards[-NEAREST:]), further)


def _shown(comments: CommentQuerySet, person: "Person") -> Any:
    """The `comments` with all that a page shows of them."""
    rows = comments.seen_by(person).select_related("member", "document")
    rows = rows.defer("document__content", "body")
    told = _reason() if person.is_authenticated else Value("")
    return rows.annotate(told=told, gone=_gone())


def _reason() -> Case:
    """What its member was told of why a comment is not shown. The note beside it is not theirs."""
    entries = ModerationEntry.objects.filter(comment=OuterRef("pk"), act__in=HIDING)
    told = entries.annotate(told=reason_told()).order_by("-at", "-id")
    latest = Subquery(told.values("told")[:1])
    return Case(When(review__in=HIDDEN, then=latest), default=Value(""))


def _gone() -> Case:
    """Why a captured comment was removed, where somebody had asked for it."""
    why = removals().filter(comment=OuterRef("pk")).order_by("-pk").values("reason")[:1]
    taken = When(origin=Comment.Origin.CAPTURED, review=Comment.Review.REMOVED, then=Subquery(why))
    return Case(taken, default=Value(""))


def _with_next(rows: QuerySet[Any], article: Article, person: "Person") -> QuerySet[Any]:
    """`rows`, each with the place of the comment that `person` reads after it."""
    following = _read_after(article, person).values("sort_path")
    return rows.annotate(next_seen=Subquery(following[:1]))


def _with_below(heads: QuerySet[Any], article: Article, person: "Person") -> QuerySet[Any]:
    """`heads`, each with the ids of the first comments below it, and one more if there is one."""
    below = _read_after(article, person).filter(sort_path__lt=EndOfThread(), depth__lte=DEEPEST)
    return heads.annotate(first_below=FirstNumbers(below, BELOW + 1))


def _read_after(article: Article, person: "Person") -> Any:
    """What `person` reads after the row outside, in thread order."""
    rows: Any = Comment.objects.filter(article=article, sort_path__gt=OuterRef("sort_path"))
    return rows.seen_by(person).filter(seen=True).in_thread_order()


def _first_below(
    article: Article, person: "Person", heads: Iterable[Any]
) -> dict[bytes, list[Comment]]:
    """By the place of each head, the first comments below it, as it came `_with_below`."""
    numbers = [number for head in heads for number in head.first_below or ()]
    rows = _shown(Comment.objects.filter(pk__in=numbers), person)
    ordered = _with_next(rows, article, person).order_by("sort_path")
    by_head = groupby(ordered, lambda row: head_of(bytes(row.sort_path)))
    return {head: list(found) for head, found in by_head}


def _branch(head: Any, found: Sequence[Any]) -> Branch:
    below = tuple(found[:BELOW])
    more = len(found) > BELOW
    return Branch(head, below, more=more, goes_on=frozenset(_goes_on(head, below, more)))


def _goes_on(head: Any, below: Sequence[Any], more: bool) -> Iterator[int]:
    """The ids of those below which the thread goes on, deeper than the window: where what would
    be read next is not what the window shows next."""
    places = {bytes(row.sort_path): row.pk for row in (head, *below)}
    for row, following in zip_longest((head, *below), below):
        next_place = bytes(row.next_seen or b"")
        within = head_of(next_place) == bytes(head.sort_path)
        if following is None and (more or not within):
            return
        if following is None or next_place != bytes(following.sort_path):
            above = paths_above(next_place)
            yield next(places[place] for place in reversed(above) if place in places)
