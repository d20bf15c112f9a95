"""The capture view: every line, its role, what it became, and the way back."""

import re
from html import unescape

import pytest
from django.test import Client

from archive.importing.runs import Run
from archive.models import Article, SourceDocument
from archive.pages.lines import in_words
from archive.pages.source_view import WINDOW, parse_lines
from archive.text.runs import merged
from config.settings import BASE_DIR
from tests import builders

pytestmark = pytest.mark.django_db

SYNDICATED = "/articles/russia-china-alliance-at-the-tipping-point/"
NEWSLETTER = "/articles/russian-medias-unprecedented-criticism-of-china/"
WORDS = re.compile(r'<span class="source__words"[^>]*>(.*?)</span>', re.DOTALL)


@pytest.fixture
def seeds(db: None) -> None:
    Run(publish=True).paths([BASE_DIR / "seeds"])


def shown(page: str) -> list[str]:
    """The words of each line on the page, marks of the search left out."""
    return [unescape(re.sub("</?mark>", "", words)) for words in WORDS.findall(page)]


@pytest.mark.usefixtures("seeds")
def test_every_line_of_every_seed_is_there_word_for_word(client: Client) -> None:
    assert SourceDocument.objects.count() == 5
    for document in SourceDocument.objects.select_related("article"):
        page = client.get(f"{document.article.get_absolute_url()}source/").content.decode()
        assert shown(page) == document.text.split("\n")


@pytest.mark.usefixtures("seeds")
def test_from_a_fact_to_its_lines_and_back(client: Client) -> None:
    article = client.get(SYNDICATED).content.decode()
    there = unescape(re.findall(r'href="([^"]*lines=5,80,86[^"]*)"', article)[0])
    assert there.endswith("#L5")
    capture = client.get(there).content.decode()
    for line in (5, 80, 86):
        assert re.search(rf'id="L{line}"\s+class="source__line source__line--shown"', capture)
    assert capture.count("source__line--shown") == 3
    assert f'href="{SYNDICATED}#fact-authors"' in capture
    assert 'id="fact-authors"' in article


@pytest.mark.usefixtures("seeds")
def test_every_way_back_leads_somewhere(client: Client) -> None:
    followed = 0
    for article in Article.objects.all():
        address = article.get_absolute_url()
        page = client.get(address).content.decode()
        capture = client.get(f"{address}source/").content.decode()
        for anchor in re.findall(rf'href="{re.escape(address)}#([^"]+)"', capture):
            assert f'id="{anchor}"' in page, anchor
            followed += 1
        for address in re.findall(r'href="(/comments/\d+/)"', capture):
            assert client.get(address).status_code == 200
            followed += 1
    assert followed > 80


@pytest.mark.usefixtures("seeds")
def test_each_paragraph_leads_to_its_lines(client: Client) -> None:
    page = client.get(SYNDICATED).content.decode()
    assert page.count('class="passage"') == 24
    assert 'id="from-line-33"' in page
    assert "lines=33-35#L33" in unescape(page)


@pytest.mark.usefixtures("seeds")
def test_a_comment_leads_to_its_lines(client: Client) -> None:
    page = unescape(client.get(NEWSLETTER).content.decode())
    assert "lines=13-17#L13" in page
    assert "lines=18-20#L18" in page


@pytest.mark.usefixtures("seeds")
def test_looking_for_words(client: Client) -> None:
    page = client.get(f"{SYNDICATED}source/", {"q": "global research"}).content.decode()
    lines = Article.objects.get(slug__startswith="russia-china").document.text.split("\n")
    found = [n for n, line in enumerate(lines, 1) if "global research" in line.lower()]
    assert len(found) > 3
    assert f"stands in {len(found)} lines" in page
    for number in found:
        assert f'#L{number}">{number}</a>' in page
    assert "<mark>Global Research</mark>" in page
    assert "stands in 0 lines" in client.get(f"{SYNDICATED}source/", {"q": "(.*"}).content.decode()


