"""No leaks: a word that stands only where somebody may not look appears nowhere for them."""

import re
from datetime import date
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client
from django.utils import timezone

from archive.importing.runs import Run
from archive.models import Article, Author, Outlet, Topic
from config.settings import BASE_DIR
from tests import builders, people
from tests.trust.conftest import client_of

pytestmark = pytest.mark.django_db

# The canary, and who may find it where the public looks.
EVERYWHERE = "canary-published"
CANARIES = {
    EVERYWHERE: {"anonymous", "reader", "moderator", "editor", "admin"},
    "canary-title-of-a-draft": {"editor", "admin"},
    "canary-draft-author": {"editor", "admin"},
    "canary-draft-outlet": {"editor", "admin"},
    "canary-draft-topic": {"editor", "admin"},
    "canary-draft-cited": {"editor", "admin"},
    "canary-withdrawn-body": set(),
    "canary-withdrawn-author": set(),
    "canary-pending": set(),
    "canary-rejected": set(),
    "canary-removed": set(),
    "canary-taken-back": set(),
    "canary-address@example.org": set(),
}
HREF = re.compile(r'(?:href|data-hx-get|action)="([^"#]*)')
MOST_PAGES = 600


def make_canaries() -> None:
    Run(publish=True).paths([BASE_DIR / "seeds"])
    published = builders.article(title=EVERYWHERE)
    draft = builders.draft(
        title="canary-title-of-a-draft",
        slug="hidden",
        outlet=builders.outlet("canary-draft-outlet"),
        authors=(builders.author("canary-draft-author"),),
        topics=(builders.topic("canary-draft-topic"),),
        **builders.dated("on", date(1871, 5, 4), date(1871, 5, 4)),
    )
    draft.citations.create(
        relation="quotes",
        outlet=builders.outlet("canary-draft-cited"),
        target=published,
        basis="stated",
    )
    builders.withdrawn(
        body="canary-withdrawn-body", authors=(builders.author("canary-withdrawn-author"),)
    )
    member = people.reader(email="canary-address@example.org")
    states: dict[str, dict[str, Any]] = {
        "canary-pending": {"review": "pending"},
        "canary-rejected": {"review": "rejected"},
        "canary-removed": {"review": "removed"},
        "canary-taken-back": {"withdrawn_at": timezone.now()},
        "A comment for all": {},
    }
    for body, state in states.items():
        builders.comment(published, member=member, body=body, **state)


def crawl(client: Client, *start: str) -> dict[str, str]:
    """Every page of the site that links lead to from `start`, by its address."""
    pages: dict[str, str] = {}
    waiting = list(start)
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        assert len(pages) < MOST_PAGES, "links without end"
        answer = client.get(address)
        body = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        pages[address] = body
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        for href in HREF.findall(body):
            link = urljoin(address, href.replace("&amp;", "&"))
            if link.startswith("/") and not link.startswith(("/admin", "/static")):
                waiting.append(link)
    return pages


@pytest.mark.parametrize("role", sorted(CANARIES[EVERYWHERE]))
def test_a_canary_is_seen_only_by_those_who_may(role: str) -> None:
    make_canaries()
    somebody = getattr(people, role)()
    client = client_of(None if role == "anonymous" else somebody)
    # Beside what links lead to: what somebody who knows or guesses an address would ask for.
    guesses = [article.get_absolute_url() for article in Article.objects.all()]
    for model in (Author, Outlet, Topic):
        guesses += [row.get_absolute_url() for row in model.objects.all()]
    guesses += ["/articles/?year=1871", "/articles/?outlet=canary-draft-outlet"]
    pages = crawl(client, "/", *guesses)
    assert len(pages) > 20
    for canary, may in CANARIES.items():
        asked_for_it = [
            page.replace(canary, "") if canary in address else page
            for address, page in pages.items()
        ]
        found = any(canary in page for page in asked_for_it)
        assert found == (role in may), canary


def test_the_canaries_are_alive() -> None:
    """What the test above misses must be somewhere: in the administration it is found."""
    make_canaries()
    client = client_of(people.admin())
    pages = "".join(
        client.get(f"/admin/{where}/?all=").content.decode()
        for where in (
            "archive/article",
            "archive/author",
            "archive/outlet",
            "archive/topic",
            "archive/comment",
            "accounts/user",
        )
    )
    for canary in CANARIES:
        if canary != "canary-withdrawn-body":
            assert canary in pages, canary
    assert Article.objects.filter(body="canary-withdrawn-body").exists()
