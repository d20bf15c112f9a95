"""Entries that are missing or old are written, in the order in which things came here."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.indexing import bounds, index_articles, index_comments, rebuild
from archive.indexing.bounds import AT_ONCE
from archive.models import Article, Comment, SearchEntry
from archive.text.terms import TERMS_VERSION
from tests import builders, people
from tests.archive.indexing.in_step import assert_in_step

pytestmark = pytest.mark.django_db


def index_search(*asked: str) -> str:
    said: list[str] = []

    class Heard:
        def write(self, words: str) -> None:
            said.append(words)

    call_command("index_search", *asked, stdout=Heard())
    return "".join(said)


def by_number() -> list[tuple[int, int | None]]:
    return list(SearchEntry.objects.order_by("pk").values_list("article", "comment"))


@pytest.mark.parametrize("at_once", [1, AT_ONCE])
def test_what_came_first_has_the_smallest_number(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(rebuild, "AT_ONCE", at_once)
    monkeypatch.setattr(rebuild, "AT_A_LOOK", 2 * at_once)
    now, hour = timezone.now(), timedelta(hours=1)
    late = builders.article(added_at=now)
    early = builders.article(added_at=now - 3 * hour)
    between = builders.comment(early, people.reader(), posted_at=now - hour)
    captured = builders.captured_comment(early)
    erased = builders.comment(early, people.reader(), body="")
    assert index_search() == "4 entries were written.\n"
    came = [(early, None), (early, captured), (early, between), (late, None)]
    assert by_number() == [(article.pk, said and said.pk) for article, said in came]
    assert not SearchEntry.objects.filter(comment=erased).exists()
    assert_in_step()


def test_a_second_time_there_is_nothing_to_do() -> None:
    builders.comment(builders.article(), people.reader())
    assert index_search() == "2 entries were written.\n"
    before = by_number()
    assert index_search() == "0 entries were written.\n"
    assert index_search("--all") == "2 entries were written.\n"
    assert by_number() == before


def test_terms_of_an_older_version_are_made_anew() -> None:
    old, new = builders.article(title="Low tide"), builders.article(title="High tide")
    builders.indexed()
    SearchEntry.objects.filter(article=old).update(title="lowe tyde", terms_version=0)
    SearchEntry.objects.filter(article=new).update(title="left alone")
    rebuild.freshen(timezone.now())
    entries = SearchEntry.objects.order_by("pk").values_list("title", "terms_version")
    assert list(entries) == [(" low tide ", TERMS_VERSION), ("left alone", TERMS_VERSION)]


def test_a_chore_stops_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "AT_ONCE", 1)
    monkeypatch.setattr(rebuild, "LONGEST_S", 0)
    builders.article()
    builders.article()
    for written, is_done in ((1, False), (2, True), (2, True)):
        assert rebuild.complete(timezone.now()) is is_done
        assert SearchEntry.objects.count() == written


def test_a_stale_entry_of_words_that_are_gone_goes() -> None:
    comment = builders.comment(builders.article(), people.reader())
    builders.indexed()
    Comment.objects.update(body="")
    SearchEntry.objects.update(terms_version=0)
    rebuild.freshen(timezone.now())
    assert SearchEntry.objects.exclude(comment=None).count() == 0
    assert not SearchEntry.objects.stale().exists()
    assert Comment.objects.get().pk == comment.pk


@pytest.mark.parametrize("again", [False, True])
def test_many_take_as_many_queries_as_few(*, again: bool) -> None:
    def queries(count: int) -> int:
        outlet, member = builders.outlet(), people.reader()
        articles = [
            builders.article(
                outlet=outlet, authors=(builders.author(),), topics=(builders.topic(),)
            ).pk
            for _ in range(count)
        ]
        under = Article.objects.get(pk=articles[0])
        said = [builders.comment(under, member).pk for _ in range(count)]
        if again:
            index_articles(articles)
            index_comments(said)
            Article.objects.filter(pk__in=articles).update(outlet=None)
        with CaptureQueriesContext(connection) as asked:
            index_articles(articles)
            index_comments(said)
        return len(asked)

    queries(1)
    few = queries(2)
    assert queries(12) == few


def test_an_article_whose_outlet_changes_takes_its_comments_along() -> None:
    article = builders.article(outlet=builders.outlet())
    said = [builders.comment(article, people.reader()) for _ in range(3)]
    builders.indexed(article)
    other = builders.outlet()
    Article.objects.filter(pk=article.pk).update(outlet=other)
    with CaptureQueriesContext(connection) as asked:
        index_articles([article.pk])
    marks = SearchEntry.objects.filter(comment__in=said).values_list("marks", flat=True)
    assert {one.split()[-1] for one in marks} == {f"O{other.pk}"}
    assert len(asked) == 6
    assert_in_step()


def test_comments_follow_an_article_that_is_indexed_after_them() -> None:
    outlet, topic = builders.outlet(), builders.topic()
    articles = [builders.article(outlet=outlet, topics=(topic,)) for _ in range(2)]
    for article in articles:
        said = [builders.comment(article, people.reader()) for _ in range(2)]
        index_comments([comment.pk for comment in said])
        article.topics.set([])
    index_articles([article.pk for article in articles])
    marks = SearchEntry.objects.exclude(comment=None).values_list("marks", flat=True)
    assert [one.split()[-1] for one in marks] == [f"O{outlet.pk}"] * 4
    assert_in_step()


def test_long_articles_are_written_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_CHARACTERS", 100)
    texts = ("x" * 50, "x" * 50, "x", "x" * 500, "x")
    articles = [builders.article(body=body).pk for body in texts]
    builders.comment(Article.objects.get(pk=articles[0]), people.reader(), body="y" * 500)
    assert list(rebuild.rebuild()) == [2, 1, 1, 2]
    index_articles(articles)
    stale = SearchEntry.objects.stale().values_list("article", flat=True)
    assert list(stale.order_by("pk")) == articles[2:]
    rebuild.freshen(timezone.now())
    assert not stale.exists()
    assert list(rebuild.rebuild(everything=True)) == [2, 1, 1, 2]
    assert_in_step()
