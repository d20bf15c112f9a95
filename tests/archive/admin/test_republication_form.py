"""The article form, where it says what an article republishes."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from archive.commenting.refusal import Refused
from archive.editing.republication import why_not
from archive.models import Article
from archive.related.deciding import confirm
from tests import builders, people
from tests.archive.admin.form import change_url, fields
from tests.archive.text.stories import prose, story
from tests.side_by_side import side_by_side as at_once

pytestmark = pytest.mark.django_db


def test_the_articles_form_makes_no_chain(editor_client: Client) -> None:
    first, copy, another = (builders.article(title=title) for title in ("A", "B", "C"))
    Article.objects.filter(pk=copy.pk).update(republication_of=first)
    said = {"republication_of": copy.pk, "evidence_fact": "It says so."}
    answer = editor_client.post(change_url(another), fields(another, **said))
    (error,) = answer.context["adminform"].form.errors["republication_of"]
    assert "“B” is a republication itself, of “A”" in error
    answer = editor_client.post(
        change_url(another), fields(another, **{**said, "republication_of": first.pk})
    )
    assert answer.status_code == 302
    assert another.evidence.get().field == "republication_of"
    assert another.revisions.count() == 1


@pytest.mark.parametrize("plan", ["chain", "circle", "form and pair"])
def test_two_editors_at_once_make_no_chain(
    for_threads: None, plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time anyway")
    first, second, third = (builders.article(body=prose(story(1))) for _ in range(3))
    said = {"evidence_fact": "It says so."}
    met = threading.Barrier(2)

    def meet(article: Article, original: Article) -> str:
        reason = why_not(article, original)
        with suppress(threading.BrokenBarrierError):
            met.wait(0.5)  # whoever has to wait for their turn never comes
        return reason

    for module in ("archive.admin.article_form", "archive.related.deciding"):
        monkeypatch.setattr(f"{module}.why_not", meet)

    def save(article: Article, original: Article) -> Callable[[], object]:
        browser, sent = Client(), fields(article, republication_of=original.pk, **said)
        browser.force_login(people.editor())
        return lambda: browser.post(change_url(article), sent).status_code

    def click() -> int:
        pair, by = builders.candidate(second, third), people.editor()
        try:
            confirm(pair, second.pk, by, timezone.now())
        except Refused:
            return 200
        return 302

    other = {"chain": save(second, third), "circle": save(second, first), "form and pair": click}
    done = at_once(save(first, second), other[plan])
    assert sorted(done) == [200, 302]  # type: ignore[type-var]
    assert Article.objects.exclude(republication_of=None).count() == 1


def test_a_new_article_is_no_copy_of_a_copy(editor_client: Client) -> None:
    original = builders.article()
    copy = builders.article(republication_of=original)
    said = fields(title="New", republication_of=copy.pk, language="en")
    answer = editor_client.post("/admin/archive/article/add/", said)
    assert "republication_of" in answer.context["adminform"].form.errors


@pytest.mark.parametrize("named", ["x", "9" * 18, "9" * 40, "-1", "²"])
def test_an_original_that_is_none(editor_client: Client, named: str) -> None:
    article = builders.article()
    answer = editor_client.post(change_url(article), fields(article, republication_of=named))
    assert "republication_of" in answer.context["adminform"].form.errors
