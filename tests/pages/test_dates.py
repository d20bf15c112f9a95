"""Dates in words: no more than is known."""

from datetime import date

import pytest

from archive.pages.dates import SourceDate, in_words


@pytest.mark.parametrize(
    ("precision", "earliest", "latest", "words", "machine"),
    [
        ("unknown", None, None, "", ""),
        ("on", "2021-12-15", "2021-12-15", "15 December 2021", "2021-12-15"),
        ("between", "2023-03-27", "2023-03-31", "between 27 and 31 March 2023", ""),
        ("between", "2023-03-27", "2023-04-02", "between 27 March and 2 April 2023", ""),
        (
            "between",
            "2022-12-27",
            "2023-01-02",
            "between 27 December 2022 and 2 January 2023",
            "",
        ),
        ("between", "2021-01-01", "2021-12-31", "2021", "2021"),
        ("between", "2019-01-01", "2021-12-31", "between 2019 and 2021", ""),
        ("between", "2024-02-01", "2024-02-29", "February 2024", "2024-02"),
        ("between", "2023-02-01", "2023-02-27", "between 1 and 27 February 2023", ""),
        ("between", "2023-02-01", "2023-03-31", "between 1 February and 31 March 2023", ""),
        ("not_before", "2025-01-20", None, "not before 20 January 2025", ""),
        ("not_before", "2025-01-01", None, "not before 2025", ""),
        ("not_after", None, "2010-03-01", "not after 1 March 2010", ""),
        ("not_after", None, "2010-12-31", "not after 2010", ""),
    ],
)
def test_in_words(
    precision: str, earliest: str | None, latest: str | None, words: str, machine: str
) -> None:
    ends = [date.fromisoformat(end) if end else None for end in (earliest, latest)]
    assert in_words(precision, *ends) == SourceDate(words, machine)
