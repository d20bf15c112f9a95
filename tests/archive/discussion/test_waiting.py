"""Whoever writes is told beforehand where what they write will wait, whatever it says."""

from collections.abc import Callable

import pytest

from accounts.models import User
from archive.models import Article, Comment, MemberPremoderation
from tests import builders, people
from tests.archive.discussion.filling import Tab

WRITE = "/articles/talked-about/comments/write/"
NEW = "A moderator reads this before others can."
EDIT = "Once you change it, nobody reads it until a moderator has."


def _nothing(_article: Article, _member: User) -> None:
    """Nothing waits."""


def _site(_article: Article, _member: User) -> None:
    builders.settings(premoderated=True)


def _article(article: Article, _member: User) -> None:
    Article.objects.filter(pk=article.pk).update(premoderated=True)


def _member(_article: Article, member: User) -> None:
    MemberPremoderation.objects.create(member=member)


def _first(_article: Article, _member: User) -> None:
    builders.settings(first_comments_held=2)


def _no_longer_first(article: Article, member: User) -> None:
    builders.settings(first_comments_held=1)
    builders.comment(article, member)


CAUSES = {  # whether a new comment waits, and an edit of one that readers see
    _nothing: (False, False),
    _site: (True, True),
    _article: (True, True),
    _member: (True, True),
    _first: (True, False),  # a slip of the pen may be mended
    _no_longer_first: (False, False),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_a_new_comment(
    tab: Tab, article: Article, member: User, cause: Callable[[Article, User], None]
) -> None:
    cause(article, member)
    waits, _edit = CAUSES[cause]
    for answer in (tab.open(WRITE), tab.fill(WRITE, body="")):
        assert (NEW in answer.content.decode()) is waits
    tab.fill(WRITE, body="What I say.")
    review = Comment.objects.get(body="What I say.").review
    assert review == ("pending" if waits else "approved")


@pytest.mark.parametrize("cause", CAUSES)
def test_an_edit(
    tab: Tab, article: Article, own: Comment, member: User, cause: Callable[[Article, User], None]
) -> None:
    cause(article, member)
    _new, waits = CAUSES[cause]
    address = f"/comments/{own.pk}/edit/"
    for answer in (tab.open(address), tab.fill(address, body="")):
        assert (EDIT in answer.content.decode()) is waits


def test_an_edit_of_what_nobody_reads_anyway(tab: Tab, own: Comment) -> None:
    builders.settings(premoderated=True)
    Comment.objects.filter(pk=own.pk).update(review="pending")
    assert EDIT not in tab.open(f"/comments/{own.pk}/edit/").content.decode()


def test_moderators_wait_for_nobody(tab: Tab, article: Article) -> None:
    builders.settings(premoderated=True)
    tab.client.force_login(people.moderator())
    assert NEW not in tab.open(WRITE).content.decode()
