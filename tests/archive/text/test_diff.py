"""The way from one text to another."""

import pytest

from archive.text.diff import COMPARED, Piece, diff


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.words) for piece in diff(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
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
    ],
)
def test_diff(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(before, after) == expected


def test_diff_leaves_out_what_stayed_the_same_at_length() -> None:
    long = " ".join(["same"] * 500)
    found = list(diff(f"{long} old", f"{long} new"))
    assert Piece("skipped", "…") in found
    assert len("".join(piece.words for piece in found)) < 400


def test_diff_of_very_long_texts_is_both_of_them() -> None:
    before, after = "a " * COMPARED, "b " * COMPARED
    assert pieces(before, after) == [("removed", before), ("added", after)]
