"""The thread: comments in order, each under the one that it answers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from archive.commenting.place import MAX_DEPTH, SEGMENT_BYTES
from archive.commenting.standing import Standing
from archive.models import Comment
from archive.pages.grounds import Mark
from archive.pages.windows import DEEPEST, Branch

Marks = Mapping[tuple[int, str], Mark]  # by comment and field


@dataclass(frozen=True, slots=True)
class Onward:
    """There is more below than the page shows. `number` is the comment's id, on whose own page the
    rest is; `total` how many comments are below it, where that is known."""

    number: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A comment in its place, as somebody reads it.

    `comment` and `standing` are None where one stood that they may not read, but has answers; then
    `gone` says why, where it was removed because somebody had asked for it.
    `parent` is the comment answered, and None where it is not on the page. The marks are None
    where a member said it.
    """

    comment: Comment | None
    standing: Standing | None
    parent: Comment | None
    parent_mark: Mark | None
    author_mark: Mark | None
    mark: Mark | None
    replies: tuple["Post", ...] = ()
    onward: Onward | None = None
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Teller:
    """What there is to tell of each comment, beside its words."""

    marks: Marks
    standing: Callable[[Any], Standing]

    def post(
        self,
        row: Any,
        parent: Any = None,
        replies: tuple[Post, ...] = (),
        onward: Onward | None = None,
    ) -> Post:
        """`row` is a Comment with `seen`, or None for a gap."""
        if row is None or not row.seen:
            gone = (row and row.gone) or ""
            return Post(None, None, None, None, None, None, replies, onward, gone)
        return Post(
            comment=row,
            standing=self.standing(row),
            parent=parent if parent and parent.seen else None,
            parent_mark=self.marks.get((row.pk, "parent")),
            author_mark=self.marks.get((row.pk, "by_article_author")),
            mark=self.marks.get((row.pk, "body")),
            replies=replies,
            onward=onward,
        )


def thread(branch: Branch, teller: Teller, parent: Any = None) -> Post:
    """A branch as a tree, no more than DEEPEST levels below its top: deeper replies line up.
    `parent` is the comment that its top answers, where that is on the page."""
    top, top_path = branch.top, _path(branch.top)
    places = _places(branch)
    by_number = {row.pk: row for row in places.values() if row}
    under: dict[bytes, list[bytes]] = {}
    for path in places:
        if path != top_path:
            level = path[:-SEGMENT_BYTES][: _nested(top_path)]
            under.setdefault(level, []).append(path)

    def answered(path: bytes, row: Any) -> Any:
        if row and len(path) > MAX_DEPTH * SEGMENT_BYTES:  # where places line up
            return by_number.get(row.parent_id)
        return places.get(path[:-SEGMENT_BYTES])

    def posts(paths: Iterable[bytes]) -> tuple[Post, ...]:
        return tuple(post(path, places[path]) for path in paths)

    def post(path: bytes, row: Any) -> Post:
        onward = Onward(row.pk) if row and row.pk in branch.goes_on else None
        return teller.post(row, answered(path, row), posts(under.get(path, ())), onward)

    onward = None
    if top.pk in branch.goes_on or (branch.more and top.depth == 0):
        onward = Onward(top.pk, top.reply_total)
    return teller.post(top, parent, posts(under.get(top_path, ())), onward)


def chain(rows: Iterable[Any], teller: Teller) -> Iterator[Post]:
    """Comments each of which answers the one before."""
    before = None
    for row in rows:
        yield teller.post(row, before)
        before = row


def _places(branch: Branch) -> dict[bytes, Any]:
    """What stands at each place, in thread order: None where nothing is read. What an earlier
    page showed is left out, but for what the indentation needs."""
    top_path = _path(branch.top)
    places: dict[bytes, Any] = {_path(row): row for row in (branch.top, *branch.repeated)}
    begins = _path(branch.below[0]) if branch.earlier and branch.below else b""
    for row in branch.below:
        path, gone = _path(row), []
        above = path[:-SEGMENT_BYTES]
        while above not in places:
            gone.append(above)
            above = above[:-SEGMENT_BYTES]
        for gap in reversed(gone):
            if gap > begins or len(gap) <= _nested(top_path):
                places[gap] = None
        places[path] = row
    return places


def _nested(top_path: bytes) -> int:
    """How long a path may be below which replies are indented once more."""
    return len(top_path) + (DEEPEST - 1) * SEGMENT_BYTES


def _path(row: Comment) -> bytes:
    return bytes(row.sort_path)
