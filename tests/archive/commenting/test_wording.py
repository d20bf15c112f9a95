"""The words of a comment: what is kept of what was typed, and what is refused with which words."""

import sys
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archive.commenting.refusal import Refused
from archive.commenting.wording import checked
from archive.models.comment import BODY_LENGTH
from archive.text.fitness import Fault, Unfit, unfit
from archive.text.markdown import render_comment


def nested(deep: int) -> str:
    """Lists inside each other."""
    return "\n".join("  " * level + f"- item{level}" for level in range(deep))


REFUSED = [
    ("", "nothing to read"),
    ("\u200b \u2060", "nothing to read"),
    ("***", "nothing to read"),
    ("\u3164", "nothing to read"),
    ("\u2800", "nothing to read"),
    ("[\u3164](https://example.org)", "nothing to read"),
    ("[](https://example.org)", "nothing to read"),
    ("&nbsp;", "nothing to read"),
    ("&#8203;", "nothing to read"),
    ("x" * (BODY_LENGTH + 1), f"{BODY_LENGTH + 1} characters, and {BODY_LENGTH} is the most"),
    ("fine\n\0", "Line 2 .* no text"),
    ("half \ud800", "Line 1 .* no text"),
    ("a\ufffe", "Line 1 .* no text"),
    ("fine\n\n\u202eturned", "Line 3 .* turns the direction"),
    ("fine\n\n&#8238;turned", "Line 3 .* turns the direction"),
    ("fine\n\n> &#x202E;turned", "Line 3 .* turns the direction"),
    # A comment has no captions and no headings: what looks like one is read as it stands.
    ("x\n\n::: caption &#8238;abc\n:::", "Line 3 .* turns the direction"),
    ("# &#8238;turned", "Line 1 .* turns the direction"),
    ("a\n\n&#8238;\n\nb", "Line 3 .* turns the direction"),  # in a paragraph of its own
    ("<https://example.org/%E2%80%AEgpj.exe>", "Line 1 .* turns the direction"),
    ("a" + "\u200b" * 100, "Line 1 .* not seen"),
    ("a" + "&#8203;" * 100, "Line 1 .* not seen"),
    ("z" + "\u0335" * 100, "Line 1 .* accents"),
    ("z" + "&#821;" * 100, "Line 1 .* accents"),
    ("Look: [\u3164](https://example.org)", "Line 1 .* link without words"),
    ("Look.\n\n> [*&nbsp;*](https://example.org)", "Line 3 .* link without words"),
    ("Look: [](https://example.org)", "Line 1 .* link without words"),
    ("a\u200b" * 5_000, "More of this is not seen"),
    ("a&#8203;" * 1_000, "More of this is not seen"),
    ("\n\n".join(["a&#8203;"] * 1_000), "More of this is not seen"),
    ("fine\n\n" + nested(14), "Line 13 .* list inside more than 10 others"),
    ("- " * 4_000 + "x", "Line 1 .* list inside more than 10 others"),
    ("- > " * 2_000 + "x", "Line 1 .* inside more than 10 others"),
    ("\n\n".join([">" * 10] * 800) + "\n\nx", "becomes too much"),
    ("> " * 10_000 + "x", f"{BODY_LENGTH} is the most"),
    ("> " * 4_000 + "x", "Line 1 .* quotation"),
]
KEPT = [
    ("\n Indented.\r\nAs it was. \n\n", " Indented.\nAs it was."),
    ("Write `&#8238;` for that.", "Write `&#8238;` for that."),
    (r"\>\>\>\>\>\>\>\>\>\>\>\>", r"\>\>\>\>\>\>\>\>\>\>\>\>"),
    ("***\n\nAfter a rule.", "***\n\nAfter a rule."),
    ("👍", "👍"),
    ("::: caption", "::: caption"),
    ("[a]: https://example.org", "[a]: https://example.org"),
    (nested(10), nested(10)),
    ("[`here`](https://example.org)", "[`here`](https://example.org)"),
    ("<https://example.org>", "<https://example.org>"),
    ("x" * BODY_LENGTH, "x" * BODY_LENGTH),
]


@pytest.mark.parametrize(("typed", "words"), REFUSED)
def test_refused(typed: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        checked(typed)


@pytest.mark.parametrize(("typed", "kept"), KEPT)
def test_kept(typed: str, kept: str) -> None:
    assert checked(typed) == kept


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words = ""

    def handle_data(self, data: str) -> None:
        self.words += data


def read(source: str) -> str:
    """What a reader reads of it."""
    parser = _Words()
    parser.feed(render_comment(source))
    parser.close()
    return parser.words


STRUCTURE = ["> ", "- ", "1. ", "    ", "\n", "\n\n", "#", "***", "::: caption\n", "<", "w"]
MARKUP = [
    *"ab*_`~[]()<>!&;|\\",
    "```",
    "[a]: http://b.c",
    "](http://b.c)",
    "<http://b.c/%E2%80%AE>",
]
LETTERS = ["&#8238;", "&nbsp;", "&#821;", "\u200b" * 5, "\u0301", "\u3164", "\u202e", "é"]


def sources(*parts: str) -> SearchStrategy[str]:
    return st.lists(st.sampled_from(parts), max_size=40).map("".join)


@given(sources(*STRUCTURE, *MARKUP, *LETTERS))
def test_what_is_checked_is_what_will_be_read(source: str) -> None:
    try:
        shown = read(checked(source))
    except Refused as refusal:
        if "nothing to read" in str(refusal):
            assert unfit(read(source), sys.maxsize) == Unfit(Fault.EMPTY)
        return
    found = unfit(shown, sys.maxsize)
    assert found is None or found.fault is Fault.QUOTES  # what is read of “>” is no quotation


@given(sources(*STRUCTURE))
def test_every_word_that_is_kept_is_shown(source: str) -> None:
    try:
        kept = checked(source)
    except Refused:
        return
    assert read(kept).count("w") == source.count("w")
