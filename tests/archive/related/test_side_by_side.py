"""Which of two articles is the earlier, and what stands in both."""

from datetime import date

import pytest

from archive.models import Article
from archive.related.order import earlier
from archive.related.side_by_side import MOST_WORDS, side_by_side
from tests.archive.text.stories import changed, prose, story

DAYS = [date(2020, 1, day) for day in range(1, 4)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((DAYS[0], DAYS[0]), (DAYS[1], DAYS[1]), 0),
        ((DAYS[2], DAYS[2]), (DAYS[0], DAYS[1]), 1),
        ((DAYS[0], DAYS[1]), (DAYS[1], DAYS[2]), None),
        ((DAYS[0], None), (DAYS[1], DAYS[1]), None),
        ((None, DAYS[0]), (DAYS[1], None), 0),
        ((None, None), (DAYS[1], DAYS[1]), None),
    ],
)
def test_which_is_earlier(one: object, other: object, expected: int | None) -> None:
    pair = [Article(date_earliest=ends[0], date_latest=ends[1]) for ends in (one, other)]  # type: ignore[index]
    found = earlier(*pair)
    assert found is (None if expected is None else pair[expected])


class TestSideBySide:
    def texts(self, one: str, other: str) -> list[str]:
        found = side_by_side(Article(body=one), Article(body=other))
        return [
            "".join(f"[{piece.text}]" if piece.same else piece.text for piece in side)
            for passage in found.passages
            for side in passage
        ]

    def test_the_same_is_marked_with_a_little_around(self) -> None:
        same = "The lamp on the *old* quay went out at nine, and nobody there knew why."
        before = " ".join(f"w{number}" for number in range(30))
        left, right = self.texts(f"{before}. {same} Rain fell.", f"{same.replace('nine', 'ten')}")
        assert left.startswith("… w18 w19 ")
        marked = "[The lamp on the old quay went out at] {}, [and nobody there knew why]."
        assert left.endswith(f"{marked.format('nine')} Rain fell.")
        assert right == marked.format("ten")

    def test_all_of_a_short_text(self) -> None:
        text = " ".join(story(1, 20))
        assert self.texts(text, text) == [f"[{text}]"] * 2

    def test_a_long_passage_is_cut(self) -> None:
        text = prose(story(1, 1_000))
        for side in self.texts(text, text):
            assert len(side.split()) == MOST_WORDS + 1
            assert side.endswith("] …")

    def test_how_much_is_said_of_all(self) -> None:
        one, other = Article(body=prose(story(1))), Article(body=prose(changed(story(1), 0.2)))
        found = side_by_side(one, other)
        assert found.share == found.words / 600
        assert not side_by_side(one, Article(body=prose(story(2)))).passages
        assert not side_by_side(Article(), Article()).passages
