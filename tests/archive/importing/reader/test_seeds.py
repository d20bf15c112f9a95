"""What the reader alone gets from each of the five seed captures."""

from datetime import date

import pytest

from archive.importing.reader import read
from archive.importing.reader.reading import (
    Basis,
    Block,
    DateRange,
    Precision,
    Reading,
    Relation,
    Role,
    Topic,
    TopicKind,
)

from .seed_captures import seed


def reading(number: str) -> Reading:
    return read(seed(number))


def lines_of(found: Reading, *roles: Role) -> list[int]:
    return [passage.lines[0] for passage in found.body if passage.role in roles]


def roles(found: Reading) -> dict[int, Role]:
    return {
        number: block.role
        for block in found.blocks
        for number in range(block.first, block.last + 1)
    }


class TestAnArticleAndItsComments:
    found = reading("000")

    def test_title_and_dek(self) -> None:
        title, dek = self.found.title, self.found.dek
        assert title is not None
        assert title.value.startswith("Russian Media’s Unprecedented Criticism")
        assert (title.basis, title.lines) == (Basis.STATED, (1,))
        assert dek is not None
        assert (dek.basis, dek.lines) == (Basis.INFERRED, (2,))

    def test_nobody_and_no_date_is_made_up(self) -> None:
        assert self.found.authors == ()
        assert self.found.outlet is None
        assert self.found.original_outlet is None
        assert self.found.date is None

    def test_body(self) -> None:
        assert lines_of(self.found, Role.PARAGRAPH) == [3, 4, 5, 6, 7, 8, 9]
        assert len(self.found.body) == 7

    def test_comments_are_no_body(self) -> None:
        assert [(c.first, c.last) for c in self.found.comments] == [(13, 17), (18, 20)]
        assert Block(Role.COMMENT, 13, 17) in self.found.blocks

    def test_discussed_piece(self) -> None:
        (citation,) = self.found.citations
        assert (citation.relation, citation.outlet) == (Relation.DISCUSSES, "RT")


class TestADiscussion:
    found = reading("001")

    def test_the_longest_comment_is_no_article(self) -> None:
        assert self.found.kind == "discussion"
        assert self.found.title is None
        assert self.found.body == ()
        assert self.found.authors == ()

    def test_comments(self) -> None:
        assert len(self.found.comments) == 12
        assert roles(self.found)[27] is Role.BOILERPLATE


class TestARepublishedArticle:
    found = reading("002")

    def test_signatures(self) -> None:
        (author,) = self.found.authors
        assert (author.value, author.lines) == ("M. K. Bhadrakumar", (5, 80, 86))
        outlet, original = self.found.outlet, self.found.original_outlet
        assert outlet is not None
        assert (outlet.value, outlet.lines) == ("Global Research", (7,))
        assert original is not None
        assert (original.value, original.lines) == ("Indian Punchline", (9, 79, 80))

    def test_dates(self) -> None:
        day = date(2021, 12, 15)
        assert self.found.date is not None
        assert self.found.date.value == DateRange(Precision.ON, day, day)
        assert self.found.date.lines == (7,)
        assert self.found.original_date is not None
        assert self.found.original_date.value == DateRange(
            Precision.BETWEEN, date(2021, 1, 1), date(2021, 12, 31)
        )

    def test_topics(self) -> None:
        assert [topic.value for topic in self.found.topics] == [
            Topic("Asia", TopicKind.REGION),
            Topic("Russia and FSU", TopicKind.REGION),
            Topic("History", TopicKind.THEME),
        ]

    def test_paragraphs_cut_in_half_are_whole(self) -> None:
        assert len(self.found.body) == 24
        assert {passage.role for passage in self.found.body} == {Role.PARAGRAPH}
        assert Block(Role.PARAGRAPH, 33, 35) in self.found.blocks
        assert Block(Role.PARAGRAPH, 55, 57) in self.found.blocks
        (whole,) = (passage for passage in self.found.body if passage.lines == (55, 57))
        assert "no question that the US is more powerful" in whole.text

    def test_words_of_dead_links_are_kept(self) -> None:
        (passage,) = (passage for passage in self.found.body if 41 in passage.lines)
        assert "signed on November 23? While" in passage.text

    def test_roles_around_the_body(self) -> None:
        by_line = roles(self.found)
        boilerplate = [15, 17, 19, 73, 75, 82, 84, 86, 92]
        assert {by_line[number] for number in boilerplate} == {Role.BOILERPLATE}
        assert {by_line[number] for number in (79, 80, 88, 90)} == {Role.RIGHTS}
        assert by_line[77] is Role.CREDIT
        assert [credit.lines for credit in self.found.credits] == [(77,)]
        assert self.found.comments == ()

    def test_citations(self) -> None:
        assert [(c.outlet, c.lines) for c in self.found.citations] == [
            ("South China Morning Post", (49,)),
            ("Newsweek", (59,)),
            ("Global Times", (69,)),
        ]


