"""Every line of any text belongs to exactly one block, and joined again the lines are the text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.importing.reader import MOST_LINES, read
from archive.importing.reader.lines import look_at, split_lines
from archive.importing.reader.reading import Reading, Role

from .seed_captures import seed

PIECES = st.sampled_from(
    [
        "",
        "   ",
        "# A heading over it all",
        "By Ann Roe and Bo Li",
        "Published 3 May 2020",
        "* [Home](#)",
        "[](#)",
        "* * *",
        "Comments",
        "2 comments",
        "Leave a Reply",
        "Your email address will not be published.",
        "Photo: Ann Roe/Reuters",
        "Related articles",
        "Copyright © 2020 The Herald. All rights reserved.",
        "I'm sure that my neighbours and I have seen this before, and so have you.",
        "The council met on Monday to settle what the harbour should look like in ten years.",
        "“The tide comes twice a day, and the wall is as old as the town,” said the harbour",
        "master, who has looked after it for twenty years and means to go on doing so.",
        "  • The harbour wall is old, and it will have to be built anew within ten years.",
    ]
)
CAPTURES = st.lists(PIECES, max_size=60).map("\n".join)


def assert_tiles(text: str, found: Reading) -> None:
    lines = split_lines(text)
    assert "".join(lines) == text
    at = 1
    for block in found.blocks:
        assert block.first == at
        assert block.last >= block.first
        at = block.last + 1
    assert at == len(lines) + 1


def assert_sound(text: str, found: Reading) -> None:
    """Evidence is never empty, ascends, and lies within the capture."""
    count = len(split_lines(text))
    single = (found.title, found.dek, found.outlet, found.date, found.original_outlet)
    findings = [finding for finding in single if finding]
    findings += [*found.authors, *found.topics, *found.key_points, *found.rights, *found.credits]
    for lines in [*(f.lines for f in findings), *(passage.lines for passage in found.body)]:
        assert lines
        assert list(lines) == sorted(set(lines))
        assert 1 <= lines[0] <= lines[-1] <= count


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_any_text_is_tiled(text: str) -> None:
    found = read(text)
    assert_tiles(text, found)
    assert_sound(text, found)


@settings(max_examples=150, deadline=None)
@given(CAPTURES)
def test_generated_captures_are_tiled(text: str) -> None:
    found = read(text)
    assert_tiles(text, found)
    assert_sound(text, found)


@settings(max_examples=100, deadline=None)
@given(CAPTURES)
def test_blank_blocks_hold_nothing_else(text: str) -> None:
    lines = split_lines(text)
    for block in read(text).blocks:
        if block.role is Role.BLANK:
            assert not "".join(lines[block.first - 1 : block.last]).strip()


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_seeds_are_tiled(number: str) -> None:
    text = seed(number)
    found = read(text)
    assert_tiles(text, found)
    assert_sound(text, found)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = end.join(["One line.", "", "Another line."])
    assert [look_at(1, line).text for line in split_lines(text)] == [
        "One line.",
        "",
        "Another line.",
    ]
    assert_tiles(text, read(text))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "[a](" * 100_000,
        "[[a]" * 100_000,
        "*_" * 200_000,
        "a. " * 200_000,
        "word " * 100_000,
        "\u200b\ufeff" * 100_000,
        "By " + "Ann " * 100_000,
        "> " * 100_000 + "x",
        "(photo " * 100_000,
        "a\n" * 100_000,
        "\n" * 150_000,
        "A sentence that is long enough to count as running text in any capture.\n\nx\n" * 20_000,
        "Comments\n\n\n\n I think you and I agree.\n" * 10_000,
    ],
    ids=lambda text: text[:12].strip() or "blank",
)
def test_hostile_text_is_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    assert_tiles(text, read(text))
    assert time.process_time() - started < 20


def test_more_lines_than_a_page_can_have_are_kept_unread() -> None:
    text = "x\n" * (MOST_LINES + 1)
    found = read(text)
    assert_tiles(text, found)
    assert found.body == ()
    assert found.notes
