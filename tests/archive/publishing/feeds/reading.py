"""Feeds as readers' tools read them: each by the rules of its form, and nothing forgiven."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
from django.http import HttpResponse
from django.test import Client
from lxml import etree

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
ATOM = "{http://www.w3.org/2005/Atom}"
WEB = ("http://", "https://")


def atom_of(content: bytes) -> Any:
    """The feed as feedparser reads it, after it was found to be valid."""
    document = etree.fromstring(content)
    assert SCHEMA.validate(document), SCHEMA.error_log
    ids = [found.text for found in document.iterfind(f"{ATOM}entry/{ATOM}id")]
    assert len(set(ids)) == len(ids)
    for part in (document, *document.iterfind(f"{ATOM}entry")):
        _check_links(part)
    feed = feedparser.parse(content, sanitize_html=False)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def _check_links(part: Any) -> None:
    """What the schema cannot say: one alternate of a type, and one for whom has no content."""
    alternates = [
        (link.get("type"), link.get("hreflang"))
        for link in part.iterfind(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    ]
    assert alternates
    assert len(set(alternates)) == len(alternates)


def json_of(content: bytes) -> dict[str, Any]:
    """The feed, after it was found to keep to JSON Feed 1.1."""
    feed: dict[str, Any] = json.loads(content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    for address in ("home_page_url", "feed_url", "next_url"):
        assert feed.get(address, "https://").startswith(WEB)
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    for item in feed["items"]:
        _check_item(item)
    return feed


def _check_item(item: dict[str, Any]) -> None:
    assert isinstance(item["id"], str)
    assert item["id"]
    assert item.keys() & {"content_html", "content_text"}
    for address in ("url", "external_url"):
        assert item.get(address, "https://").startswith(WEB)
    for moment in ("date_published", "date_modified"):
        if moment in item:
            assert datetime.fromisoformat(item[moment]).tzinfo
    for author in item.get("authors", []):
        assert author.keys() & {"name", "url", "avatar"}
    assert all(isinstance(tag, str) for tag in item.get("tags", []))
    own = [value for name, value in item.items() if name.startswith("_")]
    assert all(isinstance(value, dict) for value in own)


def read_atom(client: Client, where: str, **query: str) -> Any:
    return atom_of(_answer(client, f"/feeds/{where}.atom", query, "application/atom+xml").content)


def read_json(client: Client, where: str, **query: str) -> dict[str, Any]:
    return json_of(_answer(client, f"/feeds/{where}.json", query, "application/feed+json").content)


def _answer(client: Client, address: str, query: dict[str, str], media_type: str) -> HttpResponse:
    answer = client.get(address, query)
    assert answer.status_code == 200, address
    assert answer["Content-Type"].partition(";")[0] == media_type
    return answer
