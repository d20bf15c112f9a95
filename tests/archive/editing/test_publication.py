"""An article is new here when readers may first open it, however long ago it was captured."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.editing.publication import bring_back, publish, withdraw
from archive.models import Article, Comment, SearchEntry
from archive.pages.search.page import search_page
from tests import builders, people
from tests.archive.admin.form import change_url, fields
from tests.archive.indexing.in_step import assert_in_step
from tests.archive.publishing.api.asking import ask
from tests.archive.publishing.feeds.reading import read_atom
from tests.trust.conftest import client_of

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=500)
OTHERS = 10  # more than the front page shows


@pytest.fixture
def draft() -> Article:
    """Captured long ago with a comment, before others that readers have had for months."""
    made = builders.draft(title="The tide, late", added_at=LONG_AGO, authors=(builders.author(),))
    builders.captured_comment(made, body="A tide of old.")
    for number in range(OTHERS):
        day = LONG_AGO + timedelta(days=1 + number)
        builders.article(title=f"The tide {number}", added_at=day)
    builders.indexed()
    return made


def by_action(draft: Article) -> None:
    url = reverse("admin:archive_article_changelist")
    asked = {"action": "publish_drafts", "_selected_action": [draft.pk]}
    assert client_of(people.admin()).post(url, asked).status_code == 302


def by_form(draft: Article) -> None:
    client = client_of(people.admin())
    answer = client.post(change_url(draft), fields(draft, state="published"))
    assert answer.status_code == 302, answer.context["adminform"].form.errors


def said_newest_first(q: str) -> list[str]:
    found = search_page({"q": q, "sort": "newest"}).results
    return ["".join(piece.text for piece in (*one.title, *one.excerpt)) for one in found]


@pytest.mark.parametrize("published", [by_action, by_form])
def test_it_leads_every_list(
    client: Client, draft: Article, published: Callable[[Article], None]
) -> None:
    before = timezone.now()
    published(draft)
    title = draft.title
    for page in ("/", "/articles/", draft.authors.get().get_absolute_url()):
        shown = client.get(page).content.decode()
        assert title in shown, page
        assert "The tide 9" not in shown[: shown.index(title)], page
    assert read_atom(client, "articles").entries[0].title == title
    assert ask("articles", sort="newest")["items"][0]["title"] == title
    assert "of old" in said_newest_first("tide")[0]
    assert title in said_newest_first("tide")[1]
    assert title in [entry.title for entry in read_atom(client, "search", q="tide").entries[:2]]
    assert client.get("/sitemaps/pages.xml").content.decode().count(f"{before:%Y-%m-%d}") >= 2
    draft.refresh_from_db()
    assert draft.added_at >= before
    assert_in_step()


def test_its_capture_keeps_its_own_moment(draft: Article) -> None:
    captured_at = draft.document.added_at  # type: ignore[union-attr]
    publish([draft])
    draft.refresh_from_db()
    assert draft.document.added_at == captured_at < draft.added_at  # type: ignore[union-attr]


def places() -> dict[tuple[int, int | None], int]:
    rows = SearchEntry.objects.values_list("article", "comment", "pk")
    return {(article, comment): number for article, comment, number in rows}


def test_what_is_brought_back_keeps_its_place(draft: Article) -> None:
    publish([draft])
    draft.refresh_from_db()
    came, held = draft.added_at, places()
    withdraw(draft, people.editor(), Article.Ground.EDITORIAL, "It was held twice.")
    bring_back(draft, people.editor())
    draft.refresh_from_db()
    assert (draft.state, draft.added_at) == ("published", came)
    withdraw(draft, people.editor(), Article.Ground.LEGAL, "A court said so.")
    by_form(draft)
    draft.refresh_from_db()
    assert (draft.state, draft.added_at) == ("published", came)
    assert places() == held


def test_what_members_said_before_it_was_a_draft_again_is_not_new(draft: Article) -> None:
    said = builders.comment(draft, people.reader(), body="Tide and time.")
    builders.indexed()
    number = SearchEntry.objects.get(comment=said).pk
    publish([draft])
    assert SearchEntry.objects.get(comment=said).pk == number
    captured = SearchEntry.objects.get(comment__origin=Comment.Origin.CAPTURED)
    assert captured.pk > SearchEntry.objects.get(article=draft, comment=None).pk > number
