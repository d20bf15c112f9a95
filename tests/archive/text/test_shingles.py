"""Shingles and their sample, and the passages that two texts have in common."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.text.overlap import LEAST_PASSAGE, overlap
from archive.text.shingles import FEWEST, MOST, RUN, SHARE, sample, shingles
from tests.archive.text.stories import changed, story

TEXTS = st.lists(st.sampled_from("abcdefgh"), max_size=60)
NOTICE = story(99, 60)


class TestSample:
    @given(TEXTS)
    @settings(max_examples=50)
    def test_it_is_some_of_the_shingles_and_fits_a_database(self, words: list[str]) -> None:
        kept = sample(words)
        assert set(kept) <= set(shingles(words))
        assert bool(kept) == (len(words) >= RUN)
        assert kept == sorted(set(kept))
        assert all(0 <= number < 2**63 for number in kept)

    def test_where_a_run_stands_does_not_matter(self) -> None:
        words = story(1, 100)
        assert set(shingles(words)) < set(shingles(story(2, 50) + words))

    @pytest.mark.parametrize(
        ("words", "kept"),
        [
            (RUN - 1, 0),
            (RUN, 1),
            (30, 26),
            (200, FEWEST),
            (1_604, 1_600 // SHARE),
            (20_000, MOST),
        ],
    )
    def test_a_long_text_costs_few_numbers_and_a_short_one_has_enough(
        self, words: int, kept: int
    ) -> None:
        assert len(sample([f"w{number}" for number in range(words)])) == kept

    def test_texts_share_what_is_kept_of_what_they_share(self) -> None:
        text = story(1, 2_000)
        shared = set(sample(text)) & set(sample(text[:1_000] + story(2, 1_000)))
        assert 30 < len(shared) < 95  # of 124, the half
        assert not set(sample(text)) & set(sample(story(3, 2_000)))

    def test_numbers_are_the_same_on_every_machine(self) -> None:
        """They are kept: another hash would find none of the old ones."""
        assert sample(["one", "two", "three", "four", "five"]) == [2_237_958_103_129_565_683]


class TestOverlap:
    @given(TEXTS, TEXTS)
    @example(list("abcde") * 9, list("abcdeabcde"))
    @settings(max_examples=100)
    def test_what_is_said_to_be_the_same_is(self, one: list[str], other: list[str]) -> None:
        found = overlap(one, other)
        assert 0 <= found.share <= 1
        for passage in found.passages:
            assert sum(block.size for block in passage) >= LEAST_PASSAGE
            for block in passage:
                left = one[block.one : block.one + block.size]
                assert left == other[block.other : block.other + block.size]
                assert len(left) == block.size > 0
            ends = [(block.one + block.size, block.other + block.size) for block in passage]
            starts = [(block.one, block.other) for block in passage]
            for end, start in zip(ends, starts[1:], strict=False):
                assert end[0] <= start[0]
                assert end[1] <= start[1]

    @given(st.lists(st.text("abc", min_size=1, max_size=2), min_size=LEAST_PASSAGE, max_size=60))
    @settings(max_examples=50)
    def test_a_text_is_all_in_itself(self, words: list[str]) -> None:
        assert overlap(words, words).share == 1

    @pytest.mark.parametrize(
        ("other", "least", "most"),
        [
            (story(1), 1, 1),
            (story(1)[:300], 1, 1),  # of the shorter
            (story(1)[:300] + story(2, 300), 0.48, 0.52),
            (story(2, 400) + story(1)[100:400] + story(3, 400), 0.48, 0.52),
            (changed(story(1), 0.2), 0.65, 0.85),
            (changed(story(1), 0.5), 0, 0.3),
            (story(1)[300:] + story(1)[:300], 0.95, 1),  # in another order
            (story(2), 0, 0.05),
            ([], 0, 0),
        ],
    )
    def test_how_much_is_the_same(self, other: list[str], least: float, most: float) -> None:
        found = overlap(story(1), other)
        assert least <= found.share <= most
        assert least <= overlap(other, story(1)).share <= most

    def test_a_change_within_a_passage_parts_nothing(self) -> None:
        words = story(1, 60)
        (passage,) = overlap(words, [*words[:20], "and", "so", *words[21:]]).passages
        assert [(block.one, block.other, block.size) for block in passage] == [
            (0, 0, 20),
            (21, 22, 39),
        ]

    def test_a_refrain_counts_once(self) -> None:
        line = story(1, 20)
        found = overlap(line * 10, line + story(2, 180))
        assert found.words == 20
        assert found.share == 0.1

    def test_a_notice_is_no_overlap(self) -> None:
        one, other = story(1, 100) + NOTICE, story(2, 100) + NOTICE
        assert overlap(one, other).words == 60
        common = dict.fromkeys(shingles(one), False) | dict.fromkeys(shingles(NOTICE), True)
        assert overlap(one, other, common).words == 0
        # What the notice follows is not lost with it.
        assert overlap(one, one, common).share == 1

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (["a"] * 20_000, ["a"] * 20_000),
            (["a", "b"] * 10_000, ["a", "b", "b"] * 6_600),
            (story(1, 20_000), changed(story(1, 20_000), 0.2)),
        ],
    )
    def test_it_comes_to_an_end(self, one: list[str], other: list[str]) -> None:
        assert overlap(one, other).words >= 0
