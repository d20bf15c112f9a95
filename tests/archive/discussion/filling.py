"""A form as a browser fills it in: what it holds when it comes, and how it is sent."""

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

FORM = "application/x-www-form-urlencoded"
HTMX = {"HX-Request": "true"}


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, str] = {}
        self.in_form = False
        self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        # The way to the search is a form on every page, and not the one that is meant.
        self.in_form = self.in_form or (tag == "form" and given.get("role") != "search")
        if tag == "input" and given.get("type") == "hidden":
            self.held[given["name"]] = given.get("value", "")
        if tag == "textarea":
            self.textarea = given.get("name", given.get("id", ""))
            self.held[self.textarea] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.held[self.textarea] = self.held[self.textarea].removeprefix("\n")
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.held[self.textarea] += data


def held(answer: HttpResponse) -> dict[str, str]:
    """What the form in `answer` holds: hidden fields, and what was typed."""
    parser = _Fields()
    parser.feed(answer.content.decode())
    return parser.held


def has_form(answer: HttpResponse) -> bool:
    parser = _Fields()
    parser.feed(answer.content.decode())
    return parser.in_form


@dataclass(frozen=True)
class Tab:
    """`client`, whose pages have htmx or not."""

    client: Client
    hx: bool

    def open(self, address: str) -> HttpResponse:
        return self.client.get(address, headers=self._headers)

    def send(self, address: str, fields: dict[str, Any]) -> HttpResponse:
        sent = {name: value for name, value in fields.items() if value is not None}
        return self.send_raw(address, urlencode(sent))

    def send_raw(self, address: str, body: str) -> HttpResponse:
        return self.client.post(address, body, content_type=FORM, headers=self._headers)

    def fill(self, address: str, **typed: Any) -> HttpResponse:
        """Open a form, fill it in and send it."""
        form = self.open(address)
        assert form.status_code == 200
        return self.send(address.partition("?")[0], held(form) | typed)

    @property
    def _headers(self) -> dict[str, str]:
        return HTMX if self.hx else {}
