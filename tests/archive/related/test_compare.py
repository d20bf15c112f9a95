"""Which pairs of articles are proposed, and what becomes of a proposal."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.importing.runs import Run
from archive.models import Article, ArticleShingle, RepublicationCandidate
from archive.related.compare import MOST_AT_ONCE, compare, compare_due
from archive.related.wording import Wording, wording_of
from config.settings import BASE_DIR
from tests import builders
from tests.archive.text.stories import changed, prose, story

pytestmark = pytest.mark.django_db
STORY, NOTICE = story(1), story(99, 60)
ON_THE_FERRY = """
The last ferry left at nine because the storm had reached the outer islands, and the company would
not risk its only ship. Forty people slept in the school, where the baker brought them bread. In the
morning the captain found that the harbour light had gone out, and asked the council who should have
looked after it. Nobody could say: the keeper had retired in March, and his letter about it was
still on somebody's desk.
"""
THE_SAME_TOLD_ANEW = """
Bad weather stranded around forty passengers overnight when the island's shipping line called off
its late crossing. Classrooms served as dormitories; a local bakery handed out rolls. At dawn the
skipper reported a dark beacon at the port entrance. Officials were unable to name anyone in charge,
since the man who used to tend it stopped working this spring and his notice was never answered.
"""


def told(words: list[str], **fields: Any) -> Article:
    return builders.article(body=prose(words), **fields)


def pairs() -> list[set[int]]:
    return [{row.one_id, row.other_id} for row in RepublicationCandidate.objects.proposed()]


def compare_all() -> None:
    call_command("compare_articles")


def rewrite(article: Article, words: list[str]) -> None:
    article.set_body(prose(words))
    article.save()


@pytest.mark.parametrize(
    "other",
    [
        STORY,
        story(3, 20) + STORY + story(4, 60),  # another headline, and what its outlet says of itself
        STORY[:300],
        STORY[150:450] + story(5, 300),
        changed(STORY, 0.2),
        STORY[:70],
    ],
    ids=["verbatim", "framed", "cut", "half of it", "edited", "a short notice of it"],
)
def test_a_text_that_was_printed_again_is_proposed(other: list[str]) -> None:
    one, again = told(STORY), told(other, language="fr")
    told(story(2))
    compare_all()
    (candidate,) = RepublicationCandidate.objects.all()
    assert (candidate.one, candidate.other) == (one, again)
    assert 0.3 <= candidate.overlap <= 1
    assert candidate.state == "proposed"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (prose(STORY), prose(story(2))),
        (ON_THE_FERRY, THE_SAME_TOLD_ANEW),
        (prose(STORY), prose(story(2) + STORY[:80])),  # a quotation
        (prose(STORY[:30]), prose(STORY[:30])),  # too short to tell
        ("", ""),
    ],
    ids=["another story", "the same events", "a quotation", "two lines", "no text"],
)
def test_other_texts_are_not(one: str, other: str) -> None:
    for body in (one, other):
        builders.article(body=body)
    compare_all()
    assert pairs() == []
    assert not Article.objects.to_compare().exists()


def test_the_seeds_are_five_different_stories() -> None:
    Run(publish=True).paths([BASE_DIR / "seeds"])
    assert Article.objects.count() == 5
    compare_all()
    assert ArticleShingle.objects.count() > 100
    assert pairs() == []


class TestWhatBecomesOfIt:
    def test_it_is_found_whichever_came_first(self) -> None:
        first = told(STORY)
        compare_all()
        assert pairs() == []
        second = told(STORY)
        assert compare_due(timezone.now()) == 1
        assert pairs() == [{first.pk, second.pk}]

    def test_a_turn_compares_what_is_new_or_changed_and_no_more_than_so_much(self) -> None:
        for _ in range(MOST_AT_ONCE + 1):
            builders.article()
        done = [compare_due(timezone.now(), within_s=60) for _turn in range(3)]
        assert done == [MOST_AT_ONCE, 1, 0]
        article = Article.objects.earliest("pk")
        article.save()
        assert compare_due(timezone.now()) == 1

    def test_a_turn_has_an_end_but_compares_one_at_least(self) -> None:
        for _ in range(3):
            builders.article()
        assert [compare_due(timezone.now(), within_s=0) for _turn in range(4)] == [1, 1, 1, 0]

    def test_what_cannot_be_compared_stops_nothing(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        poison, *others = [told(STORY) for _ in range(3)]
        read = wording_of

        def fail(article: Article) -> Wording:
            if article == poison and article.title != "Mended":
                raise ValueError("no words")
            return read(article)

        monkeypatch.setattr("archive.related.compare.wording_of", fail)
        for _turn in range(3):
            compare_due(timezone.now())
        assert not Article.objects.to_compare().exists()
        (line,) = caplog.records
        assert f"article {poison.pk} could not be compared" in line.message
        assert pairs() == [{article.pk for article in others}]
        poison.title = "Mended"
        poison.save()
        assert compare_due(timezone.now()) == 1
        assert len(pairs()) == 3

    def test_a_database_that_is_away_is_not_the_articles_fault(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        article = told(STORY)

        def fail(_article: Article) -> Wording:
            raise OperationalError("the server closed the connection")

        monkeypatch.setattr("archive.related.compare.wording_of", fail)
        with pytest.raises(OperationalError):
            compare_due(timezone.now())
        assert Article.objects.to_compare().get() == article

    def test_a_clock_that_is_behind_makes_no_endless_work(self) -> None:
        builders.article()
        yesterday = timezone.now() - timedelta(days=1)
        assert [compare_due(yesterday) for _turn in range(2)] == [1, 0]

    def test_it_goes_when_the_text_is_another_and_stays_when_decided(self) -> None:
        one, other = told(STORY), told(STORY)
        compare_all()
        assert pairs() == [{one.pk, other.pk}]
        kept = set(one.shingles.values_list("hash", flat=True))
        rewrite(one, story(2))
        compare_all()
        assert pairs() == []
        assert not kept & set(one.shingles.values_list("hash", flat=True))
        rewrite(one, STORY[:400])
        compare_all()
        candidate = RepublicationCandidate.objects.get()
        RepublicationCandidate.objects.update(state="dismissed")
        for words in (story(2), STORY):
            rewrite(one, words)
            compare_all()
        assert RepublicationCandidate.objects.get() == candidate

    def test_its_share_follows_the_text(self) -> None:
        one, _other = told(STORY), told(STORY)
        compare_all()
        assert RepublicationCandidate.objects.get().overlap == 1
        rewrite(one, STORY[:300] + story(2, 300))
        compare_all()
        assert 0.45 < RepublicationCandidate.objects.get().overlap < 0.55

    def test_what_is_linked_already_is_not_proposed(self) -> None:
        original = told(STORY)
        copies = [told(STORY, republication_of=original) for _ in range(2)]
        stranger = told(STORY)
        compare_all()
        articles = [original, *copies]
        assert sorted(pairs(), key=min) == [{stranger.pk, article.pk} for article in articles]

    @pytest.mark.parametrize("state", ["draft", "withdrawn"])
    def test_drafts_are_compared_and_what_is_withdrawn_is_not(self, state: str) -> None:
        make = builders.draft if state == "draft" else builders.withdrawn
        one, other = make(body=prose(STORY)), told(STORY)
        compare_all()
        assert pairs() == ([{one.pk, other.pk}] if state == "draft" else [])
        one.state, one.withdrawn_at = "published", None
        one.save()
        compare_all()
        assert pairs() == [{one.pk, other.pk}]

    def test_what_changes_meanwhile_is_left_for_the_next_turn(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one, _other = told(STORY), told(STORY)

        def change_it(_article_id: int) -> dict[int, bool]:
            rewrite(one, story(2))
            return {}

        with monkeypatch.context() as patched:
            patched.setattr("archive.related.compare.held_by_many", change_it)
            assert not compare(one.pk, timezone.now())
        assert Article.objects.to_compare().filter(pk=one.pk).exists()
        compare_all()
        assert pairs() == []

    def test_one_that_is_gone(self) -> None:
        assert not compare(0, timezone.now())


class TestCost:
    def queries(self, article: Article) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            assert compare(article.pk, timezone.now())
        return [query["sql"] for query in asked]

    def test_it_does_not_grow_with_the_archive(self) -> None:
        article = told(STORY)
        alone = self.queries(article)
        for number in range(30):
            told(story(200 + number, 80) + NOTICE)
        compare_all()
        told(STORY[:300] + NOTICE)
        compare_all()
        RepublicationCandidate.objects.all().delete()
        with_one = self.queries(article)
        # The one article that shares enough, and the row that says so, in a savepoint.
        assert len(with_one) <= len(alone) + 6

    def test_who_is_next_is_read_from_an_index(self) -> None:
        if connection.vendor != "sqlite":
            pytest.skip("PostgreSQL scans a table as small as a test's")
        due = Article.objects.to_compare().order_by("pk").values_list("pk", flat=True)
        assert "article_to_compare" in due[:50].explain()
