"""Names that editors correct: captures go on saying the first one."""

import pytest
from django.test import Client
from django.urls import reverse

from archive.importing.runs import Run
from archive.models import Article, Author, Topic
from tests.archive.admin.conftest import CAPTURE

pytestmark = pytest.mark.django_db


def test_a_renamed_author_stays_one(editor_client: Client, article: Article) -> None:
    author = Author.objects.get(name="Nora Quay")
    url = reverse("admin:archive_author_change", args=[author.pk])
    assert editor_client.post(url, {"name": "Nora M. Quay"}).status_code == 302
    assert "Nora Quay" in editor_client.get(url).content.decode()

    Run().upload("ferry.txt", CAPTURE.replace("resumes", "resumed").encode())
    assert [str(byline) for byline in article.bylines.all()] == ["Nora M. Quay"]
    assert Author.objects.get() == author


def test_a_name_that_a_row_has_now_counts_before_one_it_had_first() -> None:
    renamed = Author.objects.called("Insider")
    renamed.name = "Business Insider"
    renamed.save()
    assert Author.objects.called("Insider") == renamed
    other = Author.objects.create(name="Insider")
    assert Author.objects.called("Insider") == other
    assert Author.objects.called("Business Insider") == renamed


def test_topics_are_told_apart_by_kind() -> None:
    renamed = Topic.objects.called("Asia", Topic.Kind.REGION)
    renamed.name = "Asia and the Pacific"
    renamed.save()
    assert Topic.objects.called("Asia", Topic.Kind.REGION) == renamed
    assert Topic.objects.called("Asia", Topic.Kind.TAG) != renamed
