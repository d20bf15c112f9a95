"""A feed as JSON Feed, version 1.1."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from archive.publishing.feeds.feed import Entry, Feed, Person
from archive.publishing.known import known
from archive.web import absolute

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    """`feed` as a JSON Feed document, in UTF-8."""
    document = {
        "version": VERSION,
        "title": f"{feed.place.title} · Postil",
        "home_page_url": absolute(feed.place.page),
        "feed_url": absolute(feed.place.path("json", feed.cursor)),
        "description": feed.subtitle,
        "next_url": absolute(feed.place.path("json", feed.next)) if feed.next else "",
        "language": get_language() or settings.LANGUAGE_CODE,
    }
    items = [_item(entry) for entry in feed.entries]
    return json.dumps({**_known(document), "items": items}, ensure_ascii=False).encode()


def _item(entry: Entry) -> dict[str, Any]:
    # Every item must have words: where none are passed on, what it is stands for them.
    words = {"content_html": entry.html} if entry.html else {"content_text": entry.cited}
    item = {
        "id": entry.id,
        "url": entry.address,
        "external_url": entry.via,
        "title": entry.title,
        "date_published": entry.published.isoformat() if entry.published else "",
        "date_modified": entry.updated.isoformat(),
        "authors": [_author(author) for author in entry.authors],
        "tags": list(entry.topics),
        "language": entry.language,
        # The format has no word for an answer, but a place for words of one's own.
        "_in_reply_to": entry.answers and {"id": entry.answers.id, "url": entry.answers.address},
    }
    return {**_known(item), **words}


def _author(author: Person) -> dict[str, Any]:
    return _known({"name": author.name, "url": author.address})


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    return dict(known(fields.items()))
