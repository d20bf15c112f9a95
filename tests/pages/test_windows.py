"""Windows of a thread: every comment on some page and none twice, whatever the order, whoever
reads, and however many there are that they may not read."""

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from archive.commenting.place import paths_above
from archive.models import Article, Comment, ModerationEntry
from archive.pages import windows
from archive.pages.windows import ORDERS, Branch, Window, one_thread, threads
from tests import builders, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows of a size that a few comments fill."""
    for name, size in {"HEADS": 4, "BELOW": 3, "REPLIES": 5, "DEEPEST": 2, "NEAREST": 2}.items():
        monkeypatch.setattr(windows, name, size)


def wood(number: int, members: list[User], seed: int = 5) -> Article:
    """A discussion of `number` comments, captured and members', of which some are hidden."""
    chance, article = random.Random(seed), builders.article()
    found: list[Comment] = []
    for position in range(number):
        parent = chance.choice(found) if found and chance.random() < 0.75 else None
        review = chance.choice(["approved"] * 5 + ["pending", "rejected", "removed"])
        gone = {"withdrawn_at": timezone.now()} if chance.random() < 0.1 else {}
        if position < number // 4:
            made = builders.captured_comment(article, parent=parent, review=review, **gone)
        else:
            member = chance.choice(members)
            made = builders.comment(article, member, parent=parent, review=review, **gone)
        found.append(made)
    return article


def walk(read: Callable[[str], Window]) -> list[Window]:
    """Every window from the first on."""
    found = [read("")]
    while found[-1].paging.next:
        assert len(found) < 200
        found.append(read(found[-1].paging.next))
    return found


def seen_in(branch: Branch) -> list[int]:
    return [row.pk for row in (branch.top, *branch.below) if row.seen]


def in_public_threads(article: Article, somebody: Any) -> set[int]:
    """What `somebody` may read, but for what only waits below a head that nobody reads."""
    readable = article.comments.visible_to(somebody)
    heads = {bytes(row.sort_path) for row in readable.filter(depth=0)}
    heads |= {bytes(row.sort_path)[:4] for row in article.comments.public()}
    return {row.pk for row in readable if bytes(row.sort_path)[:4] in heads}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ORDERS)
@pytest.mark.parametrize("role", ["anonymous", "reader", "moderator"])
def test_whoever_reads_on_reads_everything_once(name: str, role: str) -> None:
    """From window to window, and from each thread that goes on to its own page."""
    somebody: Any = getattr(people, role)()
    members = [people.reader(), people.reader()]
    article = wood(120, [*members, somebody] if role == "reader" else members)
    expected = in_public_threads(article, somebody)
    if role == "anonymous":
        assert expected < set(article.comments.values_list("pk", flat=True))
    order = ORDERS[name]
    met: list[int] = []
    further: set[int] = set()
    for window in walk(lambda cursor: threads(article, somebody, order, cursor)):
        for branch in window.branches:
            met += seen_in(branch)
            further |= branch.goes_on | ({branch.top.pk} if branch.more else set())
    assert len(met) == len(set(met))
    assert set(met) < expected
    assert further
    deeper: set[int] = set()
    for number in further:
        once: list[int] = []
        for window in walk(lambda c, number=number: one_thread(article, somebody, number, c)):
            once += [row.pk for row in window.branches[0].below]
        assert len(once) == len(set(once))
        deeper |= set(once)
    assert set(met) | deeper == expected


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", ORDERS)
def test_windows_are_the_order_in_slices_there_and_back(name: str) -> None:
    article, nobody = wood(80, [people.reader()]), people.anonymous()
    order = ORDERS[name]
    heads = [h for h in article.comments.filter(depth=0) if h.reply_total or is_public(h)]
    by_name = {
        "oldest": sorted(heads, key=lambda head: bytes(head.sort_path)),
        "newest": sorted(heads, key=lambda head: bytes(head.sort_path), reverse=True),
        "liveliest": sorted(heads, key=lambda head: (head.reply_total, head.pk), reverse=True),
    }
    pages = walk(lambda cursor: threads(article, nobody, order, cursor))
    assert len(pages) > 3
    assert [b.top.pk for page in pages for b in page.branches] == [h.pk for h in by_name[name]]
    for before, page in pairwise(pages):
        back = threads(article, nobody, order, page.paging.previous)
        assert [b.top.pk for b in back.branches] == [b.top.pk for b in before.branches]


def is_public(comment: Comment) -> bool:
    return comment.review == "approved" and comment.withdrawn_at is None


def test_a_thread_shows_its_first_twelve_and_says_how_many_there_are() -> None:
    article, member = builders.article(), people.reader()
    head = builders.comment(article, member)
    replies = [builders.comment(article, member, parent=head) for _ in range(15)]
    (branch,) = threads(article, people.anonymous(), ORDERS["oldest"], "").branches
    assert [row.pk for row in branch.below] == [reply.pk for reply in replies[:12]]
    assert (branch.more, branch.goes_on, branch.top.reply_total) == (True, frozenset(), 15)


def test_exactly_twelve_replies_are_all() -> None:
    article, member = builders.article(), people.reader()
    head = builders.comment(article, member)
    for _ in range(12):
        builders.comment(article, member, parent=head)
    builders.comment(article, member)
    branch, _other = threads(article, people.anonymous(), ORDERS["oldest"], "").branches
    assert (len(branch.below), branch.more, branch.goes_on) == (12, False, frozenset())


