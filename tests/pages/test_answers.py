"""What every page's answer has in common: who may keep it, errors, what is never on a page."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import path

from archive.models import Article
from config.urls import *  # noqa: F403
from config.urls import urlpatterns as real
from tests import builders, people

ADDRESSES = ["/", "/articles/", "/articles/low-water/", "/outlets/", "/authors/", "/topics/"]
TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))


def broken(request: HttpRequest) -> None:
    raise RuntimeError("as meant")


urlpatterns = [*real, path("broken/", broken)]


@pytest.fixture
def _article(db: None) -> None:
    builders.article(title="Low water")


@pytest.mark.usefixtures("_article")
@pytest.mark.parametrize("address", ADDRESSES)
class TestEveryPage:
    def test_may_be_shared_when_it_is_nobody_s_own(self, client: Client, address: str) -> None:
        response = client.get(address)
        assert response["Cache-Control"] == "public, max-age=60"
        assert "Cookie" in response["Vary"]
        assert not response.cookies

    def test_is_kept_by_nobody_for_someone_logged_in(self, client: Client, address: str) -> None:
        client.force_login(people.reader())
        assert client.get(address)["Cache-Control"] == "private, no-store"

    def test_deletes_the_cookie_of_a_lost_session_unshared(
        self, client: Client, address: str
    ) -> None:
        client.cookies[settings.SESSION_COOKIE_NAME] = "lost"
        assert client.get(address)["Cache-Control"] == "private, no-store"

    def test_takes_reading_only(self, client: Client, address: str) -> None:
        assert client.head(address).status_code == 200
        for method in (client.post, client.put, client.patch, client.delete):
            assert method(address).status_code == 405

    def test_has_nothing_inline(self, client: Client, address: str) -> None:
        page = client.get(address).content.decode()
        assert "<style" not in page
        # A block of JSON-LD is data: no browser runs it.
        page = page.replace('<script type="application/ld+json">', "<data>")
        assert not re.search(r"<script(?![^>]*\ssrc=)", page)
        assert not re.search(r"\s(?:on\w+|style)=", page)

    def test_has_one_heading_of_the_first_level_and_a_way_to_it(
        self, client: Client, address: str
    ) -> None:
        page = client.get(address).content.decode()
        assert page.count("<h1") == 1
        assert 'href="#main"' in page
        assert '<main id="main"' in page


@pytest.mark.django_db
def test_withdrawn_pages_may_be_shared(client: Client) -> None:
    response = client.get(builders.withdrawn().get_absolute_url())
    assert response["Cache-Control"] == "public, max-age=60"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "sees"), [(people.anonymous, False), (people.reader, False), (people.editor, True)]
)
def test_way_into_the_administration_is_for_staff(client: Client, person, sees: bool) -> None:
    if person is not people.anonymous:
        client.force_login(person())
    assert ('href="/admin/"' in client.get("/").content.decode()) is sees


@pytest.mark.django_db
def test_no_page_there(client: Client) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "no-store" in response["Cache-Control"]
    assert 'href="/articles/"' in response.content.decode()


@pytest.mark.django_db
def test_form_without_its_token() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    assert "This form has expired" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("handler", "status"), [("bad_request", 400), ("forbidden", 403)])
def test_other_refusals(handler: str, status: int, rf: RequestFactory) -> None:
    from archive.pages import errors  # noqa: PLC0415

    request = rf.get("/")
    request.user = people.anonymous()
    response = getattr(errors, handler)(request, Exception())
    assert response.status_code == status
    assert 'href="/articles/"' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_page_for_what_breaks_asks_nothing_of_what_broke(
    client: Client, django_assert_num_queries
) -> None:
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get("/broken/")
    assert response.status_code == 500
    page = response.content.decode()
    assert "Something broke here" in page
    for sheet in re.findall(r'href="/static/([^"]+)"', page):
        assert (Path(settings.BASE_DIR) / "static" / sheet).is_file()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_templates_say_what_they_take_and_mark_nothing_safe(template: Path) -> None:
    text = template.read_text()
    assert "Takes" in "".join(text.splitlines()[:4]) or "Blocks:" in text
    assert "|safe" not in text
    assert "autoescape" not in text
    assert len(text.splitlines()) <= 80


def test_two_filters_alone_mark_anything_safe() -> None:
    rooms = (Path(settings.BASE_DIR) / room for room in ("archive", "accounts", "config"))
    sources = [source for room in rooms for source in room.rglob("*.py")]
    calls = [
        s.name for s in sources for _ in re.findall(r"\b(?:mark_safe|SafeString)\(", s.read_text())
    ]
    assert calls == ["markup.py", "markup.py"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/articles/", "/api/v1/articles", "/sitemap.xml"])
def test_a_request_by_a_foreign_name_is_a_bad_request(client: Client, address: str) -> None:
    assert client.get(address, HTTP_HOST="evil.example").status_code == 400


@pytest.mark.usefixtures("_article")
@pytest.mark.parametrize("path", ["", "cite.bib", "cite.json", "comments/", "source/", "history/"])
def test_what_is_passed_on_names_the_site_s_own_address(client: Client, path: str) -> None:
    """Whatever name a request came by: it may be a proxy's own, or anybody's."""
    article = Article.objects.get()
    builders.document(article)
    answer = client.get(f"{article.get_absolute_url()}{path}", HTTP_HOST="127.0.0.1:9")
    assert answer.status_code == 200
    assert "127.0.0.1:9" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("debug", [False, True])
def test_htmx_shows_refusals_in_place_where_django_debugs_too(
    client: Client, monkeypatch: pytest.MonkeyPatch, debug: bool
) -> None:
    """django-htmx's own script would put an error page of Django's in place of the whole page."""
    monkeypatch.setattr(settings, "DEBUG", debug)
    page = client.get("/").content.decode()
    scripts = re.findall(r'<script src="([^"]*htmx[^"]*)"', page)
    assert [Path(script).name for script in scripts] == ["htmx-2.min.js"]