class TestARewriteWithAnEmptyForm:
    found = reading("003")

    def test_title_breadcrumb_and_repeat(self) -> None:
        by_line = roles(self.found)
        assert by_line[1] is Role.BREADCRUMB
        assert by_line[3] is Role.TITLE
        assert by_line[5] is Role.BOILERPLATE
        assert [topic.value for topic in self.found.topics] == [
            Topic("News and Politics", TopicKind.SECTION)
        ]

    def test_body(self) -> None:
        assert lines_of(self.found, Role.HEADING) == [7, 11, 17, 21, 25]
        assert lines_of(self.found, Role.PARAGRAPH) == [9, 13, 15, 19, 23, 27, 29]

    def test_an_empty_form_is_no_comment(self) -> None:
        by_line = roles(self.found)
        assert by_line[32] is by_line[33] is Role.PLACEHOLDER
        assert self.found.comments == ()

    def test_a_day_without_a_year_is_no_date(self) -> None:
        assert self.found.date is None
        assert self.found.authors == ()
        assert self.found.outlet is None


class TestARepublicationByAnAggregator:
    found = reading("004")

    def test_signatures(self) -> None:
        assert self.found.title is not None
        assert self.found.title.lines == (3,)
        assert self.found.original_outlet is not None
        assert self.found.original_outlet.value == "Business Insider"
        assert self.found.authors == ()
        assert self.found.outlet is None

    def test_the_date_is_not_the_photographs(self) -> None:
        assert self.found.date is not None
        assert self.found.date.basis is Basis.INFERRED
        assert self.found.date.value == DateRange(
            Precision.BETWEEN, date(2023, 3, 27), date(2023, 3, 31)
        )

    def test_key_points(self) -> None:
        assert [point.lines for point in self.found.key_points] == [(8,), (9,), (10,)]

    def test_body(self) -> None:
        assert lines_of(self.found, Role.HEADING) == [35, 49]
        assert lines_of(self.found, Role.CAPTION) == [5, 32]
        paragraphs = lines_of(self.found, Role.PARAGRAPH)
        assert (paragraphs[0], paragraphs[-1], len(paragraphs)) == (12, 59, 21)

    def test_captions_without_the_image_s_replacement_text(self) -> None:
        captions = [p.text for p in self.found.body if p.role is Role.CAPTION]
        assert captions[0].startswith("Russian President Vladimir Putin meets")
        assert captions[1].startswith("Russian President Vladimir Putin and China")

    @pytest.mark.parametrize(
        ("number", "role"),
        [(1, Role.BOILERPLATE), (61, Role.RIGHTS), (62, Role.BOILERPLATE), (63, Role.BOILERPLATE)],
    )
    def test_roles_around_the_body(self, number: int, role: Role) -> None:
        assert roles(self.found)[number] is role
        assert self.found.topics == ()
