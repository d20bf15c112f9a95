"""What a comment's text may be."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.fitness import DEEPEST_QUOTE, Fault, Unfit, tidy, unfit
from archive.text.markdown import render_comment

LONGEST = 400

UNFIT = [
    ("", Unfit(Fault.EMPTY)),
    (" \n\t\n", Unfit(Fault.EMPTY)),
    ("\u200b\u200d\u2060", Unfit(Fault.EMPTY)),
    ("\u0301", Unfit(Fault.EMPTY)),
    # Letters by name that are shown as nothing: fillers of Hangul, a braille pattern of no dots.
    *((blank, Unfit(Fault.EMPTY)) for blank in "\u3164\u115f\u1160\uffa0\u2800\u17b4\u034f"),
    ("\u2800 \u3164\n\u200b", Unfit(Fault.EMPTY)),
    ("x" * (LONGEST + 1), Unfit(Fault.LONG)),
    ("fine\nnot\0fine", Unfit(Fault.UNREADABLE, 2)),
    ("a bell\x07", Unfit(Fault.UNREADABLE, 1)),
    ("half \ud83d", Unfit(Fault.UNREADABLE, 1)),
    ("what is left of a half \ufffd", Unfit(Fault.UNREADABLE, 1)),
    ("turned \u202e around", Unfit(Fault.OVERRIDE, 1)),
    ("first\n\nsecond\u200b" + "\u200b" * 20, Unfit(Fault.UNSEEN, 3)),
    ("z" + "\u0335" * 20, Unfit(Fault.MARKS, 1)),
    # What is not seen does not end a pile of accents, nor they a run of what is not seen.
    ("a" + ("\u0301" * 6 + "\u200d") * 10, Unfit(Fault.MARKS, 1)),
    ("a" + "\u200b\u0301" * 90, Unfit(Fault.MARKS, 1)),
    ("a" + ("\u0301" * 6 + "\u115f") * 10, Unfit(Fault.MARKS, 1)),
    ("a" + "\u3164" * 20, Unfit(Fault.UNSEEN, 1)),
    ("a\u200b" * 100 + "\u200b", Unfit(Fault.HOLLOW)),
    ("\n".join(["a\u200b"] * 101), Unfit(Fault.HOLLOW)),
    ("> " * (DEEPEST_QUOTE + 1) + "x", Unfit(Fault.QUOTES, 1)),
    (">" * 100 + "x", Unfit(Fault.QUOTES, 1)),
]
FIT = [
    "A comment.",
    "Two lines\nand a tab:\there",
    "می‌خواهم",  # Persian, with a gap of no width that belongs there
    "👩‍👩‍👧‍👦 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿",  # families and flags are made of unseen letters
    "شاه‌نامه‌ها را می‌خوانیم و نمی‌فهمیم",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴󠁧󠁢󠁷󠁬󠁳󠁿" * 4,
    "👩🏽‍🤝‍👩🏿 🏳️‍🌈 👩‍❤️‍💋‍👩 🇩🇪 1️⃣" * 2,
    "שָׁלוֹם",
    "הַלֵּילוֹת",
    "Việt Nam",
    unicodedata.normalize("NFD", "Tiếng Việt được nhiều người nói"),
    "हिन्दी में क्षत्रिय, क्‍ष और क्‌ष",
    "ภาษาไทยที่มีน้ำใจ",
    "ខ្ញុំ\u200bទៅ\u200bផ្សារ\u200bជា\u200bមួយ\u200bគាត់",  # Khmer parts its words like this
    "ශ්‍රී ලංකාව",
    "བོད་སྐད།",
    "⠓⠑⠇⠇⠕\u2800⠺⠕⠗⠇⠙",
    "\u2067مرحبا\u2069 isolated",
    "> " * DEEPEST_QUOTE + "x",
    "👍",
    "?",
]


@pytest.mark.parametrize(("text", "fault"), UNFIT)
def test_unfit(text: str, fault: Unfit) -> None:
    assert unfit(text, LONGEST) == fault


@pytest.mark.parametrize("text", FIT)
def test_fit(text: str) -> None:
    assert unfit(text, LONGEST) is None


@given(st.text(max_size=300))
def test_what_is_fit_can_be_kept_and_shown(text: str) -> None:
    kept = tidy(text)
    assert tidy(kept) == kept
    if unfit(kept, LONGEST) is None:
        assert "\0" not in kept
        kept.encode()
        assert render_comment(kept).strip()


def test_line_ends_become_one() -> None:
    assert tidy("\r\n\na\r\nb\rc \r\n\n") == "a\nb\nc"
