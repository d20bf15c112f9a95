"""A capture that an editor hands in."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from archive.admin import upload as uploading
from archive.importing.report import Outcome, Status
from archive.models import Article, SourceDocument
from tests.archive.admin.conftest import CAPTURE
from tests.archive.admin.form import change_url

pytestmark = pytest.mark.django_db

URL = "/admin/archive/sourcedocument/add/"


def upload(client: Client, name: str, content: bytes, **more: str) -> Any:
    return client.post(URL, {"file": SimpleUploadedFile(name, content), **more})


def test_an_uploaded_capture_is_read_as_any_other(editor_client: Client) -> None:
    assert editor_client.get(URL).status_code == 200
    answer = upload(editor_client, "ferry.txt", CAPTURE.encode())
    article = Article.objects.get()
    assert answer.status_code == 302
    assert answer.url == change_url(article)
    assert article.title == "Ferry service to the islands resumes"
    assert article.state == "draft"
    document = SourceDocument.objects.get()
    assert bytes(document.content) == CAPTURE.encode()
    run = document.import_run
    assert run is not None
    assert run.started_by is not None


def test_it_may_be_published_at_once(editor_client: Client) -> None:
    upload(editor_client, "ferry.txt", CAPTURE.encode(), publish="on")
    assert Article.objects.get().state == "published"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("ferry.txt", b"caf\xe9 ", "byte 0xe9 is not UTF-8"),
        ("ferry.pdf", b"words", "not a .txt file"),
        ("ferry.txt", b"   ", "is empty"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(
    editor_client: Client, name: str, content: bytes, words: str
) -> None:
    answer = upload(editor_client, name, content)
    assert answer.status_code == 200
    assert words in str(answer.context["adminform"].form.errors["file"])
    assert not Article.objects.exists()


def test_the_same_bytes_twice(editor_client: Client, article: Article) -> None:
    answer = upload(editor_client, "other.txt", CAPTURE.encode())
    assert "its bytes are those of ferry.txt" in str(
        answer.context["adminform"].form.errors["file"]
    )


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_what_came_of_it_is_said(editor_client: Client) -> None:
    first = upload(editor_client, "ferry.txt", CAPTURE.encode())
    assert said(first) == ["ferry.txt was read: Ferry service to the islands resumes."]

    again = upload(editor_client, "ferry.txt", CAPTURE.encode())
    assert "ferry.txt is unchanged" in said(again)[-1]
    assert again.url == change_url(Article.objects.get())
    assert SourceDocument.objects.count() == 1

    changed = upload(editor_client, "ferry.txt", CAPTURE.replace("resumes", "resumed").encode())
    assert (
        "ferry.txt was read as version 2 of “Ferry service to the islands resumed”"
        in (said(changed)[-1])
    )
    article = Article.objects.get()
    assert changed.url == change_url(article)
    assert article.document is not None
    assert article.document.version == 2


def test_a_refusal_after_the_check_is_said_too(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another upload of the same bytes came between."""

    class Raced:
        def __init__(self, *, dry_run: bool, **_options: Any) -> None:
            self.dry_run = dry_run

        def upload(self, name: str, content: bytes) -> Any:
            status = Status.CREATED if self.dry_run else Status.REFUSED
            self.outcomes = [Outcome(name, status, note=f"{name}: its bytes are held.")]
            return self

    monkeypatch.setattr(uploading, "Run", Raced)
    answer = upload(editor_client, "ferry.txt", CAPTURE.encode())
    assert answer.status_code == 302
    assert answer.url == URL
    assert said(answer) == ["ferry.txt: its bytes are held."]
