"""The thread as a tree: order, gaps, and how deep it goes."""

from archive.models import Comment
from archive.pages.grounds import Mark
from archive.pages.thread import DEEPEST, Post, thread


def comment(*path: int) -> Comment:
    sort_path = b"".join(number.to_bytes(4, "big") for number in path)
    return Comment(pk=path[-1], sort_path=sort_path, depth=len(path) - 1)


def shape(posts: tuple[Post, ...]) -> list:
    return [(post.comment.pk if post.comment else None, shape(post.replies)) for post in posts]


def test_replies_stand_under_what_they_answer() -> None:
    posts = thread([comment(1), comment(1, 2), comment(1, 3), comment(4)], {})
    assert shape(posts) == [(1, [(2, []), (3, [])]), (4, [])]
    assert posts[0].parent is None
    assert posts[0].replies[0].parent.pk == 1


def test_gaps_keep_their_place() -> None:
    posts = thread([comment(1), comment(2, 3, 4), comment(5)], {})
    assert shape(posts) == [(1, []), (None, [(None, [(4, [])])]), (5, [])]
    assert posts[1].replies[0].replies[0].parent is None


def test_deep_replies_line_up_in_thread_order() -> None:
    chain = [comment(*range(1, length + 1)) for length in range(1, DEEPEST + 5)]
    posts = thread([*chain, comment(1, 90)], {})
    depth, level = 0, posts
    while len(level) == 1 or level[0].comment.pk == 2:
        level, depth = level[0].replies, depth + 1
    assert depth == DEEPEST
    assert [post.comment.pk for post in level] == list(range(DEEPEST + 1, DEEPEST + 5))
    assert [post.parent.pk for post in level] == list(range(DEEPEST, DEEPEST + 4))


def test_marks_are_those_of_the_comment() -> None:
    inferred = Mark("inferred", None)
    (post,) = thread([comment(7)], {(7, "parent"): inferred, (None, "parent"): Mark("", None)})
    assert post.parent_mark is inferred
    assert post.author_mark is None
