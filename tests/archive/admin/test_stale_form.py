"""Two at one article: the second to save overwrites nothing, and loses nothing."""

import pytest
from django.test import Client

from archive.importing.runs import Run
from archive.models import Article
from tests import people
from tests.archive.admin.conftest import CAPTURE
from tests.archive.admin.form import change_url, fields

pytestmark = pytest.mark.django_db


def test_what_somebody_else_saved_is_neither_overwritten_nor_frozen(
    editor_client: Client, article: Article
) -> None:
    opened = fields(article, dek="The boats sail again.", evidence_fact="The notice says so.")
    other = Client()
    other.force_login(people.admin())
    saved = fields(article, title="Ferries are back", evidence_fact="A fact.")
    assert other.post(change_url(article), saved).status_code == 302

    answer = editor_client.post(change_url(article), opened)
    assert answer.status_code == 200
    (said,) = answer.context["adminform"].form.non_field_errors()
    assert "changed this article while you had it open" in said
    assert str(other.get("/admin/").context["user"]) in said
    assert f'<a href="{change_url(article)}"' in answer.content.decode()
    assert answer.context["adminform"].form["dek"].value() == "The boats sail again."
    article.refresh_from_db()
    assert article.title == "Ferries are back"
    assert article.dek == ""
    assert [row.field for row in article.evidence.filter(source="editor")] == ["title"]

    # Sent again it is refused again, since it still shows the article as it was.
    assert editor_client.post(change_url(article), opened).status_code == 200


def test_an_import_between_opening_and_saving(editor_client: Client, article: Article) -> None:
    opened = fields(article, **{"bylines-0-position": "3"}, evidence_fact="A fact.")
    Run().upload("ferry.txt", CAPTURE.replace("Nora", "Norah").encode())
    answer = editor_client.post(change_url(article), opened)
    assert answer.status_code == 200
    (said,) = answer.context["adminform"].form.non_field_errors()
    assert said.startswith("This article changed while you had it open")
    assert [str(byline) for byline in article.bylines.all()] == ["Norah Quay"]
    assert not article.evidence.filter(source="editor").exists()


def test_a_form_that_does_not_say_what_it_showed_is_refused(
    editor_client: Client, article: Article
) -> None:
    row = fields(article, dek="Typed.", evidence_fact="A fact.")
    del row["shown"]
    assert editor_client.post(change_url(article), row).status_code == 200
    article.refresh_from_db()
    assert article.dek == ""


def test_a_name_in_the_warning_is_text(editor_client: Client, article: Article) -> None:
    opened = fields(article, dek="Typed.", evidence_fact="A fact.")
    other = Client()
    other.force_login(people.reader(display_name="<b>{0}", is_staff=True, is_superuser=True))
    saved = fields(article, title="Ferries are back", evidence_fact="A fact.")
    assert other.post(change_url(article), saved).status_code == 302
    page = editor_client.post(change_url(article), opened).content.decode()
    assert "&lt;b&gt;{0} changed this article" in page