def test_a_deep_thread_goes_on_below_the_last_that_is_shown() -> None:
    article, member = builders.article(), people.reader()
    chain = [builders.comment(article, member)]
    for _ in range(8):
        chain.append(builders.comment(article, member, parent=chain[-1]))
    builders.comment(article, member)
    branch, _other = threads(article, people.anonymous(), ORDERS["oldest"], "").branches
    assert [row.pk for row in branch.below] == [comment.pk for comment in chain[1:5]]
    assert branch.goes_on == {chain[4].pk}


def test_a_deep_thread_goes_on_below_hidden_comments() -> None:
    article, member = builders.article(), people.reader()
    head = parent = builders.comment(article, member)
    for _ in range(5):
        parent = builders.comment(article, member, parent=parent, review="removed")
    deep = builders.comment(article, member, parent=parent)
    (branch,) = threads(article, people.anonymous(), ORDERS["oldest"], "").branches
    assert (branch.below, branch.goes_on) == ((), {head.pk})
    own = one_thread(article, people.anonymous(), head.pk, "")
    assert [row.pk for row in own.branches[0].below] == [deep.pk]


def test_one_comment_has_what_it_answers_and_what_answers_it() -> None:
    article, member = builders.article(), people.reader()
    chain = [builders.captured_comment(article)]
    for _ in range(9):
        chain.append(builders.comment(article, member, parent=chain[-1]))
    window = one_thread(article, people.anonymous(), chain[7].pk, "")
    assert [row.pk for row in window.above] == [comment.pk for comment in chain[3:7]]
    assert window.further.pk == chain[2].pk
    assert [row.pk for row in window.branches[0].below] == [chain[8].pk, chain[9].pk]
    high = one_thread(article, people.anonymous(), chain[2].pk, "")
    assert ([row.pk for row in high.above], high.further) == ([chain[0].pk, chain[1].pk], None)


@pytest.mark.usefixtures("small")
def test_a_page_further_on_repeats_what_its_first_comment_stands_under() -> None:
    article, member = builders.article(), people.reader()
    head = builders.comment(article, member)
    reply = builders.comment(article, member, parent=head)
    for _ in range(12):
        builders.comment(article, member, parent=reply)
    first = one_thread(article, people.anonymous(), head.pk, "")
    second = one_thread(article, people.anonymous(), head.pk, first.paging.next)
    (branch,) = second.branches
    assert branch.earlier
    assert branch.more
    assert [row.pk for row in branch.repeated] == [reply.pk]
    assert paths_above(bytes(branch.below[0].sort_path))[1] == bytes(reply.sort_path)


@pytest.mark.parametrize("state", [{"review": "removed"}, {"withdrawn_at": timezone.now()}])
def test_a_hidden_comment_has_a_page_while_its_answers_are_read(state: dict) -> None:
    article, member = builders.article(), people.reader()
    hidden = builders.comment(article, member, **state)
    with pytest.raises(Comment.DoesNotExist):
        one_thread(article, people.anonymous(), hidden.pk, "")
    builders.comment(article, member, parent=hidden, review="pending")
    with pytest.raises(Comment.DoesNotExist):
        one_thread(article, people.anonymous(), hidden.pk, "")
    builders.comment(article, member, parent=hidden)
    (branch,) = one_thread(article, people.anonymous(), hidden.pk, "").branches
    assert not branch.top.seen
    assert len(branch.below) == 1


def test_a_comment_of_another_article_is_not_there() -> None:
    other = builders.comment(builders.article(), people.reader())
    with pytest.raises(Comment.DoesNotExist):
        one_thread(builders.article(), people.anonymous(), other.pk, "")


@pytest.mark.parametrize("last", ["removed", "erased"])
def test_its_member_and_moderators_are_told_why_and_nothing_of_the_note(last: str) -> None:
    article, member, moderator = builders.article(), people.reader(), people.moderator()
    comment = builders.comment(article, member, review="removed")
    for act, reason in (("removed", "An old reason"), (last, "The reason"), ("held", "No")):
        ModerationEntry.objects.create(
            act=act, comment=comment, member=member, reason=reason, note="A note", actor=moderator
        )
    for somebody in (member, moderator):
        (branch,) = threads(article, somebody, ORDERS["oldest"], "").branches
        assert branch.top.told == "The reason"
    assert threads(article, people.reader(), ORDERS["oldest"], "").branches == ()


def test_no_window_counts_its_way_to_where_it_begins() -> None:
    article, member = builders.article(), people.reader()
    for _ in range(windows.HEADS + 1):
        builders.comment(article, member)
    cursor = threads(article, member, ORDERS["newest"], "").paging.next
    with CaptureQueriesContext(connection) as captured:
        assert threads(article, member, ORDERS["newest"], cursor).branches
        assert one_thread(article, member, article.comments.first().pk, "").branches
    assert len(captured) == 4  # nothing is asked for below comments that have nothing below
    assert not [query["sql"] for query in captured if "OFFSET" in query["sql"]]
    assert all("LIMIT" in query["sql"] for query in captured[:3:2])
