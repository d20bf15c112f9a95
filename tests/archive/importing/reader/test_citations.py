"""Whom a text quotes, and the piece it discusses."""

import pytest

from archive.importing.reader.citations import find_citations
from archive.importing.reader.lines import look_at, split_lines
from archive.importing.reader.reading import (
    Basis,
    CitationFinding,
    CommentFinding,
    Passage,
    Relation,
    Role,
)

from .seed_captures import seed


def paragraphs(number: str, first: int, last: int) -> list[Passage]:
    lines = [look_at(n, line) for n, line in enumerate(split_lines(seed(number)), 1)]
    return [
        Passage(Role.PARAGRAPH, line.text, (line.number,))
        for line in lines[first - 1 : last]
        if line.text
    ]


def paragraph(text: str, line: int = 1) -> Passage:
    return Passage(Role.PARAGRAPH, text, (line,))


def comment(line: int, *texts: str) -> CommentFinding:
    passages = tuple(paragraph(text, n) for n, text in enumerate(texts, line))
    return CommentFinding(line, line + len(texts) - 1, passages)


def quotes(outlet: str, *lines: int) -> CitationFinding:
    return CitationFinding(Relation.QUOTES, "", "", outlet, Basis.STATED, lines)


def test_the_piece_that_an_article_answers() -> None:
    assert find_citations(paragraphs("000", 3, 9), ()) == (
        CitationFinding(
            Relation.DISCUSSES,
            author="Alexey Martynov",
            title="Beijing can no longer treat Moscow as a junior partner",
            outlet="RT",
            basis=Basis.STATED,
            lines=(3, 4, 5, 6),
        ),
    )


@pytest.mark.parametrize(
    ("number", "first", "last", "found"),
    [
        (
            "002",
            21,
            71,
            (
                quotes("South China Morning Post", 49),
                quotes("Newsweek", 59),
                quotes("Global Times", 69),
            ),
        ),
        ("003", 7, 29, ()),
        ("004", 12, 59, (quotes("Agence France Presse", 37), quotes("Insider", 45))),
    ],
)
def test_the_outlets_that_the_seeds_quote(
    number: str, first: int, last: int, found: tuple[CitationFinding, ...]
) -> None:
    assert find_citations(paragraphs(number, first, last), ()) == found


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("“It leaks,” the harbour master told the Lindhavn Herald.", "Lindhavn Herald"),
        ("She told Reuters on Tuesday that the pier was safe.", "Reuters"),
        ("A spokesman told Fox News that it was over.", "Fox News"),
        ("The pier is closed, reported the Agence France-Presse.", "Agence France-Presse"),
        ("The Associated Press reports that two boats sank.", "Associated Press"),
        ("On Monday The New York Times first reported the leak.", "New York Times"),
        ("According to The Washington Post’s archive, it leaked before.", "Washington Post"),
        ("According to a report by Bloomberg, the bank knew.", "Bloomberg"),
        (
            "Reporting on the fire, the Norrby Gazette commented that nobody slept.",
            "Norrby Gazette",
        ),
        ("In an interview with Der Spiegel, he denied it.", "Der Spiegel"),
        ("Meanwhile Novaya Gazeta was quoted by Interfax, which had asked.", "Interfax"),
    ],
)
def test_an_outlet_that_is_quoted(text: str, outlet: str) -> None:
    assert find_citations([paragraph(text, 7)], ()) == (quotes(outlet, 7),)


@pytest.mark.parametrize(
    "text",
    [
        "“The balance is skewed,” said Ward.",
        "He told Merkel that it was over.",
        "Ms Holm told the Kremlin and NATO what she thought.",
        "According to Jonathan Ward, founder of Atlas Organization, it will break.",
        "According to the United Nations, it has.",
        "The World Health Organization reported a rise.",
        "Poland reported a rise in the price of coal.",
        "She told Emily Post to sit down.",
        "They told Ringo Starr about it.",
        "The New York Times reported a loss for the third quarter.",
        "We walked from Times Square to the Mirror Lake.",
        "“I told the Global Times what I thought,” she said.",
        "He told Fake News to go home.",
        "The crowd told Times Square to wake up.",
        "He reads Newsweek and likes it.",
        "She told him so.",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert find_citations([paragraph(text)], ()) == ()


def test_an_outlet_quoted_twice_is_one_citation() -> None:
    found = find_citations(
        [paragraph("He told Reuters so.", 3), paragraph("Reuters reported it.", 9)], ()
    )
    assert found == (quotes("Reuters", 3, 9),)


def test_a_title_outlet_and_author() -> None:
    text = (
        "In a column for the Lindhavn Times titled “Who owns the pier?”, Ada Holm argues that "
        "the town does. “We built it,” she writes."
    )
    (found,) = find_citations([paragraph(text, 4), paragraph("The harbour was quiet.", 5)], ())
    assert (found.relation, found.title, found.outlet, found.author, found.lines) == (
        Relation.DISCUSSES,
        "Who owns the pier?",
        "Lindhavn Times",
        "Ada Holm",
        (4,),
    )


@pytest.mark.parametrize(
    "text",
    [
        "His book, titled “A History of Piers”, was praised by newspapers.",
        "Titled “The Long Pier of Norrby”, it hangs in the town hall.",
    ],
)
def test_a_title_without_an_outlet(text: str) -> None:
    assert find_citations([paragraph(text)], ()) == ()


def test_the_subject_of_a_thread() -> None:
    lines = [look_at(n, line).text for n, line in enumerate(split_lines(seed("001")), 1)]
    found = find_citations((), [comment(28, *lines[27:29]), comment(30, lines[29])])
    assert found == (CitationFinding(Relation.DISCUSSES, "", "", "RT", Basis.INFERRED, (29, 30)),)


@pytest.mark.parametrize(
    "comments",
    [
        [comment(1, "The article is right."), comment(2, "Norrby has a pier.")],
        [comment(1, "It rained."), comment(2, "Reuters has an office there.")],
        [comment(1, "Reuters has an office there."), comment(2, "The article is right.")],
    ],
)
def test_a_thread_whose_subject_is_not_told(comments: list[CommentFinding]) -> None:
    assert find_citations((), comments) == ()


def test_a_piece_named_by_its_outlet() -> None:
    (found,) = find_citations((), [comment(1, "Did nobody read the Guardian article?")])
    assert (found.outlet, found.lines) == ("Guardian", (1,))
