"""The thread: comments in order, each under the one that it answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.commenting.place import MAX_DEPTH, SEGMENT_BYTES
from archive.models import Comment
from archive.pages.grounds import Mark

DEEPEST = 4  # levels of indentation that a narrow screen has room for; deeper replies line up


@dataclass(frozen=True, slots=True)
class Post:
    """A comment in its place. `comment` is None where one stood that is public no more but has
    answers; `parent` is the comment answered, and None where that is not public. The marks are
    None where a member said it."""

    comment: Comment | None
    parent: Comment | None
    parent_mark: Mark | None
    author_mark: Mark | None
    mark: Mark | None
    replies: tuple["Post", ...]


Marks = Mapping[tuple[int | None, str], Mark]  # by comment and field


def thread(comments: Iterable[Comment], marks: Marks) -> tuple[Post, ...]:
    """`comments`, which come in thread order, as a tree no deeper than DEEPEST."""
    by_path: dict[bytes, Comment | None] = {}
    by_number: dict[int | None, Comment] = {}
    for comment in comments:
        path = bytes(comment.sort_path)
        gone = []
        above = path[:-SEGMENT_BYTES]
        while above and above not in by_path:
            gone.append(above)
            above = above[:-SEGMENT_BYTES]
        by_path.update(dict.fromkeys(reversed(gone)))
        by_path[path] = by_number[comment.pk] = comment
    under: dict[bytes, list[bytes]] = {}
    for path in by_path:
        under.setdefault(path[:-SEGMENT_BYTES][: DEEPEST * SEGMENT_BYTES], []).append(path)

    def answered(path: bytes, comment: Comment | None) -> Comment | None:
        if comment and len(path) > MAX_DEPTH * SEGMENT_BYTES:  # where places line up
            return by_number.get(comment.parent_id)
        return by_path.get(path[:-SEGMENT_BYTES])

    def posts(paths: Iterable[bytes]) -> tuple[Post, ...]:
        return tuple(post(path, by_path[path]) for path in paths)

    def post(path: bytes, comment: Comment | None) -> Post:
        number = comment.pk if comment else None
        return Post(
            comment=comment,
            parent=answered(path, comment),
            parent_mark=marks.get((number, "parent")),
            author_mark=marks.get((number, "by_article_author")),
            mark=marks.get((number, "body")),
            replies=posts(under.get(path, ())),
        )

    return posts(under.get(b"", ()))
