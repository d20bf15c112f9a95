"""What is counted of a discussion, and that nobody undoes it."""

import pytest
from django.utils import timezone

from archive.commenting.discussion import recount, touch
from archive.commenting.edit import edit, withdraw
from archive.models import Article, Comment
from tests import builders, people
from tests.archive.commenting.saying import say

pytestmark = pytest.mark.django_db


def counted(article: Article) -> int:
    return Article.objects.get(pk=article.pk).comment_total


def test_an_article_counts_what_anyone_may_read() -> None:
    article, member = builders.article(), people.reader()
    head = builders.captured_comment(article)
    reply = builders.comment(article, member, parent=head)
    builders.comment(article, member, parent=reply)
    builders.comment(article, member, review="pending")
    assert counted(article) == 3
    withdraw(member, reply)
    assert counted(article) == 2
    recount(article.pk)
    assert counted(article) == 2


def test_counting_anew_mends_a_wrong_count() -> None:
    article = builders.article()
    builders.captured_comment(article)
    builders.captured_comment(article, withdrawn_at=timezone.now())
    Article.objects.filter(pk=article.pk).update(comment_total=9)
    recount(article.pk)
    assert counted(article) == 1


def test_saving_an_article_that_was_loaded_before_undoes_nothing() -> None:
    article = builders.article()
    loaded = Article.objects.get(pk=article.pk)
    light = Article.objects.only("title").get(pk=article.pk)
    builders.comment(article, people.reader())
    touch({article.pk})
    for stale in (loaded, light):
        stale.title = "Another title"
        stale.save()
        now = Article.objects.get(pk=article.pk)
        assert (now.title, now.comment_total) == ("Another title", 1)
        assert now.discussion_version == 1
    assert Comment.objects.count() == 1


class TestTheVersion:
    """Whoever polls learns nothing of what they may not read."""

    def version(self, article: Article) -> int:
        return Article.objects.get(pk=article.pk).discussion_version

    def test_tells_of_what_anyone_may_read(self) -> None:
        builders.settings()
        article, member = builders.article(), people.reader()
        said = say(member, article)
        assert self.version(article) == 1
        edit(member, said, body="Better.", edition=0)
        assert self.version(article) == 2
        withdraw(member, said)
        assert self.version(article) == 3

    def test_does_not_tell_of_what_waits(self) -> None:
        builders.settings(premoderated=True)
        article, member = builders.article(), people.reader()
        waits = say(member, article)
        edit(member, waits, body="Better.", edition=0)
        withdraw(member, waits)
        assert self.version(article) == 0

    def test_tells_that_an_edit_took_something_away(self) -> None:
        builders.settings()
        article, member = builders.article(), people.reader()
        said = say(member, article)
        builders.settings(premoderated=True)
        edit(member, said, body="Better.", edition=0)
        assert self.version(article) == 2

    def test_does_not_tell_that_what_was_removed_was_withdrawn(self) -> None:
        article, member = builders.article(), people.reader()
        withdraw(member, builders.comment(article, member, review="removed"))
        assert self.version(article) == 0
