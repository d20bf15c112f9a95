"""A feed as Atom: RFC 4287, with paging (RFC 5005) and what answers what (RFC 4685)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from archive.publishing.feeds.feed import Entry, Feed, Named, Person, id_of
from archive.publishing.feeds.places import MEDIA_TYPES
from archive.text.xml import writable
from archive.web import absolute

NAMESPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:thr": "http://purl.org/syndication/thread/1.0",
}
LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def atom(feed: Feed) -> bytes:
    """`feed` as an Atom document, in UTF-8."""
    text = StringIO()
    writing = _Writing(SimplerXMLGenerator(text, "utf-8", short_empty_elements=True))
    writing.document(feed)
    return text.getvalue().encode()


class _Writing:
    """A document under way."""

    def __init__(self, xml: SimplerXMLGenerator) -> None:
        self.xml = xml

    def document(self, feed: Feed) -> None:
        self.xml.startDocument()
        with self.within("feed", **NAMESPACES):
            self.head(feed)
            for entry in feed.entries:
                with self.within("entry", **_in_language(entry.language)):
                    self.entry(entry)
        self.xml.endDocument()

    def head(self, feed: Feed) -> None:
        # The language of the site is not that of its entries, whose own may be unknown.
        ours = _in_language(get_language() or settings.LANGUAGE_CODE)
        self.element("id", id_of(feed.place.atom))
        self.element("title", f"{feed.place.title} · Postil", **ours)
        if feed.subtitle:
            self.element("subtitle", feed.subtitle, **ours)
        self.element("updated", feed.updated.isoformat())
        self.element("generator", "Postil")
        self.link("self", feed.place.path("atom", feed.cursor), MEDIA_TYPES["atom"])
        self.link("alternate", feed.place.page, "text/html")
        self.link("alternate", feed.place.path("json", feed.cursor), MEDIA_TYPES["json"])
        if feed.previous or feed.next:
            self.link("first", feed.place.atom, MEDIA_TYPES["atom"])
        for rel, cursor in (("previous", feed.previous), ("next", feed.next)):
            if cursor:
                self.link(rel, feed.place.path("atom", cursor), MEDIA_TYPES["atom"])

    def entry(self, entry: Entry) -> None:
        self.element("id", entry.id)
        self.element("title", entry.title)
        self.element("updated", entry.updated.isoformat())
        if entry.published:
            self.element("published", entry.published.isoformat())
        # Every entry must have an author. That nobody is named is said, since nothing is known.
        for author in entry.authors or (Person(_("author not stated")),):
            self.author(author)
        self.element("link", "", rel="alternate", type="text/html", href=entry.address)
        if entry.via:
            self.element("link", "", rel="via", href=entry.via)
        if entry.answers:
            self.answers(entry.answers)
        for topic in entry.topics:
            self.element("category", "", term=topic)
        if entry.rights:
            self.element("rights", entry.rights)
        self.words(entry)

    def author(self, author: Person) -> None:
        with self.within("author"):
            self.element("name", author.name)
            if author.address:
                self.element("uri", author.address)

    def answers(self, answered: Named) -> None:
        named = {"ref": answered.id, "href": answered.address, "type": "text/html"}
        self.element("thr:in-reply-to", "", **named)

    def words(self, entry: Entry) -> None:
        if not entry.html:
            self.element("summary", entry.cited)
        else:
            self.element("content" if entry.is_whole else "summary", entry.html, type="html")

    def link(self, rel: str, path: str, media_type: str) -> None:
        self.element("link", "", rel=rel, type=media_type, href=absolute(path))

    def element(self, name: str, text: str, **attributes: str) -> None:
        with self.within(name, **attributes):
            self.xml.characters(writable(text))

    @contextmanager
    def within(self, name: str, **attributes: str) -> Iterator[None]:
        written = {key: writable(value) for key, value in attributes.items()}
        self.xml.startElement(name, AttributesImpl(written))
        yield
        self.xml.endElement(name)


def _in_language(code: str) -> dict[str, str]:
    return {"xml:lang": code} if LANGUAGE_TAG.fullmatch(code) else {}
