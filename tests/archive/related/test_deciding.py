"""What editors say of a pair, and how they are stopped where it makes no sense."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from archive.commenting.refusal import Refused
from archive.models import Article, RepublicationCandidate
from archive.related.compare import compare_due
from archive.related.deciding import confirm, dismiss, take_back
from tests import builders, people
from tests.archive.text.stories import prose, story
from tests.side_by_side import side_by_side as at_once

NOW = timezone.now()


def told(**fields: Any) -> Article:
    return builders.article(**({"body": prose(story(1))} | fields))


def decide(candidate: RepublicationCandidate, copy: Article) -> None:
    confirm(candidate, copy.pk, people.editor(), NOW)


@pytest.mark.django_db
class TestConfirming:
    def test_it_is_a_fact_with_its_evidence_and_stands_in_the_history(self) -> None:
        original, copy = told(title="The ferry"), told(body=prose(story(1, 500) + story(2, 100)))
        candidate, editor = builders.candidate(copy, original, overlap=0.9), people.editor()
        confirm(candidate, copy.pk, editor, NOW)
        copy.refresh_from_db()
        assert copy.republication_of == original
        evidence = copy.evidence.get(field="republication_of")
        assert (evidence.basis, evidence.set_by) == ("editorial", editor)
        assert "83 % of the shorter one" in evidence.fact
        assert "ferry" not in evidence.value
        (revision,) = copy.revisions.all()
        assert revision.by == editor
        assert revision.changes == [
            {"field": "republication_of", "before": "", "after": str(original.pk)}
        ]
        candidate.refresh_from_db()
        assert (candidate.state, candidate.decided_by) == ("confirmed", editor)
        assert candidate.decided_at == NOW

    def test_either_of_the_two_can_be_the_copy(self) -> None:
        for number in range(2):
            pair = told(), told()
            decide(builders.candidate(*pair), pair[number])
            for article in pair:
                article.refresh_from_db()
            assert pair[number].republication_of == pair[1 - number]
            assert pair[1 - number].republication_of is None

    def test_the_second_editor_is_told(self) -> None:
        pair, first = (builders.article(), builders.article()), people.editor()
        candidate = builders.candidate(*pair)
        dismiss(candidate, first, NOW)
        with pytest.raises(Refused, match=rf"{first} decided about this pair .*\(dismissed\)"):
            decide(candidate, pair[0])
        with pytest.raises(Refused, match="decided about this pair"):
            dismiss(candidate, people.editor(), NOW)
        assert not Article.objects.exclude(republication_of=None).exists()

    def test_a_pair_that_is_gone(self) -> None:
        candidate = builders.candidate(builders.article(), builders.article())
        RepublicationCandidate.objects.all().delete()
        with pytest.raises(Refused, match="not enough in common any more"):
            decide(candidate, candidate.one)

    def test_texts_that_changed_since(self) -> None:
        one, other = told(), told(body=prose(story(2)))
        candidate = builders.candidate(one, other, overlap=0.9)
        with pytest.raises(Refused, match="no passage is the same in both any more"):
            decide(candidate, other)
        assert not Article.objects.exclude(republication_of=None).exists()

    @pytest.mark.parametrize("number", range(2))
    def test_one_that_is_withdrawn(self, number: int) -> None:
        pair = [told(), builders.withdrawn(title="Gone", body=prose(story(1)))]
        with pytest.raises(Refused, match="“Gone” is withdrawn"):
            decide(builders.candidate(*pair), pair[number])

    def test_no_circle(self) -> None:
        one, other = builders.article(title="One"), builders.article(title="Other")
        candidate = builders.candidate(one, other)
        Article.objects.filter(pk=other.pk).update(republication_of=one)
        with pytest.raises(Refused, match="“Other” is a republication of “One” already"):
            decide(candidate, one)

    def test_a_copy_is_no_original(self) -> None:
        first, copy, another = (builders.article(title=title) for title in ("A", "B", "C"))
        Article.objects.filter(pk=copy.pk).update(republication_of=first)
        with pytest.raises(Refused, match=r"of “A”\. Say that “C” is a republication of that one"):
            decide(builders.candidate(copy, another), another)

    def test_what_has_copies_is_no_copy(self) -> None:
        first, copy, another = (builders.article(title=title) for title in ("A", "B", "C"))
        Article.objects.filter(pk=another.pk).update(republication_of=copy)
        with pytest.raises(Refused, match=r"“C” is a republication of “B”.* Say first where “C”"):
            decide(builders.candidate(first, copy), copy)

    def test_one_that_is_a_copy_of_another(self) -> None:
        first, copy, another = (builders.article(title=title) for title in ("A", "B", "C"))
        Article.objects.filter(pk=copy.pk).update(republication_of=another)
        with pytest.raises(Refused, match="“B” is a republication of “C” already"):
            decide(builders.candidate(first, copy), copy)


@pytest.mark.django_db
class TestTakingBack:
    def test_nothing_is_left_of_it_but_the_history(self) -> None:
        original, copy = told(), told()
        candidate = builders.candidate(original, copy)
        decide(candidate, copy)
        take_back(candidate, people.editor())
        copy.refresh_from_db()
        candidate.refresh_from_db()
        assert copy.republication_of is None
        assert not copy.evidence.exists()
        assert copy.revisions.count() == 2
        assert (candidate.state, candidate.decided_by) == ("proposed", None)
        decide(candidate, original)  # it was the other way round
        original.refresh_from_db()
        assert original.republication_of == copy

    def test_a_dismissal_too_and_the_second_is_told(self) -> None:
        candidate = builders.candidate(builders.article(), builders.article())
        dismiss(candidate, people.editor(), NOW)
        take_back(candidate, people.editor())
        with pytest.raises(Refused, match="took this back meanwhile"):
            take_back(candidate, people.editor())

    def test_they_are_compared_again(self) -> None:
        one, other = told(), told(body=prose(story(2)))
        candidate = builders.candidate(one, other)
        dismiss(candidate, people.editor(), NOW)
        compare_due(timezone.now())
        take_back(candidate, people.editor())
        assert compare_due(timezone.now()) == 1
        assert not RepublicationCandidate.objects.exists()

    def test_what_an_editor_said_since_stays(self) -> None:
        original, copy, another = (told() for _ in range(3))
        candidate = builders.candidate(original, copy)
        decide(candidate, copy)
        Article.objects.filter(pk=copy.pk).update(republication_of=another)
        take_back(candidate, people.editor())
        copy.refresh_from_db()
        assert copy.republication_of == another


def test_two_editors_at_once_make_no_circle(for_threads: None) -> None:
    one, other = told(), told()
    candidate = builders.candidate(one, other)
    editors = people.editor(), people.editor()

    def say(copy: Article, editor: object) -> bool:
        try:
            confirm(candidate, copy.pk, editor, NOW)  # type: ignore[arg-type]
        except Refused:
            return False
        return True

    done = at_once(lambda: say(one, editors[0]), lambda: say(other, editors[1]))
    assert sorted(done) == [False, True]  # type: ignore[type-var]
    assert Article.objects.exclude(republication_of=None).count() == 1
    connection.close()
