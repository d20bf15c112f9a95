"""The search page: results of both kinds, facets, what it says of odd questions."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.indexing import index_articles, index_comments
from archive.models import Article, Comment
from archive.pages.search.page import SearchPage, search_page
from archive.search import engine
from archive.search.grammar import read
from tests import builders, people

pytestmark = pytest.mark.django_db

HX = {"HX-Request": "true"}


def indexed() -> None:
    """All that is there, as the verbs that write it would have left it."""
    index_articles(Article.objects.values_list("pk", flat=True))
    index_comments(Comment.objects.values_list("pk", flat=True))


@pytest.fixture
def harbour() -> None:
    """Articles and comments that speak of tides, and some that nobody may find."""
    written = builders.article(
        title="Tides of the harbour",
        dek="How water comes and goes.",
        body="The moon draws the water.\n\nThe tides follow.",
        outlet=builders.outlet("Harbour Post"),
        authors=(builders.author("Ada Quill"),),
        topics=(builders.topic("Sea"),),
        **builders.on(date(2019, 5, 2)),
    )
    talk = builders.article(
        title="",
        kind=Article.Kind.DISCUSSION,
        body="Somebody spoke of tides & <b>boats</b>.",
        original_outlet=builders.outlet("Harbour Post"),
    )
    draft = builders.draft(title="Tides unseen", authors=(builders.author("Nobody Yet"),))
    gone = builders.withdrawn(title="Tides withdrawn")
    builders.captured_comment(written, captured_name="A Reader", body="I saw tides, too.")
    member = people.reader(display_name="Berta <i>")
    posted = datetime(2024, 3, 1, tzinfo=UTC)
    builders.comment(talk, member, body="And *my* tides?", posted_at=posted)
    for review in ("pending", "rejected", "removed"):
        builders.comment(written, member, body=f"Tides {review}", review=review)
    builders.comment(written, member, body="Tides taken back", withdrawn_at=posted)
    for article in (draft, gone):
        builders.comment(article, member, body="Tides under what is hidden")
    indexed()


def said(page: SearchPage) -> list[str]:
    """Each result's excerpt, with what was asked for in brackets."""
    return [
        "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in result.excerpt)
        for result in page.results
    ]


def counted(page: SearchPage) -> dict[str, dict[str, int]]:
    return {facet.name: {link.words: link.number for link in facet.links} for facet in page.facets}


@pytest.mark.usefixtures("harbour")
def test_articles_and_comments_stand_in_one_list() -> None:
    page = search_page({"q": "tides"})
    assert page.status == "4 results"
    shown = zip(page.results, said(page), strict=True)
    assert {(bool(result.comment), text) for result, text in shown} == {
        (False, "The [tides] follow."),
        (False, "Somebody spoke of [tides] & <b>boats</b>."),
        (True, "I saw [tides], too."),
        (True, "And my [tides]?"),
    }
    assert page.results[0].article.title == "Tides of the harbour"
    assert page.notes == page.faults == ()


@pytest.mark.usefixtures("harbour")
def test_what_nobody_may_find_is_in_no_count_either() -> None:
    assert Comment.objects.filter(body__startswith="Tides").count() == 6
    page = search_page({"q": "tides"})
    assert counted(page) == {
        "kind": {"Comments": 2, "Articles": 1, "Discussions": 1},
        "outlet": {"Harbour Post": 4},
        "author": {"Ada Quill": 2},
        "topic": {"Sea": 2},
        "year": {"2024": 1, "2019": 1, "undated": 2},
    }


@pytest.mark.usefixtures("harbour")
@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("kind", "comment", 2),
        ("kind", "discussion", 1),
        ("outlet", "harbour-post", 4),
        ("author", "ada-quill", 2),
        ("topic", "sea", 2),
        ("year", "2019", 1),
        ("year", "undated", 2),
    ],
)
def test_a_facet_s_link_leaves_as_many_as_it_says(
    client: Client, name: str, value: str, left: int
) -> None:
    (link,) = (
        link
        for facet in search_page({"q": "tides"}).facets
        for link in facet.links
        if link.url.endswith(f"{name}={value}")
    )
    assert link.number == left
    page = client.get(link.url).context["page"]
    assert len(page.results) == left
    (chosen,) = page.chosen
    assert chosen.filter.name == name
    assert name not in counted(page)
    assert client.get(chosen.url).context["page"].status == "4 results"


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
def test_words_and_names_are_escaped(client: Client) -> None:
    page = client.get("/search/", {"q": "tides <script>"}).content.decode()
    assert "<script>" not in page.partition("<main")[2]
    assert 'value="tides &lt;script&gt;"' in page
    page = client.get("/search/", {"q": "tides"}).content.decode()
    assert "spoke of <mark>tides</mark> &amp; &lt;b&gt;boats" in page
    assert "Berta &lt;i&gt;" in page


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
    assert "“harb”" in page.notes[0]
    assert any(piece.hit for result in page.results for piece in result.title)


@pytest.mark.usefixtures("harbour")
def test_before_anything_is_asked_there_is_help(client: Client) -> None:
    for address in ("/search/", "/search/?q=+", "/search/?topic=sea"):
        page = client.get(address).content.decode()
        assert '<details class="search-help" open>' in page
        assert "all articles</a>" in page
        assert 'class="card' not in page
    page = client.get("/search/?q=tides").content.decode()
    assert '<details class="search-help">' in page


