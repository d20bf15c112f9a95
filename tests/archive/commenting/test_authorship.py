"""The mark of an article's author follows the author, whenever an editor says who that is."""

import pytest

from archive.commenting.authorship import link, mark
from archive.models import Article, Author, Byline
from tests import builders, people
from tests.archive.commenting.saying import now, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Author:
    return builders.author()


@pytest.fixture
def article(author: Author) -> Article:
    builders.settings()
    return builders.article(authors=(author,))


def version(article: Article) -> int:
    article.refresh_from_db()
    return article.discussion_version


def test_what_was_said_before_is_marked_too(author: Author, article: Article) -> None:
    member, other = people.reader(), people.reader()
    said = say(member, article)
    elsewhere = say(member, builders.article())
    by_another = say(other, article)
    before = version(article)
    link(author, member)
    assert now(said).by_article_author
    assert not now(elsewhere).by_article_author
    assert not now(by_another).by_article_author
    assert version(article) == before + 1
    assert version(elsewhere.article) == 1
    assert now(say(member, article)).by_article_author


def test_no_longer_once_the_author_is_another(author: Author, article: Article) -> None:
    first, second = people.reader(), people.reader()
    said = [say(first, article), say(second, article)]
    link(author, first)
    link(author, second)
    assert [now(c).by_article_author for c in said] == [False, True]
    link(author, None)
    assert [now(c).by_article_author for c in said] == [False, False]
    assert author.member is None


def test_who_wrote_with_others_stays_an_author(author: Author) -> None:
    member, second = people.reader(), builders.author()
    article = builders.article(authors=(author, second))
    link(author, member)
    link(second, member)
    said = say(member, article)
    link(author, None)
    assert now(said).by_article_author


def test_nothing_to_mark_changes_nothing(author: Author, article: Article) -> None:
    link(author, people.reader())
    assert version(article) == 0


def test_captured_comments_keep_what_the_capture_shows(author: Author, article: Article) -> None:
    captured = builders.captured_comment(article, by_article_author=True)
    link(author, people.reader())
    link(author, None)
    assert now(captured).by_article_author


def test_bylines_that_change_change_the_marks(author: Author, article: Article) -> None:
    member = people.reader()
    link(author, member)
    said = say(member, article)
    Byline.objects.all().delete()
    mark(article)
    assert not now(said).by_article_author