@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize(
    "query",
    [
        {"lines": "x,99999999999999999999,5-2,0"},
        {"from": "99999999"},
        {"from": "-3"},
        {"version": "1", "lines": "1-" + "9" * 300},
        {"q": "x" * 5000},
    ],
)
def test_odd_questions_get_the_capture(client: Client, query: dict[str, str]) -> None:
    answer = client.get(f"{SYNDICATED}source/", query)
    assert answer.status_code == 200
    assert len(shown(answer.content.decode())) == 92


@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize("version", ["7", "x", "0"])
def test_a_version_that_is_not_there(client: Client, version: str) -> None:
    assert client.get(f"{SYNDICATED}source/", {"version": version}).status_code == 404


def test_an_article_without_a_capture_has_no_capture_view(client: Client) -> None:
    article = builders.article()
    assert client.get(f"{article.get_absolute_url()}source/").status_code == 404


def test_a_long_capture_is_turned_over(client: Client) -> None:
    lines = [f"Line {n}" for n in range(1, 2 * WINDOW + 11)]
    Run(publish=True).upload("long.txt", "\n".join(lines).encode())
    address = f"{Article.objects.get().get_absolute_url()}source/"
    seen, asked = [], address
    for _page in range(3):
        page = client.get(asked).content.decode()
        seen += shown(page)
        following = re.search(r'href="([^"]*)" rel="next"', page)
        asked = address + unescape(following[1]) if following else ""
    assert seen == lines
    assert asked == ""
    page = client.get(address, {"lines": f"{WINDOW + 5}"}).content.decode()
    assert f'id="L{WINDOW + 5}"' in page


@pytest.mark.usefixtures("seeds")
def test_a_redacted_line_shows_its_reason_and_is_not_found(client: Client) -> None:
    document = SourceDocument.objects.get(name__startswith="002")
    hidden = document.text.split("\n")[87]
    address = f"{SYNDICATED}source/"
    assert hidden in unescape(client.get(address).content.decode())
    document.redactions.create(first_line=88, last_line=88, reason="A person asked for it.")
    page = unescape(client.get(address, {"q": "Disclaimer"}).content.decode())
    assert "Redacted: A person asked for it." in page
    assert hidden not in page
    assert "stands in 0 lines" in page
    assert len(shown(page)) == 91


def test_a_redaction_covers_the_same_words_in_every_version(client: Client) -> None:
    """A capture that is imported again must not bring back what was taken out of sight."""
    lines = ["A title", "", *(f"Paragraph {n} tells what happened there." for n in range(5))]
    Run(publish=True).upload("page.txt", "\n".join(lines).encode())
    article = Article.objects.get()
    assert article.document is not None
    article.document.redactions.create(first_line=4, last_line=5, reason="They asked for it.")
    Run(publish=True).upload("page.txt", "\n".join(["Home", "", *lines]).encode())
    address = f"{article.get_absolute_url()}source/"
    for version in ("1", "2"):
        page = client.get(address, {"version": version}).content.decode()
        assert "They asked for it." in page
        assert "Paragraph 0 tells" in page
        assert "Paragraph 1 tells" not in page
        assert "Paragraph 2 tells" not in page
        assert page.count("source__redacted") == 2


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        ("5,9-12", {5, 9, 10, 11, 12}),
        ("", set()),
        ("5-", {5}),
        ("0-2", {1, 2}),
        ("19-40", {19, 20}),
        ("7-5", set()),
        ("a,-,3", {3}),
    ],
)
def test_parse_lines(asked: str, lines: set[int]) -> None:
    assert parse_lines(asked, 20) == lines


def test_runs() -> None:
    assert merged([[5, 5], [9, 12], [6, 6], [11, 14]]) == [[5, 6], [9, 14]]
    assert in_words([[5, 5]]) == "line 5"
    assert in_words([[5, 6], [9, 9]]) == "lines 5–6, 9"
    assert in_words([]) == ""
    assert in_words([[n, n] for n in range(2, 20, 2)]) == "9 lines from 2 to 18"
