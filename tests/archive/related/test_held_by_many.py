"""What many articles hold: a notice makes no pairs, and a story that was printed often does."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from archive.models import Article, RepublicationCandidate
from archive.related.compare import compare_due
from tests import builders
from tests.archive.text.stories import changed, prose, story

pytestmark = pytest.mark.django_db
STORY, NOTICE = story(1, 200), story(99, 60)
MANY = 5


@pytest.fixture(autouse=True)
def fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HELD_BY_MOST", "MOST_ALIKE"):
        monkeypatch.setattr(f"archive.related.kept.{name}", MANY)


def told(words: list[str]) -> Article:
    return builders.article(body=prose(words))


def pairs_of(article: Article) -> int:
    return RepublicationCandidate.objects.proposed().naming(article.pk).count()


def test_a_notice_under_many_articles_makes_no_pair_of_them() -> None:
    """The first ones do share more than others, until it is seen that many more share it."""
    for number in range(MANY):
        told(story(100 + number, 120) + NOTICE)
    call_command("compare_articles")
    assert RepublicationCandidate.objects.count() == MANY * (MANY - 1) / 2
    for number in range(MANY):
        told(story(200 + number, 120) + NOTICE)
    call_command("compare_articles")
    assert not RepublicationCandidate.objects.exists()
    assert not Article.objects.to_compare().exists()
    again = told(story(100, 120) + NOTICE)
    call_command("compare_articles")
    assert RepublicationCandidate.objects.get().other == again


def test_a_story_that_was_printed_often_is_found_every_time() -> None:
    copies = [told(STORY) for _ in range(MANY + 3)]
    edited = told(changed(STORY, 0.02))
    call_command("compare_articles")
    proposed = RepublicationCandidate.objects.count()
    assert all(pairs_of(article) for article in [*copies, edited])
    assert pairs_of(copies[-1]) == MANY
    first = copies[0]
    first.dek = "What is said of it is another."
    first.save()
    assert compare_due(timezone.now()) == 1
    assert RepublicationCandidate.objects.count() == proposed
    assert {row.overlap for row in RepublicationCandidate.objects.naming(copies[-1].pk)} == {1.0}
