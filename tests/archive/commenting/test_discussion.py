"""What is counted of a discussion, and that nobody undoes it."""

import pytest
from django.utils import timezone

from archive.commenting.discussion import recount, touch
from archive.commenting.edit import withdraw
from archive.models import Article, Comment
from tests import builders, people

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
