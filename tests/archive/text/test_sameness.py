"""Texts that say the same but for trifles, and texts that do not."""

import pytest

from archive.text.sameness import mostly_same, same_but_for_trifles

SAID = "Mine is number 7, Quay Street."


@pytest.mark.parametrize(
    "again", [SAID, SAID.upper(), "“Mine  is number 7 — Quay Street!”", f"{SAID} (edited)"]
)
def test_a_trifle_changes_nothing(again: str) -> None:
    assert same_but_for_trifles(SAID, again)
    assert same_but_for_trifles(again, SAID)


@pytest.mark.parametrize(
    ("one", "another"),
    [
        (SAID, "Mine is number 8, Quay Street."),
        (SAID, f"Somebody here said “{SAID}”, which nobody should have done."),
        ("Share", "Share this page"),
        ("", SAID),
    ],
)
def test_other_words_are_others(one: str, another: str) -> None:
    assert not same_but_for_trifles(one, another)


def test_most_of_the_words() -> None:
    assert mostly_same(SAID, "My house is number 7, Quay Street.")
    assert not mostly_same(SAID, "Mine is the lamp that turned at night.")
    assert not mostly_same("", "")
