"""Dates in citations: only digits that are certain."""

from datetime import date

import pytest

from archive.publishing.cited_dates import CitedDate


def known(precision: str, earliest: str | None, latest: str | None) -> CitedDate:
    ends = [date.fromisoformat(end) if end else None for end in (earliest, latest)]
    return CitedDate(precision, *ends)


@pytest.mark.parametrize(
    ("precision", "earliest", "latest", "year", "month", "words"),
    [
        ("unknown", None, None, None, None, ""),
        ("on", "2021-12-15", "2021-12-15", 2021, 12, "2021-12-15"),
        ("on", "2021-01-01", "2021-01-01", 2021, 1, "2021-01-01"),
        ("on", "0987-05-04", "0987-05-04", 987, 5, "0987-05-04"),
        ("between", "2021-01-01", "2021-12-31", 2021, None, "2021"),
        ("between", "2024-02-01", "2024-02-29", 2024, 2, "2024-02"),
        ("between", "2023-02-01", "2023-02-27", 2023, 2, "between 2023-02-01 and 2023-02-27"),
        ("between", "2023-03-27", "2023-04-02", 2023, None, "between 2023-03-27 and 2023-04-02"),
        ("between", "2022-12-27", "2023-01-02", None, None, "between 2022-12-27 and 2023-01-02"),
        ("between", "2019-01-01", "2021-12-31", None, None, "between 2019 and 2021"),
        ("between", "2022-03-27", "2023-03-27", None, None, "between 2022-03-27 and 2023-03-27"),
        ("not_before", "2025-01-20", None, None, None, "not before 2025-01-20"),
        ("not_before", "2025-01-01", None, None, None, "not before 2025"),
        ("not_after", None, "2010-03-01", None, None, "not after 2010-03-01"),
        ("not_after", None, "2010-12-31", None, None, "not after 2010"),
    ],
)
def test_cited_date(
    precision: str,
    earliest: str | None,
    latest: str | None,
    year: int | None,
    month: int | None,
    words: str,
) -> None:
    cited = known(precision, earliest, latest)
    assert (cited.year, cited.month, cited.words) == (year, month, words)
