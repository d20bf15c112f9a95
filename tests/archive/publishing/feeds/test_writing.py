"""A feed in its forms: valid whatever stands in it, and claiming nothing that is not known."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st
from lxml import etree

from archive.publishing.feeds.atom import atom
from archive.publishing.feeds.feed import NEVER, Entry, Feed, Named, Person, id_of
from archive.publishing.feeds.json_feed import json_feed
from archive.publishing.feeds.places import Place
from archive.text.xml import writable
from tests.archive.publishing.feeds.reading import ATOM, SCHEMA, atom_of, json_of

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PLACE = Place("Newest articles", "/articles/", "feed_articles")
BARE = Entry("tag:a.example,2026:/articles/x/", "https://a.example/articles/x/", "A title", AT)
FULL = replace(
    BARE,
    id="tag:a.example,2026:/comments/1/",
    published=AT,
    authors=(Person("Ada Quill", "https://a.example/authors/ada/"), Person("B. Reed")),
    html="<p>It <em>rained</em> &amp; rained.</p>",
    cited="Ada Quill. “A title.”",
    language="de",
    topics=("The sea", "Weather"),
    rights="All of them.",
    via="https://elsewhere.example/x",
    answers=Named("tag:a.example,2026:/articles/x/", "https://a.example/articles/x/"),
)
HOSTILE = (
    "]]> <![CDATA[x]]> &amp; <script>alert(1)</script>",
    '" onload="alert(1)',
    "\x00\x0b\x1b before and after \x7f\x85",
    "\ufffe\uffff\ud800",
    "🌊 \U0010ffff",
    "\u202eelttit desrever\u202c \u05e9\u05dc\u05d5\u05dd",
    "<?xml version='1.1'?><!DOCTYPE feed [<!ENTITY x 'y'>]>&x;",
)
KNOWN = {
    *("feed", "id", "title", "subtitle", "updated", "generator", "link", "entry", "published"),
    *("author", "name", "uri", "category", "rights", "content", "summary"),
}


def feed(*entries: Entry, **fields: str) -> Feed:
    return Feed(PLACE, "What is new.", entries, **fields)


def test_atom_says_everything() -> None:
    read = atom_of(atom(feed(FULL)))
    (entry,) = read.entries
    assert [author.name for author in entry.authors] == ["Ada Quill", "B. Reed"]
    assert [tag.term for tag in entry.tags] == ["The sea", "Weather"]
    assert entry.content[0].value == FULL.html
    assert entry.content[0].type == "text/html"
    assert entry.content[0].language == "de"
    assert entry.rights == "All of them."
    links = {link.rel: link.href for link in entry.links}
    assert links == {"alternate": FULL.address, "via": FULL.via}
    assert entry["thr_in-reply-to"]["ref"] == "tag:a.example,2026:/articles/x/"
    assert read.feed.updated_parsed[:3] == (2026, 11, 23)


def test_json_says_everything() -> None:
    read = json_of(json_feed(feed(FULL)))
    (item,) = read["items"]
    assert item["authors"] == [
        {"name": "Ada Quill", "url": "https://a.example/authors/ada/"},
        {"name": "B. Reed"},
    ]
    assert item["tags"] == ["The sea", "Weather"]
    assert item["content_html"] == FULL.html
    assert item["external_url"] == FULL.via
    assert item["language"] == "de"
    assert item["_in_reply_to"]["id"] == "tag:a.example,2026:/articles/x/"


def test_what_is_not_known_is_not_claimed() -> None:
    (item,) = json_of(json_feed(feed(BARE)))["items"]
    assert item.keys() == {"id", "url", "title", "date_modified", "content_text"}
    content = atom(feed(BARE))
    (entry,) = atom_of(content).entries
    assert entry.author == "author not stated"  # Atom wants a name
    assert "published" not in entry
    document = etree.fromstring(content)
    entry_of_it = document.find(f"{ATOM}entry")
    assert entry_of_it is not None
    assert not entry_of_it.attrib  # the site's language is not the entry's
    assert not document.attrib


def test_an_excerpt_is_no_content() -> None:
    (entry,) = atom_of(atom(feed(replace(FULL, is_whole=False)))).entries
    assert "content" not in entry
    assert entry.summary == FULL.html


def test_a_link_alone_is_told_in_words() -> None:
    link = replace(FULL, html="")
    assert atom_of(atom(feed(link))).entries[0].summary == FULL.cited
    assert json_of(json_feed(feed(link)))["items"][0]["content_text"] == FULL.cited


def test_an_empty_feed_is_a_feed() -> None:
    read = atom_of(atom(feed()))
    assert not read.entries
    assert read.feed.updated_parsed[:6] == NEVER.timetuple()[:6]
    assert json_of(json_feed(feed()))["items"] == []


def test_pages_of_a_feed_lead_on() -> None:
    middle = feed(FULL, cursor="here", previous="before", next="after")
    links = {link.rel: link.href for link in atom_of(atom(middle)).feed.links}
    assert links["self"].endswith("/feeds/articles.atom?cursor=here")
    assert links["first"].endswith("/feeds/articles.atom")
    assert links["previous"].endswith("?cursor=before")
    assert links["next"].endswith("?cursor=after")
    assert json_of(json_feed(middle))["next_url"].endswith("/feeds/articles.json?cursor=after")


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_breaks_out(words: str) -> None:
    entry = replace(
        FULL,
        title=words,
        authors=(Person(words),),
        topics=(words,),
        rights=words,
        language=words,
        html=f"<p>{words}</p>",
    )
    content = atom(Feed(replace(PLACE, title=words), words, (entry,)))
    atom_of(content)
    document = etree.fromstring(content)
    seen = writable(words)
    titles = [title.text or "" for title in document.iter(f"{ATOM}title")]
    assert titles == [f"{seen} · Postil", seen]
    assert {element.tag.partition("}")[2] for element in document.iter(f"{ATOM}*")} <= KNOWN
    if "\ud800" not in words:  # no text that the archive holds has such
        assert json_of(json_feed(feed(entry)))["items"][0]["title"] == words


@tried(max_examples=60)
@given(st.text(st.characters(codec=None, categories=None), max_size=40))
def test_any_text_at_all(words: str) -> None:
    content = atom(feed(replace(FULL, title=words, html=words, authors=(Person(words),))))
    document = etree.fromstring(content)
    assert SCHEMA.validate(document), SCHEMA.error_log


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain\tand\nwith lines\r", "plain\tand\nwith lines\r"),
        ("\x00\x08\x0b\x0c\x0e\x1f", ""),
        ("a\ud800b\ufffec\uffffd", "abcd"),
        ("\ud7ff\ue000\ufffd\U00010000\U0010ffff", "\ud7ff\ue000\ufffd\U00010000\U0010ffff"),
    ],
)
def test_what_xml_can_write(text: str, written: str) -> None:
    assert writable(text) == written


@pytest.mark.parametrize("address", ["http://a.example:8000", "https://a.example"])
def test_names_stay_where_the_site_moves(settings: Any, address: str) -> None:
    settings.ADDRESS = address
    assert id_of("/articles/x/") == "tag:a.example,2026:/articles/x/"
