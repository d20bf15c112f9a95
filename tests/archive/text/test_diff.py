"""The way from one text to another."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text import diff as module
from archive.text.diff import STEPS, STEPS_OF_A_PAGE, WORDS, Piece, diff, page_effort
from archive.text.matching import Effort, matches


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.words) for piece in diff(before, after, page_effort())]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("", "new", [("added", "new")]),
        ("old", "", [("removed", "old")]),
        ("one word", "one word", [("kept", "one word")]),
        (
            "the old lamp",
            "the new lamp",
            [("kept", "the "), ("removed", "old"), ("added", "new"), ("kept", " lamp")],
        ),
        (
            "ein Wort, да",
            "ein Wort. да",
            [("kept", "ein Wort"), ("removed", ","), ("added", "."), ("kept", " да")],
        ),
        ("a a a", "a a", [("kept", "a a"), ("removed", " a")]),
    ],
)
def test_diff(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(before, after) == expected


def test_diff_leaves_out_what_stayed_the_same_at_length() -> None:
    long = " ".join(["same"] * 500)
    found = list(diff(f"{long} old", f"{long} new", page_effort()))
    assert Piece("skipped", "…") in found
    assert len("".join(piece.words for piece in found)) < 400


def test_a_small_change_in_a_long_text_is_shown_as_one() -> None:
    words = [f"word{number}" for number in range(5_000)]
    changed = ["first", *words[1:2_500], *words[2_501:-1], "last"]
    found = pieces(" ".join(words), " ".join(changed))
    assert [words for kind, words in found if kind == "added"] == ["first", "last"]
    assert [words for kind, words in found if kind == "removed"] == [
        "word0",
        "word2500 ",
        "word4999",
    ]


def test_paragraphs_that_stayed_are_kept_between_those_that_are_other_words_altogether() -> None:
    def written_in(letter: str) -> str:
        return " ".join(f"{letter}{number}" for number in range(1_000))

    before = f"{written_in('a')}\n\nThis stays.\n\n{written_in('b')}"
    after = f"{written_in('c')}\n\nThis stays.\n\n{written_in('d')}"
    assert [kind for kind, _words in pieces(before, after)] == [
        "removed",
        "added",
        "kept",
        "removed",
        "added",
    ]


ENDLESS = [
    ("." * 10_000, ".!" * 5_000),
    ("?." * 5_000, ".!" * 5_000),
    ("a b " * 2_500, "b a c " * 1_600),
    ("a\n" * 5_000, "a \n" * 3_300),
    ("a\nb\n" * 2_500, "b\nc\n" * 2_500),
    (
        " ".join("ab"[n * n % 7 % 2] for n in range(5_000)),
        " ".join("ba"[n % 3 % 2] for n in range(5_000)),
    ),
]


@pytest.mark.parametrize(("before", "after"), ENDLESS)
def test_texts_that_are_long_to_compare_are_both_shown(before: str, after: str) -> None:
    page = Effort(STEPS_OF_A_PAGE)
    found = list(diff(before, after, page))
    assert found == [Piece("removed", before), Piece("added", after)]
    # The last walk along words that are alike may go on to their end.
    assert STEPS_OF_A_PAGE - page.steps <= 2 * (STEPS + len(before))


def test_a_page_compares_so_much_and_no_more() -> None:
    page = page_effort()
    for _version in range(100):
        assert len(list(diff("." * 10_000, ".!" * 5_000, page))) == 2
    assert -10_000 <= page.steps <= 0
    assert list(diff("old", "new", page)) == [Piece("removed", "old"), Piece("added", "new")]


few_words = st.text(alphabet="ab. \n", max_size=60)
any_words = st.text(max_size=60)


@pytest.mark.parametrize("steps", [STEPS, 20, 4, 0])
@given(before=few_words | any_words, after=few_words | any_words)
def test_the_pieces_joined_are_both_texts(steps: int, before: str, after: str) -> None:
    found = list(_diff_within(steps, before, after))
    old = "".join(piece.words for piece in found if piece.kind in {"kept", "removed"})
    new = "".join(piece.words for piece in found if piece.kind in {"kept", "added"})
    assert (old, new) == (before, after)


def _diff_within(steps: int, before: str, after: str) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "STEPS", steps)
        return list(diff(before, after, page_effort()))


@given(before=few_words, after=few_words)
def test_nothing_longer_stays(before: str, after: str) -> None:
    old, new = WORDS.findall(before), WORDS.findall(after)
    found = matches(old, new, page_effort())
    assert found is not None
    assert sum(match.length for match in found) == _longest_in_common(old, new)


def _longest_in_common(old: list[str], new: list[str]) -> int:
    """By the table of all pairs."""
    above = [0] * (len(new) + 1)
    for word in old:
        row = [0]
        for number, other in enumerate(new):
            row.append(above[number] + 1 if word == other else max(above[number + 1], row[-1]))
        above = row
    return above[-1]
