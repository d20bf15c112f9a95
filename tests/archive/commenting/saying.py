"""Short ways to post for tests, and what must be true of a thread whatever was done to it."""

from uuid import uuid4

from accounts.models import User
from archive.commenting.place import MAX_DEPTH, SEGMENT_BYTES
from archive.commenting.post import post
from archive.models import Article, Comment

Place = bytes


def say(
    member: User, article: Article, body: str = "Said.", parent: Comment | None = None
) -> Comment:
    """What a new form posts."""
    parent_id = parent.pk if parent else None
    return post(member, article, body=body, key=uuid4(), parent_id=parent_id).comment


def now(comment: Comment) -> Comment:
    """The comment as the database has it."""
    return Comment.objects.select_related("article").get(pk=comment.pk)


def is_public(comment: Comment) -> bool:
    return comment.review == Comment.Review.APPROVED and comment.withdrawn_at is None


def check_thread(article: Article, deepest: int = MAX_DEPTH) -> None:
    """Every place follows from who answers whom, and every head's count from who is read below."""
    comments = {comment.pk: comment for comment in article.comments.all()}
    places = {number: bytes(comment.sort_path) for number, comment in comments.items()}
    assert len(set(places.values())) == len(places)
    counts = dict.fromkeys(comments, 0)
    for number, comment in comments.items():
        above = places[comment.parent_id] if comment.parent_id else b""
        assert places[number][:-SEGMENT_BYTES] == above[: deepest * SEGMENT_BYTES]
        assert len(places[number]) == (comment.depth + 1) * SEGMENT_BYTES
        head = comment
        while head.parent_id:
            head = comments[head.parent_id]
        counts[head.pk] += head is not comment and is_public(comment)
        assert comment.revisions.count() == comment.edition
    article.refresh_from_db(fields=["comment_total"])
    assert article.comment_total == sum(map(is_public, comments.values()))
    assert {number: comment.reply_total for number, comment in comments.items()} == counts
    in_order = list(article.comments.in_thread_order().values_list("pk", flat=True))
    assert in_order == _walked(comments, deepest)


def _walked(comments: dict[int, Comment], deepest: int) -> list[int]:
    """The comments as a reader of the thread meets them: each before those that answer it, the
    captured first as they stand in the capture and then those that it has no more, and members' by
    number. Beyond `deepest` they line up under the one above."""

    def level_of(number: int | None) -> list[int]:
        level = []
        while number:
            level.append(number)
            number = comments[number].parent_id
        return level[::-1]

    def order(number: int) -> list[tuple[int, int]]:
        level = level_of(number)
        return [among(comments[n]) for n in (level[:deepest] + level[deepest:][-1:])]

    def among(comment: Comment) -> tuple[int, int]:
        if comment.origin == Comment.Origin.MEMBER:
            return 2, comment.pk
        if comment.withdrawn_at is None:
            return 0, comment.first_line or 0
        return 1, int.from_bytes(bytes(comment.sort_path)[-SEGMENT_BYTES:])

    return sorted(comments, key=order)
