"""The files that cite an article, and the fragments that offer them."""

import json

import pytest
from django.template.loader import render_to_string
from django.test import Client

from archive.publishing.citing import cite
from tests import builders, people

pytestmark = pytest.mark.django_db
FORMS = ["cite.bib", "cite.json"]


def test_bibtex_file(client: Client) -> None:
    article = builders.article(title="Tides", authors=(builders.author("Ada Quill"),))
    answer = client.get(f"{article.get_absolute_url()}cite.bib")
    assert answer.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tides.bib"'
    assert "author = {{Ada Quill}}" in answer.content.decode()
    assert "url = {http://localhost:8000/articles/tides/}" in answer.content.decode()


def test_csl_file(client: Client) -> None:
    article = builders.article(title="Привет", authors=(builders.author("Иван"),))
    answer = client.get(f"{article.get_absolute_url()}cite.json")
    assert answer.headers["Content-Type"] == "application/vnd.citationstyles.csl+json"
    assert "filename*=utf-8''" in answer.headers["Content-Disposition"]
    (item,) = json.loads(answer.content)
    assert item["author"] == [{"literal": "Иван"}]


@pytest.mark.parametrize("form", FORMS)
def test_only_who_may_read_an_article_may_cite_it(client: Client, form: str) -> None:
    draft, gone = builders.draft(title="canary-draft"), builders.withdrawn()
    legal = builders.withdrawn(ground="legal")
    for hidden, status in ((draft, 404), (gone, 410), (legal, 451)):
        answer = client.get(f"{hidden.get_absolute_url()}{form}")
        assert answer.status_code == status
        assert "Content-Disposition" not in answer.headers
        assert "@misc" not in answer.content.decode()
        assert "issued" not in answer.content.decode()
    assert client.get(f"/articles/nothing/{form}").status_code == 404
    client.force_login(people.editor())
    answer = client.get(f"{draft.get_absolute_url()}{form}")
    assert "canary-draft" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_fragment_shows_three_forms_and_their_files() -> None:
    cited = cite(builders.article(title="Salt & <Tides>"), [], "https://a.example/articles/s/")
    html = render_to_string("pages/_cite.html", {"cite": cited})
    assert "“Salt &amp; &lt;Tides&gt;.”" in html
    assert r"Salt \&amp; &lt;Tides&gt;" in html
    assert "/articles/salt-tides/cite.bib" in html
    assert "/articles/salt-tides/cite.json" in html


def test_sharing_needs_nobody_else() -> None:
    cited = cite(builders.article(title='A & "B"?'), [], "https://a.example/articles/a-b/")
    html = render_to_string("pages/_share.html", {"cite": cited})
    (link,) = [part.split('"')[0] for part in html.split('href="')[1:]]
    assert link == (
        "mailto:?subject=A%20%26%20%22B%22%3F&amp;body=A%20%26%20%22B%22%3F%0D%0A%0D%0A"
        "https%3A%2F%2Fa.example%2Farticles%2Fa-b%2F"
    )
    assert ">https://a.example/articles/a-b/<" in html
    assert "<script" not in html
