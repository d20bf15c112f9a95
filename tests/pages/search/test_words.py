"""What the search page says of odd questions, and of what it found."""

from html import unescape

import pytest
from django.test import Client

from archive.keyset import BY_NUMBER, cursor_beyond
from archive.models import SearchEntry
from archive.pages.search.page import search_page
from archive.search import engine
from archive.search.grammar import read
from tests.pages.search.held import many

pytestmark = pytest.mark.django_db


NOT_UNDERSTOOD: list[tuple[dict[str, str], str, int]] = [
    ({"outlet": "nowhere"}, "“nowhere”", 0),
    ({"author": "nobody-yet"}, "“nobody-yet”", 0),
    ({"author": "a\u202e" * 999}, "No article here is by an author", 0),
    ({"kind": "essay"}, "There is no kind “essay”.", 4),
    ({"year": "20x"}, "“20x” is not a year.", 4),
    ({"year": "٢٠١٩"}, "“٢٠١٩” is not a year.", 4),
    ({"sort": "liveliest"}, "There is no order “liveliest”.", 4),
    ({"page": "2"}, "“2” leads to no page here", 4),
    ({"page": "9" * 5000}, "leads to no page here", 4),
    ({"sort": "newest", "cursor": "nowhere"}, "“nowhere” leads to no page", 4),
]


@pytest.mark.usefixtures("harbour")
def test_what_is_not_understood_has_a_sentence(client: Client) -> None:
    for asked, words, left in NOT_UNDERSTOOD:
        answer = client.get("/search/", {"q": "tides"} | asked)
        assert answer.status_code == 200, asked
        assert len(answer.context["page"].results) == left, asked
        assert words in unescape(answer.content.decode())


HOSTILE = (
    *("", " ", "“", '"', "-", "((((", "a OR b NEAR/2 c", "title:x", "*", "x" * 10_000),
    *("\u202e", "before:never", "' ; DROP TABLE", "&|!<->", "outlet:"),
)


@pytest.mark.usefixtures("harbour")
def test_no_question_breaks_the_page(client: Client) -> None:
    for q in HOSTILE:
        for sort in ("", "newest"):
            assert client.get("/search/", {"q": q, "sort": sort}).status_code == 200, q


@pytest.mark.usefixtures("harbour")
def test_nothing_found_says_what_to_try() -> None:
    page = search_page({"q": "tides walrus", "topic": "sea"})
    assert page.status == "Nothing found."
    assert len(page.notes) == 3
    assert search_page({"q": "walrus"}).notes == page.notes[-1:]


@pytest.mark.usefixtures("harbour")
def test_an_unfinished_word_is_taken_for_the_beginning_of_one() -> None:
    page = search_page({"q": "harb"})
    assert page.status == "1 result" or len(page.results) > 1
    assert page.notes[0].startswith("Nothing fits with “harb” as a whole word")
    assert page.first_said == page.notes[0]
    assert any(piece.hit for result in page.results for piece in result.title)


def test_when_many_match_it_says_so_and_offers_all(monkeypatch: pytest.MonkeyPatch) -> None:
    many(3)
    hits = engine.search(read("ferry"), engine.Filters()).hits
    found = engine.Found(hits, bounded=True)
    monkeypatch.setattr("archive.pages.search.page.search", lambda *_asked: found)
    page = search_page({"q": "ferry"})
    assert page.status == "More than 4 results"
    assert "the newest 4 were ranked" in page.notes[0]
    assert page.all_url == "/search/?q=ferry&sort=newest"
    monkeypatch.setattr(engine, "MOST_RANKED", 3)
    page = search_page({"q": "ferry"})
    assert page.status == "More than 3 results"
    assert "the newest 3 were ranked, and 1 before them that says it in title" in page.notes[0]


def test_when_time_runs_out_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    found = engine.Found((), too_long=True)
    monkeypatch.setattr("archive.pages.search.page.search", lambda *_asked: found)
    page = search_page({"q": "ferry"})
    assert page.status == "Not found in time."
    assert "took too long" in page.notes[0]
    assert len(page.notes) == 1


@pytest.mark.usefixtures("harbour")
def test_beyond_the_last_page_there_is_a_way_back(client: Client) -> None:
    first = SearchEntry.objects.order_by("pk").first()
    beyond = cursor_beyond(BY_NUMBER, first, backwards=False)
    asked = {"q": "tides", "sort": "newest", "cursor": beyond}
    page = search_page(asked)
    assert (page.status, page.notes) == ("There is nothing further.", ())
    assert page.beginning_url == "/search/?q=tides&sort=newest"
    assert "Back to the beginning." in client.get("/search/", asked).content.decode()


@pytest.mark.usefixtures("harbour")
def test_filters_without_a_question_lead_to_the_shelf(client: Client) -> None:
    asked = {"topic": "sea", "kind": "comment", "year": "2019"}
    address = search_page(asked).shelf_url
    assert address == "/articles/?topic=sea&year=2019"
    assert client.get(address).context["page"].total == 1
    assert search_page({"kind": "comment"}).shelf_url == search_page({}).shelf_url == ""


def test_of_faults_and_notes_the_first_is_announced_and_no_other(client: Client) -> None:
    page = client.get("/search/?q=walrus&outlet=x&year=y").content.decode()
    status = page.partition('role="status"')[2].partition("</p>")[0]
    assert "Nothing found." in status
    for sentence in ("an outlet “x”", "“y” is not a year.", "Without the filter"):
        assert page.count(sentence) == 1
        assert (sentence in status) is ("outlet" in sentence)
