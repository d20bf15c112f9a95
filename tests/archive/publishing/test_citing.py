"""How to cite an article: nothing that is not known, in forms that programs can read."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Article, Author
from archive.publishing.cited_dates import UNDATED, CitedDate
from archive.publishing.citing import Work, bibtex, citation_key, cite, csl_json, plain

DAY = CitedDate("on", date(2021, 12, 15), date(2021, 12, 15))
YEAR = CitedDate("between", date(2021, 1, 1), date(2021, 12, 31))
WEEK = CitedDate("between", date(2023, 3, 27), date(2023, 3, 31))
AFTER = CitedDate("not_before", date(2025, 1, 20))
BEFORE = CitedDate("not_after", None, date(2010, 12, 31))

BARE = Work("postil-x", "[Untitled discussion]", "https://a.example/articles/x/", date(2026, 10, 9))
FULL = replace(
    BARE,
    title="The tide turns",
    authors=("Ada Quill", "B. Reed"),
    outlet="The Post",
    original_outlet="The Weekly",
    date=DAY,
    original_date=YEAR,
    language="en",
)


def item(work: Work) -> dict[str, Any]:
    (only,) = json.loads(csl_json(work))
    return only


def fields(entry: str) -> dict[str, str]:
    lines = [line.strip().rstrip(",") for line in entry.splitlines()[1:-1]]
    return dict(line.split(" = ", 1) for line in lines)


def test_plain() -> None:
    assert plain(FULL) == (
        "Ada Quill and B. Reed. “The tide turns.” The Post, 2021-12-15. First appeared at "
        "The Weekly, 2021. Held at Postil since 2026-10-09: https://a.example/articles/x/"
    )
    assert plain(BARE) == (
        "“[Untitled discussion].” Undated. Held at Postil since 2026-10-09: "
        "https://a.example/articles/x/"
    )


def test_plain_ends_each_part_once() -> None:
    cited = plain(replace(FULL, title="Will it turn?", authors=("Ada Q.",), outlet="Post Inc."))
    assert cited.startswith("Ada Q. “Will it turn?” Post Inc., 2021-12-15. First")


def test_bibtex() -> None:
    assert bibtex(FULL) == (
        "@misc{postil-x,\n"
        "  author = {{Ada Quill} and {B. Reed}},\n"
        "  title = {{The tide turns}},\n"
        "  howpublished = {The Post},\n"
        "  year = {2021},\n"
        "  month = dec,\n"
        "  note = {Dated 2021-12-15. First appeared at The Weekly, 2021. Held at Postil.},\n"
        "  url = {https://a.example/articles/x/},\n"
        "  urldate = {2026-10-09}\n"
        "}\n"
    )
    assert set(fields(bibtex(BARE))) == {"title", "note", "url", "urldate"}


def test_csl_json() -> None:
    assert item(FULL) == {
        "id": "postil-x",
        "type": "webpage",
        "title": "The tide turns",
        "author": [{"literal": "Ada Quill"}, {"literal": "B. Reed"}],
        "container-title": "The Post",
        "issued": {"date-parts": [[2021, 12, 15]]},
        "original-publisher": "The Weekly",
        "original-date": {"date-parts": [[2021]]},
        "accessed": {"date-parts": [[2026, 10, 9]]},
        "archive": "Postil",
        "URL": "https://a.example/articles/x/",
        "language": "en",
    }
    assert set(item(BARE)) == {"id", "type", "title", "accessed", "archive", "URL"}


@pytest.mark.parametrize(
    ("known", "year", "month", "note", "issued"),
    [
        (DAY, "{2021}", "dec", "Dated 2021-12-15.", {"date-parts": [[2021, 12, 15]]}),
        (YEAR, "{2021}", None, "Dated 2021.", {"date-parts": [[2021]]}),
        (
            WEEK,
            "{2023}",
            "mar",
            "Dated between 2023-03-27 and 2023-03-31.",
            {"date-parts": [[2023, 3, 27], [2023, 3, 31]], "circa": True},
        ),
        (
            AFTER,
            None,
            None,
            "Dated not before 2025-01-20.",
            {"literal": "not before 2025-01-20"},
        ),
        (BEFORE, None, None, "Dated not after 2010.", {"literal": "not after 2010"}),
        (UNDATED, None, None, "Undated.", None),
    ],
)
def test_a_date_is_cited_as_well_as_it_is_known(
    known: CitedDate, year: str | None, month: str | None, note: str, issued: dict[str, Any] | None
) -> None:
    work = replace(BARE, date=known)
    found = fields(bibtex(work))
    assert (found.get("year"), found.get("month")) == (year, month)
    assert found["note"] == f"{{{note} Held at Postil.}}"
    assert item(work).get("issued") == issued
    words = known.words or "Undated"
    assert f"” {words[0].upper()}{words[1:]}. Held" in plain(work)


def test_bibtex_escapes() -> None:
    title = fields(bibtex(replace(BARE, title=r"100% of {R&D} \ $5 a_b #1 ~ ^ «Ж»")))["title"]
    assert title == (
        r"{{100\% of \textbraceleft{}R\&D\textbraceright{} \textbackslash{} \$5 a\_b \#1 "
        r"\textasciitilde{} \textasciicircum{} «Ж»}}"
    )


@given(title=st.text(), name=st.text(), outlet=st.text())
def test_bibtex_stays_balanced(title: str, name: str, outlet: str) -> None:
    entry = bibtex(replace(FULL, title=title, authors=(name,), outlet=outlet))
    depth = 0
    for character in entry.removeprefix("@misc").removesuffix("}\n"):
        depth += (character == "{") - (character == "}")
        assert depth > 0
    assert depth == 1
    assert len(fields(entry)) == len(entry.splitlines()) - 2  # a field keeps to its line


@given(title=st.text(), name=st.text())
def test_csl_json_is_json(title: str, name: str) -> None:
    found = item(replace(BARE, title=title, authors=(name,)))
    assert found.get("title", "") == title
    assert found["author"] == [{"literal": name}]


def test_keys_are_ascii_and_tell_articles_apart() -> None:
    slugs = ["tide", "tide-2", "прилив", "прилив-2", "água", "agua"]
    keys = [citation_key(slug) for slug in slugs]
    assert keys[0] == "postil-tide"
    assert len(set(keys)) == len(slugs)
    assert all(key.isascii() and not set(key) & set("{}, \"#%'()=~\\") for key in keys)


def test_cite_takes_an_article_as_it_is() -> None:
    article = Article(
        slug="прилив",
        title="Line\nbreak",
        date_precision="on",
        date_earliest=DAY.earliest,
        date_latest=DAY.latest,
        added_at=datetime(2026, 10, 9, 12, tzinfo=UTC),
    )
    cited = cite(article, [Author(name="Ada Quill")], "https://a.example/articles/прилив/")
    assert cited.title == article.label
    assert cited.address == "https://a.example/articles/%D0%BF%D1%80%D0%B8%D0%BB%D0%B8%D0%B2/"
    assert cited.plain.startswith("Ada Quill. “Line break.” 2021-12-15. Held")
    assert cite(Article(slug="x"), [], "").plain.startswith("“[Untitled article].” Undated.")
