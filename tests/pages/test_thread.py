"""The thread as a tree: order, gaps, how deep it goes, and where it goes on."""

from typing import Any

from archive.commenting.standing import Standing
from archive.models import Comment
from archive.pages.grounds import Mark
from archive.pages.thread import Post, Teller, chain, thread
from archive.pages.windows import DEEPEST, Branch

PLAIN = Standing(own=False, editable=False, review="", reason="")
TELLER = Teller({}, lambda _comment: PLAIN)


def comment(*path: int, seen: bool = True, **fields: Any) -> Comment:
    sort_path = b"".join(number.to_bytes(4, "big") for number in path)
    made = Comment(pk=path[-1], sort_path=sort_path, depth=len(path) - 1, **fields)
    made.seen = seen  # type: ignore[attr-defined]
    made.gone = ""  # type: ignore[attr-defined]
    return made


def branch(top: Comment, *below: Comment, **fields: Any) -> Branch:
    return Branch(top, below, **fields)


def shape(posts: tuple[Post, ...]) -> list:
    return [(post.comment.pk if post.comment else None, shape(post.replies)) for post in posts]


def test_replies_stand_under_what_they_answer() -> None:
    post = thread(branch(comment(1), comment(1, 2), comment(1, 2, 4), comment(1, 3)), TELLER)
    assert shape((post,)) == [(1, [(2, [(4, [])]), (3, [])])]
    assert post.parent is None
    assert post.replies[0].parent.pk == 1
    assert post.onward is None


def test_gaps_keep_their_place() -> None:
    gap = comment(2, seen=False)
    post = thread(branch(gap, comment(2, 3, 4), comment(2, 5)), TELLER)
    assert shape((post,)) == [(None, [(None, [(4, [])]), (5, [])])]
    assert post.replies[0].replies[0].parent is None
    assert post.replies[1].parent is None
    assert post.standing is None


def test_deep_replies_line_up_in_thread_order() -> None:
    top, *chain_below = [comment(9, *range(1, length)) for length in range(1, DEEPEST + 6)]
    post = thread(branch(top, *chain_below, comment(9, 1, 90)), TELLER)
    level, depth = post.replies, 1
    while depth < DEEPEST:
        level, depth = level[0].replies, depth + 1
    assert [post.comment.pk for post in level] == list(range(DEEPEST, DEEPEST + 5))
    assert [post.parent.pk for post in level] == list(range(DEEPEST - 1, DEEPEST + 4))
    assert [p.comment.pk for p in post.replies[0].replies] == [2, 90]


def test_indentation_begins_at_the_top_of_a_branch() -> None:
    above = tuple(range(10, 60))
    post = thread(branch(comment(*above), comment(*above, 61), comment(*above, 61, 62)), TELLER)
    assert shape((post,)) == [(59, [(61, [(62, [])])])]


def test_what_an_earlier_page_showed_is_no_gap() -> None:
    levels = tuple(range(2, 2 + DEEPEST))
    repeated = tuple(comment(1, *levels[:n]) for n in range(1, DEEPEST))
    deep = comment(1, *levels, 70, 71)
    post = thread(branch(comment(1), deep, repeated=repeated, earlier=True), TELLER)
    level = post.replies
    for number in levels[:-1]:
        assert [p.comment.pk for p in level] == [number]
        level = level[0].replies
    assert shape(level) == [(71, [])]


def test_a_gap_of_an_earlier_page_is_there_where_it_indents() -> None:
    post = thread(branch(comment(1), comment(1, 2, 3), earlier=True), TELLER)
    assert shape(post.replies) == [(None, [(3, [])])]


def test_where_a_branch_goes_on() -> None:
    cut = branch(comment(1, reply_total=30), comment(1, 2), more=True, goes_on=frozenset({2}))
    post = thread(cut, TELLER)
    assert (post.onward.number, post.onward.total) == (1, 30)
    assert (post.replies[0].onward.number, post.replies[0].onward.total) == (2, None)


def test_marks_are_those_of_the_comment() -> None:
    inferred = Mark("inferred", None)
    teller = Teller({(7, "parent"): inferred, (8, "parent"): Mark("", None)}, lambda _c: PLAIN)
    post = thread(branch(comment(7)), teller)
    assert post.parent_mark is inferred
    assert post.author_mark is None


def test_of_what_is_not_seen_nothing_is_told() -> None:
    teller = Teller({(7, "parent"): Mark("inferred", None)}, lambda _c: PLAIN)
    post = thread(branch(comment(7, seen=False)), teller)
    assert (post.comment, post.standing, post.parent_mark) == (None, None, None)


def test_a_chain_says_whom_each_answers() -> None:
    first, hidden, third, fourth = chain(
        [comment(1), comment(1, 2, seen=False), comment(1, 2, 3), comment(1, 2, 3, 4)], TELLER
    )
    assert (first.parent, hidden.comment, third.parent) == (None, None, None)
    assert fourth.parent.pk == 3
