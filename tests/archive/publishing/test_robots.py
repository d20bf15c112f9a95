"""robots.txt, asked as machines ask it; and what a private instance says on every answer."""

import re

import pytest
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db


def kept_from(rules: str, path: str) -> bool:
    """Whether RFC 9309 reads that a machine is kept from `path`: "*" is any characters."""
    (group,) = re.findall(r"^User-agent: \*\n((?:Disallow: \S+\n)+)", rules, re.MULTILINE)
    patterns = re.findall(r"^Disallow: (\S+)$", group, re.MULTILINE)
    assert patterns
    return any(re.match(re.escape(p).replace(r"\*", ".*"), path) for p in patterns)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", False),
        ("/articles/", False),
        ("/articles/?topic=tides&cursor=x", False),
        ("/articles/as/", False),
        ("/articles/tide/", False),
        ("/articles/tide/comments/", False),
        ("/articles/administration/history/", False),
        ("/comments/7/", False),
        ("/feeds/articles.atom", False),
        ("/sitemap.xml", False),
        ("/feeds/search/", False),
        ("/api/", False),
        ("/static/css/site.css", False),
        ("/admin/login/", True),
        ("/accounts/login/?next=/", True),
        ("/search/?q=tide", True),
        ("/feeds/search.atom?q=tide", True),
        ("/feeds/search.json?q=tide", True),
        ("/api/v1/articles?limit=5", True),
        ("/articles/tide/?as=paid", True),
        ("/articles/tide/?order=newest&as=paid", True),
        ("/articles/tide/comments/write/", True),
        ("/articles/tide/removal/", True),
        ("/comments/7/report/", True),
        ("/comments/7/edit/", True),
        ("/comments/7/withdraw/", True),
        ("/comments/preview/", True),
    ],
)
def test_machines_are_kept_from_forms_searches_and_accounts(
    client: Client, path: str, kept: bool
) -> None:
    assert kept_from(client.get("/robots.txt").content.decode(), path) == kept


def test_it_is_plain_text_and_names_the_site_map(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer.content.decode().endswith("\n\nSitemap: http://localhost:8000/sitemap.xml\n")
    assert not answer.cookies


def test_a_private_instance_keeps_machines_from_everything(client: Client, settings) -> None:
    path = builders.article().get_absolute_url()
    assert "X-Robots-Tag" not in client.get(path).headers
    settings.INDEXED = False
    rules = client.get("/robots.txt").content.decode()
    assert rules == "User-agent: *\nDisallow: /\n"
    assert kept_from(rules, path)
    for address in (path, "/", "/robots.txt", "/livez", "/nothing-here/", "/accounts/login/"):
        assert client.get(address)["X-Robots-Tag"] == "noindex", address
