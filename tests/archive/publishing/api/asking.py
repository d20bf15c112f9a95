"""Asking the API as a reader's tool does."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.test import Client

BASE = "/api/v1/"


def ask(address: str, **query: Any) -> Any:
    """What is answered at `address`, a path under the API's or what another answer gave."""
    path = address.removeprefix(settings.ADDRESS).removeprefix(BASE)
    answer = Client().get(f"{BASE}{path}", query or None)
    assert answer.status_code == 200, answer.content
    return answer.json()


def refused(address: str, status: int, **query: Any) -> str:
    """The sentence with which it is refused."""
    answer = Client().get(f"{BASE}{address}", query or None)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
    return str(answer.json()["detail"])


def pages(address: str, **query: Any) -> Iterator[list[Any]]:
    """The items of each page of a list, from the first to the last."""
    page = ask(address, **query)
    yield page["items"]
    while page["next"]:
        page = ask(page["next"])
        yield page["items"]
