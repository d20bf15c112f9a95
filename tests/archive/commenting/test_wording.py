"""The words of a comment: what is kept of what was typed, and what is refused with which words."""

import pytest

from archive.commenting.refusal import Refused
from archive.commenting.wording import checked
from archive.models.comment import BODY_LENGTH

REFUSED = [
    ("", "nothing to read"),
    ("\u200b \u2060", "nothing to read"),
    ("***", "nothing to read"),
    ("[a]: https://example.org", "nothing to read"),
    ("&nbsp;", "nothing to read"),
    ("&#8203;", "nothing to read"),
    ("x" * (BODY_LENGTH + 1), f"{BODY_LENGTH + 1} characters, and {BODY_LENGTH} is the most"),
    ("fine\n\0", "Line 2 .* no text"),
    ("half \ud800", "Line 1 .* no text"),
    ("a\ufffe", "Line 1 .* no text"),
    ("fine\n\n\u202eturned", "Line 3 .* turns the direction"),
    ("fine\n\n&#8238;turned", "Line 3 .* turns the direction"),
    ("fine\n\n> &#x202E;turned", "Line 3 .* turns the direction"),
    ("a" + "\u200b" * 100, "Line 1 .* not seen"),
    ("a" + "&#8203;" * 100, "Line 1 .* not seen"),
    ("z" + "\u0335" * 100, "Line 1 .* accents"),
    ("z" + "&#821;" * 100, "Line 1 .* accents"),
    ("> " * 10_000 + "x", f"{BODY_LENGTH} is the most"),
    ("> " * 4_000 + "x", "Line 1 .* quotation"),
]
KEPT = [
    ("\n Indented.\r\nAs it was. \n\n", " Indented.\nAs it was."),
    ("Write `&#8238;` for that.", "Write `&#8238;` for that."),
    (r"\>\>\>\>\>\>\>\>\>\>\>\>", r"\>\>\>\>\>\>\>\>\>\>\>\>"),
    ("***\n\nAfter a rule.", "***\n\nAfter a rule."),
    ("👍", "👍"),
    ("x" * BODY_LENGTH, "x" * BODY_LENGTH),
]


@pytest.mark.parametrize(("typed", "words"), REFUSED)
def test_refused(typed: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        checked(typed)


@pytest.mark.parametrize(("typed", "kept"), KEPT)
def test_kept(typed: str, kept: str) -> None:
    assert checked(typed) == kept
