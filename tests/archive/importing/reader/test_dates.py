"""Dates: stated in a short line, implied by running text, or not there."""

from datetime import date

import pytest

from archive.importing.reader.dates import infer_date, parse_date
from archive.importing.reader.lines import look_at, split_lines
from archive.importing.reader.reading import Basis, DateRange, Passage, Precision, Role

from .seed_captures import seed


def on(year: int, month: int, day: int) -> DateRange:
    return DateRange(Precision.ON, date(year, month, day), date(year, month, day))


def year(number: int) -> DateRange:
    return DateRange(Precision.BETWEEN, date(number, 1, 1), date(number, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Global Research, December 15, 2021", on(2021, 12, 15)),
        ("Updated : 19 November 2019, 09:01 AM", on(2019, 11, 19)),
        ("Published 4:00 am CST, Wednesday, November 20, 2019", on(2019, 11, 20)),
        ("| November 18, 2019 12:26 PM", on(2019, 11, 18)),
        ("Posted on the 3rd of May, 2008", on(2008, 5, 3)),
        ("Sept. 9 2011", on(2011, 9, 9)),
        ("2019-11-20", on(2019, 11, 20)),
        ("2019-11-20T12:48:14Z", on(2019, 11, 20)),
        ("2019年11月20日", on(2019, 11, 20)),
        ("20.11.2019", on(2019, 11, 20)),
        ("13/04/2021", on(2021, 4, 13)),
        ("04/13/2021", on(2021, 4, 13)),
        ("05/05/2021", on(2021, 5, 5)),
        ("03.04.2021 г.", on(2021, 4, 3)),
        ("20-Nov-2019", on(2019, 11, 20)),
        ("15:30 - 20 May 2021", on(2021, 5, 20)),
        ("24 сентября 2018", on(2018, 9, 24)),
        ("19 de noviembre de 2019", on(2019, 11, 19)),
        ("le 3 février 2015", on(2015, 2, 3)),
        ("20. März 2021, 5 Uhr", on(2021, 3, 20)),
        ("Maret 30, 2015", on(2015, 3, 30)),
        ("First published May 1, 2020 | Updated June 3, 2021", on(2020, 5, 1)),
    ],
)
def test_a_stated_day(text: str, day: DateRange) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Copyright © M. K. Bhadrakumar, Indian Punchline, 2021", year(2021)),
        ("(c) 2019 The Weekly Loom", year(2019)),
        (
            "Published in June 2020",
            DateRange(Precision.BETWEEN, date(2020, 6, 1), date(2020, 6, 30)),
        ),
        ("February 2024", DateRange(Precision.BETWEEN, date(2024, 2, 1), date(2024, 2, 29))),
    ],
)
def test_a_stated_span(text: str, span: DateRange) -> None:
    assert parse_date(text) == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18 October",
        "3 hours ago",
        "yesterday, at noon",
        "03/04/2021",
        "03-04-2021",
        "31 February 2019",
        "20 November 2109",
        "12 May 1432",
        "1–3 May 2021",
        "3 to 5 June 2020",
        "© 2000-2019 Rogers Weaving",
        "Chapter 3, 2019",
        "Version 2.0.2019",
        "Call 202-555-2019",
        "November 2019 magazine cover",
        "World Cup 2018",
        "20. listopada 2019.",
        "May 1, 2020 and June 3, 2021",
        "On 3 May 2021 " + "the council met and the council talked " * 20,
    ],
)
def test_what_is_no_complete_date(text: str) -> None:
    assert parse_date(text) is None


def passages(number: str, captions: tuple[int, ...] = ()) -> list[Passage]:
    lines = [look_at(n, line) for n, line in enumerate(split_lines(seed(number)), 1)]
    return [
        Passage(
            Role.CAPTION if line.number in captions else Role.PARAGRAPH, line.text, (line.number,)
        )
        for line in lines
        if line.text
    ]


def paragraphs(*texts: str) -> list[Passage]:
    return [Passage(Role.PARAGRAPH, text, (n,)) for n, text in enumerate(texts, 1)]


def captions(*texts: str) -> list[Passage]:
    return [Passage(Role.CAPTION, text, (n,)) for n, text in enumerate(texts, 101)]


def test_the_week_after_the_summit() -> None:
    found = infer_date(passages("004", captions=(5, 32)))
    assert found is not None
    assert found.value == DateRange(Precision.BETWEEN, date(2023, 3, 27), date(2023, 3, 31))
    assert found.basis == Basis.INFERRED
    assert found.lines == (5, 12, 22, 32, 39)


@pytest.mark.parametrize("number", ["000", "001", "003"])
def test_seeds_that_imply_no_date(number: str) -> None:
    assert infer_date(passages(number)) is None


def test_an_event_dated_in_the_text_and_told_as_yesterday() -> None:
    found = infer_date(
        paragraphs(
            "The Lindhavn ferry fire of 3 June 2019 began in the galley, the report says.",
            "Investigators boarded the Lindhavn ferry after the fire yesterday.",
        )
    )
    assert found is not None
    assert (found.value, found.lines) == (on(2019, 6, 4), (1, 2))


def test_an_event_told_as_last_month() -> None:
    found = infer_date(
        paragraphs(
            "The referendum in Norrby on 9 May 2017 was won by two votes.",
            "Since the Norrby referendum last month was so close, the votes will be counted again.",
        )
    )
    assert found is not None
    assert found.value == DateRange(Precision.BETWEEN, date(2017, 6, 1), date(2017, 6, 30))


@pytest.mark.parametrize(
    "found",
    [
        # A caption's date alone is the photograph's.
        captions("Mayor Ada Holm opens the Norrby bridge in Norrby on June 5, 2018."),
        # One old photograph, and a similar event.
        [
            *captions("Mayor Ada Holm at the summit in Norrby on June 5, 2018."),
            *paragraphs("Mayor Ada Holm spoke at a summit in Norrby last week."),
        ],
        # Two old photographs of people who met elsewhere this time.
        [
            *captions("Ada Holm meets Per Dahl in Norrby on June 5, 2018."),
            *captions("Per Dahl and Ada Holm in Norrby on June 5, 2018."),
            *paragraphs("Ada Holm met Per Dahl in Lindhavn last week."),
        ],
        # A relative day without an event that is dated.
        paragraphs("The summit last week ended in a quarrel.", "It rained on 3 May 2012."),
        # The speaker's last week is not the writer's.
        paragraphs(
            "The Norrby summit on 9 May 2017 was brief.",
            "“The Norrby summit was short last week,” said Ada Holm.",
        ),
        # An anniversary.
        paragraphs(
            "The anniversary of the Norrby summit of 9 May 2017 was kept.",
            "At the Norrby summit last week nobody spoke of it.",
        ),
    ],
)
def test_what_does_not_bound_the_writing(found: list[Passage]) -> None:
    assert infer_date(found) is None
