"""The history of an article: what changed, when and why, as a diff."""

import pytest
from django.test import Client

from archive.editing.history import record_revision, words_of
from archive.importing.runs import Run
from archive.models import Article
from tests import builders, people

pytestmark = pytest.mark.django_db


def test_only_what_changed_is_recorded() -> None:
    article = builders.article(title="Before", dek="A dek")
    before = words_of(article)
    record_revision(article, before, "import")
    assert not article.revisions.exists()
    Article.objects.filter(pk=article.pk).update(title="After")
    editor = people.editor()
    record_revision(article, before, "correction", by=editor, reason="The print edition.")
    revision = article.revisions.get()
    assert revision.changes == [{"field": "title", "before": "Before", "after": "After"}]
    assert revision.by == editor


def test_the_page_says_what_changed_when_and_why(client: Client) -> None:
    article = builders.article(title="The old lamp")
    address = f"{article.get_absolute_url()}history/"
    assert "Nothing has changed" in client.get(address).content.decode()
    before = words_of(article)
    Article.objects.filter(pk=article.pk).update(title="The new lamp")
    record_revision(article, before, "correction", by=people.editor(), reason="It was replaced.")
    page = client.get(address).content.decode()
    assert "<del>old</del><ins>new</ins>" in page
    assert "It was replaced." in page
    assert "an editor corrected it" in page
    assert f'href="{address}"' in client.get(article.get_absolute_url()).content.decode()


def test_the_page_compares_all_changes_with_one_effort(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = builders.article(title="The old lamp")
    for title in ("The new lamp", "? " * 100):
        before = words_of(article)
        Article.objects.filter(pk=article.pk).update(title=title)
        record_revision(article, before, "import")
        article.refresh_from_db()
    address = f"{article.get_absolute_url()}history/"
    assert "<ins>new</ins>" in client.get(address).content.decode()
    monkeypatch.setattr("archive.text.diff.STEPS_OF_A_PAGE", 20)  # the newest change takes it all
    assert "<ins>The new lamp</ins>" in client.get(address).content.decode()


def test_a_drafts_history_is_for_its_editors(client: Client) -> None:
    address = f"{builders.draft().get_absolute_url()}history/"
    assert client.get(address).status_code == 404
    client.force_login(people.editor())
    assert client.get(address).status_code == 200


def test_an_import_that_changes_something_is_recorded_and_no_other() -> None:
    text = "A lamp for the harbour\n\n" + "\n\n".join(
        f"The committee spoke about the old lamp {often}, and asked who should keep it lit."
        for often in ("once", "twice", "again and again")
    )
    Run(publish=True).upload("lamp.txt", text.encode())
    article = Article.objects.get()
    Run(publish=True).upload("lamp.txt", text.encode())
    assert not article.revisions.exists()
    Run(publish=True).upload("lamp.txt", text.replace("twice", "three times").encode())
    revision = article.revisions.get()
    assert revision.cause == "import"
    assert [change["field"] for change in revision.changes] == ["body"]


def test_what_it_republishes_is_named_while_that_is_public(client: Client) -> None:
    original, article = builders.article(title="The first print"), builders.article()
    before = words_of(article)
    Article.objects.filter(pk=article.pk).update(republication_of=original)
    record_revision(article, before, "correction")
    address = f"{article.get_absolute_url()}history/"
    page = client.get(address).content.decode()
    assert "Republication of" in page
    assert "<ins>The first print</ins>" in page
    Article.objects.filter(pk=original.pk).update(state=Article.State.DRAFT)
    page = client.get(address).content.decode()
    assert "The first print" not in page
    assert "<ins>an article that is not to be read here</ins>" in page