@pytest.mark.usefixtures("harbour")
def test_all_by_date_is_the_newest_here_first() -> None:
    page = search_page({"q": "tides", "sort": "newest"})
    numbers = [result.comment.pk for result in page.results if result.comment]
    assert len(page.results) == 4
    assert numbers == sorted(numbers, reverse=True)
    assert page.facets == ()
    assert [order.chosen for order in page.orders] == [False, True]
    assert ("sort", "newest") in page.kept


def many(number: int) -> None:
    made = [
        builders.article(
            title=f"Ferry {n}",
            outlet=builders.outlet(),
            authors=(builders.author(), builders.author("Ada Quill")),
            topics=(builders.topic(),),
        )
        for n in range(number)
    ]
    for article in made[::3]:
        builders.captured_comment(article, body="Ferry!")
    indexed()


def test_pages_show_each_result_once(client: Client) -> None:
    many(33)
    for sort in ("", "newest"):
        seen: list[str] = []
        url = f"/search/?q=ferry&sort={sort}"
        while url:
            page = client.get(url).context["page"]
            seen += [
                result.comment.get_absolute_url() if result.comment else result.article.slug
                for result in page.results
            ]
            url = page.next_url if page.paging.next else ""
        assert len(seen) == len(set(seen)) == 44
    page = search_page({"q": "ferry", "page": "2"})
    assert page.status == "44 results, page 2 of 3"
    assert page.previous_url == "/search/?q=ferry"


def test_a_facet_has_no_more_than_the_ten_greatest() -> None:
    many(15)
    facets = {facet.name: facet.links for facet in search_page({"q": "ferry"}).facets}
    assert len(facets["outlet"]) == len(facets["author"]) == 10
    assert facets["author"][0].words == "Ada Quill"


def test_when_many_match_it_says_so_and_offers_all(monkeypatch: pytest.MonkeyPatch) -> None:
    many(3)
    hits = engine.search(read("ferry"), engine.Filters()).hits
    found = engine.Found(hits, bounded=True)
    monkeypatch.setattr("archive.pages.search.page.search", lambda *_asked: found)
    page = search_page({"q": "ferry"})
    assert page.status == "More than 4 results"
    assert "the newest 4 were ranked" in page.notes[0]
    assert page.all_url == "/search/?q=ferry&sort=newest"


def test_when_time_runs_out_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    found = engine.Found((), too_long=True)
    monkeypatch.setattr("archive.pages.search.page.search", lambda *_asked: found)
    page = search_page({"q": "ferry"})
    assert page.status == "Not found in time."
    assert "took too long" in page.notes[0]
    assert len(page.notes) == 1


@pytest.mark.usefixtures("harbour")
class TestTheAnswer:
    ADDRESS = "/search/?q=tides"

    def test_is_for_people_and_not_for_search_engines(self, client: Client) -> None:
        page = client.get(self.ADDRESS).content.decode()
        assert '<meta name="robots" content="noindex">' in page
        facets = page.partition('<aside class="facets"')[2].partition("</aside>")[0]
        assert facets.count("<a ") == facets.count('rel="nofollow"') > 5

    def test_is_a_fragment_for_htmx(self, client: Client) -> None:
        part = client.get(self.ADDRESS, headers=HX).content.decode()
        assert "<html" not in part
        assert "<title>" in part
        assert re.search(
            r'id="search-status"[^>]*data-hx-swap-oob="innerHTML"[^>]*>4 results<', part
        )
        whole = client.get(self.ADDRESS, headers=HX | {"HX-History-Restore-Request": "true"})
        assert "<html" in whole.content.decode()

    def test_tells_caches_apart(self, client: Client) -> None:
        answer = client.get(self.ADDRESS)
        assert answer["Cache-Control"] == "public, max-age=60"
        vary = set(answer["Vary"].split(", "))
        assert {"HX-Request", "HX-History-Restore-Request", "Cookie"} <= vary
        client.force_login(people.reader())
        assert client.get(self.ADDRESS)["Cache-Control"] == "private, no-store"

    def test_keeps_in_the_form_what_was_chosen(self, client: Client) -> None:
        page = client.get("/search/?q=tides&topic=sea&year=1x").content.decode()
        kept = re.findall(r'<input type="hidden" form="search" name="(\w+)" value="(\w+)">', page)
        assert kept == [("topic", "sea")]

    def test_of_head_is_empty(self, client: Client) -> None:
        answer = client.head(self.ADDRESS)
        assert answer.status_code == 200
        assert answer.content == b""


@pytest.fixture
def queries() -> Iterator[object]:
    def count(client: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    return count


@pytest.mark.parametrize("sort", ["", "newest"])
def test_it_takes_as_many_queries_for_many_as_for_few(
    client: Client, queries, sort: str, record_property
) -> None:
    many(2)
    address = f"/search/?q=ferry&sort={sort}&author=ada-quill"
    few = queries(client, address)
    many(30)
    assert queries(client, address) == few
    record_property(f"queries of a search, {sort or 'best'} first", few)


def test_every_page_leads_to_it(client: Client) -> None:
    for address in ("/", "/articles/", "/rules/"):
        page = client.get(address).content.decode()
        form = page.partition('<form class="masthead__ask"')[2].partition("</form>")[0]
        assert 'action="/search/"' in form
        assert 'name="q"' in form
        assert '<a href="/search/"' in page
    page = client.get("/search/").content.decode()
    assert page.count('role="search"') == 1
