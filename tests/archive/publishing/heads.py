"""A page's head, as outside programs read it."""

from typing import Any

import extruct
from django.test import Client
from lxml import html


class Head:
    """What a page says of itself. It is read once by lxml and once by extruct."""

    def __init__(self, client: Client, path: str, status: int = 200) -> None:
        answer = client.get(path)
        assert answer.status_code == status, path
        text = answer.content.decode()
        self.tree = html.fromstring(text)
        read = extruct.extract(text, path, syntaxes=["json-ld", "opengraph"], errors="strict")
        self.documents: list[dict[str, Any]] = read["json-ld"]
        self.properties: list[tuple[str, str]] = [
            tuple(pair) for graph in read["opengraph"] for pair in graph["properties"]
        ]

    @property
    def canonical(self) -> str:
        """Empty where the page names none."""
        addresses = self.tree.xpath("/html/head/link[@rel='canonical']/@href")
        assert len(addresses) <= 1
        return str(addresses[0]) if addresses else ""

    @property
    def description(self) -> str:
        found = self.tree.xpath("/html/head/meta[@name='description']/@content")
        return str(found[0]) if found else ""

    @property
    def robots(self) -> str:
        return ", ".join(self.tree.xpath("/html/head/meta[@name='robots']/@content"))

    @property
    def indexed(self) -> bool:
        return "noindex" not in self.robots

    @property
    def nodes(self) -> list[dict[str, Any]]:
        (document,) = self.documents
        assert document["@context"] == "https://schema.org"
        return document["@graph"]

    def node(self, kind: str) -> dict[str, Any]:
        (found,) = [node for node in self.nodes if node["@type"] == kind]
        return found

    def property(self, name: str) -> list[str]:
        return [value for named, value in self.properties if named == name]
