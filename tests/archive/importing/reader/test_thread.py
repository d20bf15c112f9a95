"""Threads: what is one, where its comments part, and who answers whom."""

import pytest

from archive.importing.reader.lines import Line, look_at, split_lines
from archive.importing.reader.reading import CommentFinding, Passage, Role
from archive.importing.reader.thread import is_thread, split_comments

from . import threads
from .seed_captures import seed

BODY = (Passage(Role.PARAGRAPH, "The lighthouses of the coast were all built by one man.", (1,)),)


def lines_of(text: str) -> list[Line]:
    return [look_at(n, line) for n, line in enumerate(split_lines(text), 1)]


def spans(found: tuple[CommentFinding, ...]) -> list[tuple[int, int]]:
    return [(comment.first, comment.last) for comment in found]


def replies(found: tuple[CommentFinding, ...]) -> dict[int, int]:
    return {comment.first: comment.parent for comment in found if comment.parent}


class TestASeedWithItsAuthorAndAReader:
    found = split_comments(lines_of(seed("000"))[9:], BODY)

    def test_the_border_is_where_the_host_stops(self) -> None:
        assert spans(self.found) == [(13, 17), (18, 20)]
        assert replies(self.found) == {}

    def test_the_host_is_known_by_what_is_theirs(self) -> None:
        host, reader = self.found
        assert (host.by_article_author, host.author_lines) == (True, (14, 15, 17))
        assert (reader.by_article_author, reader.author_lines) == (False, ())


class TestASeedThatIsAllTalk:
    found = split_comments(lines_of(seed("001")), ())

    def test_twelve_comments(self) -> None:
        assert spans(self.found) == [
            (1, 1),
            (2, 2),
            (3, 3),
            (4, 6),
            (7, 7),
            (8, 20),
            (21, 26),
            (28, 29),
            (30, 30),
            (31, 31),
            (32, 32),
            (33, 35),
        ]

    def test_four_replies(self) -> None:
        assert replies(self.found) == {2: 1, 7: 4, 21: 8, 30: 28}
        assert all(comment.parent_lines for comment in self.found if comment.parent)

    def test_bullets_on_lines_of_their_own_belong_to_the_text_below(self) -> None:
        items = [
            passage.lines
            for comment in self.found
            for passage in comment.passages
            if passage.role is Role.LIST_ITEM
        ]
        assert items == [(12, 13), (14, 15), (16, 17)]


@pytest.mark.parametrize(
    ("text", "comments", "answers"),
    [
        (
            threads.TRAMS,
            [(1, 1), (2, 2), (3, 5), (6, 6), (7, 7), (8, 8), (9, 10)],
            {2: 1},
        ),
        (threads.BREAD, [(1, 1), (2, 2), (3, 8), (9, 9), (10, 10)], {2: 1, 9: 3, 10: 3}),
        (threads.THEATRE, [(1, 1), (3, 4), (6, 6), (8, 9)], {8: 6}),
        (threads.NIGHT_TRAIN, [(1, 5), (8, 8), (11, 11)], {}),
        (threads.ESSAY, [(1, 5)], {}),
    ],
)
def test_talk_without_marks(
    text: str, comments: list[tuple[int, int]], answers: dict[int, int]
) -> None:
    found = split_comments(lines_of(text), ())
    assert spans(found) == comments
    assert replies(found) == answers


@pytest.mark.parametrize(
    ("text", "authors", "comments", "answers"),
    [
        (
            threads.PRUNING,
            ["Hedda Lindqvist", "Oskar", "rosebush77"],
            [(3, 8), (10, 13), (15, 18)],
            {10: 3},
        ),
        (
            threads.FERRY,
            ["kestrel_9", "Marta Oyelaran", "kestrel_9"],
            [(1, 5), (6, 11), (12, 16)],
            {6: 1, 12: 6},
        ),
        (
            threads.FOUNTAIN,
            ["Joana Prado", "Tomás Figueira", "Joana Prado"],
            [(1, 3), (4, 6), (7, 9)],
            {},
        ),
        (
            threads.ROOFS,
            ["slate_roofer", "tin_whistle", "slate_roofer", "gutterbird"],
            [(1, 4), (5, 8), (9, 12), (13, 16)],
            {5: 1, 9: 5},
        ),
        (
            threads.ROLLS,
            ["Ines Ferro", "Bram de Wit", "Ines Ferro", "Lotte"],
            [(1, 2), (3, 4), (5, 6), (7, 9)],
            {3: 1, 5: 3, 7: 1},
        ),
        (threads.LOOM, ["Quill", "Weft", "Quill"], [(1, 2), (3, 4), (5, 7)], {5: 3}),
    ],
)
def test_talk_with_marks(
    text: str, authors: list[str], comments: list[tuple[int, int]], answers: dict[int, int]
) -> None:
    found = split_comments(lines_of(text), BODY)
    assert [comment.author for comment in found] == authors
    assert spans(found) == comments
    assert replies(found) == answers


def test_marks_are_not_what_was_said() -> None:
    said = [
        passage.text
        for comment in split_comments(lines_of(threads.ROOFS), ())
        for passage in comment.passages
    ]
    assert said == [
        "Copper lasts longer but nobody steals slate.",
        "My church would like a word with you about that.",
        "Fair enough.",
        "Thatch!",
    ]


def test_a_badge_names_the_article_author() -> None:
    host = split_comments(lines_of(threads.PRUNING), BODY)[1]
    assert (host.by_article_author, host.author_lines) == (True, (10,))


def test_a_newsletter_writer_among_their_readers() -> None:
    host, reader = split_comments(lines_of(threads.NEWSLETTER), BODY)
    assert (host.first, host.last, host.by_article_author) == (1, 3, True)
    assert (reader.first, reader.last, reader.by_article_author) == (4, 5, False)


def test_without_an_article_nobody_is_its_author() -> None:
    found = split_comments(lines_of(threads.NEWSLETTER), ())
    assert not any(comment.by_article_author for comment in found)


@pytest.mark.parametrize("text", ["", "\n\n\n", "-\n\n-\n", "3 hours ago\nReply\n"])
def test_nothing_was_said(text: str) -> None:
    assert split_comments(lines_of(text), ()) == ()


def test_a_greeting_to_the_host_answers_nobody() -> None:
    text = "".join(
        f"Reader {letter} says:\nHi Vera, what a page.\nVera Holm says:\nThanks, and welcome.\n"
        for letter in "ABC"
    )
    assert replies(split_comments(lines_of(text), BODY)) == {}


@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_an_article_is_no_thread(number: str) -> None:
    assert not is_thread(lines_of(seed(number)))


@pytest.mark.parametrize("text", [seed("001"), threads.TRAMS, threads.ROLLS, threads.ROOFS])
def test_a_thread_without_its_article(text: str) -> None:
    assert is_thread(lines_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        threads.ESSAY,
        "What You Can Do About Your Leaking Roof\n" + threads.TRAMS,
        "Harbour news\nBy Ada Holm\n" + threads.TRAMS,
        threads.TRAMS + "\n© 2019 The Lindhavn Herald. All rights reserved.",
        threads.ESSAY + "\n3 comments\n" + threads.ROLLS,
    ],
)
def test_what_is_no_thread(text: str) -> None:
    assert not is_thread(lines_of(text))
