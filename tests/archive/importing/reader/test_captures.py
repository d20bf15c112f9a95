"""Captures of other kinds than the seeds, written for these tests; nothing in them happened."""

from datetime import date
from pathlib import Path

import pytest

from archive.importing.reader import read
from archive.importing.reader.reading import Basis, Precision, Reading, Role

CAPTURES = Path(__file__).parent / "captures"


def reading(name: str) -> Reading:
    return read((CAPTURES / f"{name}.txt").read_text(encoding="utf-8"))


def body(found: Reading) -> list[tuple[str, str]]:
    return [(passage.role.value, passage.text[:30]) for passage in found.body]


class TestMarkdownWithDeadLinks:
    found = reading("markdown_links")

    def test_signatures(self) -> None:
        assert self.found.title is not None
        assert self.found.title.value == "Town votes to rebuild its old harbour wall"
        assert [author.value for author in self.found.authors] == ["Ada Quill", "Ben Marsh"]
        assert self.found.date is not None
        assert self.found.date.value.earliest == date(2019, 3, 4)

    def test_body(self) -> None:
        assert body(self.found) == [
            ("paragraph", "The council of Saltby voted on"),
            ("paragraph", "“A wall that leaks is a fence,"),
            ("heading", "What it will cost"),
            ("paragraph", "The work is to take three summ"),
            ("caption", "Boats at low tide, waiting for"),
            ("paragraph", "Fishermen say that they will p"),
        ]

    def test_text_is_plain(self) -> None:
        text = " ".join(passage.text for passage in self.found.body)
        assert not set("*_#[]") & set(text)
        assert "has leaked for most of that time." in text

    def test_rights_of_the_site_are_no_date(self) -> None:
        assert [finding.value for finding in self.found.rights] == [
            "Copyright © 2019 The Saltby Gazette. All rights reserved."
        ]
        assert self.found.original_date is None


class TestABrowsersCopyOfEverything:
    found = reading("copy_all")

    def test_signatures(self) -> None:
        assert self.found.title is not None
        assert self.found.title.value == "Warum alte Apfelsorten wiederkommen"
        assert [author.value for author in self.found.authors] == ["Clara Feldmann"]
        assert self.found.date is not None
        assert self.found.date.value.earliest == date(2018, 10, 12)

    def test_body(self) -> None:
        assert body(self.found) == [
            ("paragraph", "Auf der Streuobstwiese hinter "),
            ("paragraph", "„Wer einmal einen solchen Apfe"),
            ("heading", "Sorten für kleine Gärten"),
            ("paragraph", "Für kleine Gärten eignen sich "),
            ("paragraph", "Wer mehr Platz hat, sollte ein"),
        ]

    def test_an_empty_form_is_no_comment(self) -> None:
        assert self.found.comments == ()
        assert Role.PLACEHOLDER in {block.role for block in self.found.blocks}


class TestAPageTitleOnTheFirstLine:
    found = reading("page_title")

    def test_outlet_is_inferred_from_it(self) -> None:
        assert self.found.title is not None
        assert self.found.title.value == "Plum and almond cake for a crowd"
        assert self.found.title.lines == (1, 7)
        assert self.found.outlet is not None
        assert self.found.outlet.value == "The Floury Hand"
        assert self.found.outlet.basis is Basis.INFERRED

    def test_body(self) -> None:
        assert [role for role, _ in body(self.found)] == [
            "paragraph",
            "paragraph",
            "heading",
            "paragraph",
            "paragraph",
            "paragraph",
        ]
        assert self.found.comments == ()
        assert self.found.authors == ()


class TestANewsletterWithComments:
    found = reading("newsletter")

    def test_article(self) -> None:
        assert self.found.kind == "article"
        assert self.found.title is not None
        assert self.found.title.value == "The bus that never came"
        assert self.found.dek is not None
        assert self.found.dek.lines == (3,)
        assert len(self.found.body) == 4
        assert self.found.authors == ()
        assert self.found.outlet is None

    def test_comments(self) -> None:
        assert len(self.found.comments) == 3
        assert all(comment.first > 13 for comment in self.found.comments)


class TestAPieceThatNobodySigned:
    found = reading("no_signatures")

    def test_photographer_and_sources_are_no_authors(self) -> None:
        assert self.found.authors == ()
        assert self.found.outlet is None

    def test_date_of_a_photograph_is_not_the_piece_s(self) -> None:
        assert self.found.date is None

    def test_body(self) -> None:
        texts = [p for p in self.found.body if p.role is Role.PARAGRAPH]
        assert [passage.lines for passage in texts] == [(5,), (7,), (9,), (11,)]


PROSE = (
    "The ferry to the island will sail twice a day again from the spring, the company said.\n\n"
    "It had been cut to one crossing when the old ship broke down and no other could be found.\n\n"
    "Islanders had asked for a second crossing so that children could come home from school.\n\n"
)


@pytest.mark.parametrize(
    "byline",
    [
        "By Reuters",
        "By the Associated Press",
        "By Staff Writer",
        "By the numbers",
        "By land and sea",
        "Photo by Ann Roe",
    ],
)
def test_what_is_no_byline(byline: str) -> None:
    assert read(f"Ferry returns to two crossings a day\n\n{byline}\n\n{PROSE}").authors == ()


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Roe", ["Ann Roe"]),
        ("by Ann Roe | May 3, 2020", ["Ann Roe"]),
        ("By ANN ROE and BO LI", ["ANN ROE", "BO LI"]),
        ("By Ann Roe, Staff Writer", ["Ann Roe"]),
        ("Por Ana María de la Cruz", ["Ana María de la Cruz"]),
        ("Автор: Анна Перова", ["Анна Перова"]),
        ("文：王小明", ["王小明"]),
    ],
)
def test_bylines(byline: str, names: list[str]) -> None:
    found = read(f"Ferry returns to two crossings a day\n\n{byline}\n\n{PROSE}")
    assert [author.value for author in found.authors] == names
    assert all(author.basis is Basis.STATED for author in found.authors)


def test_a_date_of_change_only_bounds_the_date() -> None:
    found = read(f"Ferry returns to two crossings a day\n\nUpdated 3 May 2020\n\n{PROSE}")
    assert found.date is not None
    assert found.date.value.precision is Precision.NOT_AFTER
    assert found.date.value.latest == date(2020, 5, 3)


def test_a_town_before_a_date_is_no_outlet() -> None:
    found = read(f"Ferry returns to two crossings a day\n\nPort Ellen, 3 May 2020\n\n{PROSE}")
    assert found.outlet is None


def test_an_outlet_that_the_page_knows_signs() -> None:
    text = f"Ferry returns\n\nThe Herald, 3 May 2020\n\n{PROSE}\n\nMore from The Herald\n"
    found = read(text)
    assert found.outlet is not None
    assert (found.outlet.value, found.outlet.basis) == ("The Herald", Basis.STATED)
