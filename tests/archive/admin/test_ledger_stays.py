"""What was decided of who may comment goes with its article, and never alone."""

from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from django.utils import timezone

from archive.commenting.drives import settle
from archive.models import Article, Ban, CommentDrive, CommentPolicy
from tests import builders, people
from tests.trust.conftest import client_of

pytestmark = pytest.mark.django_db

ARTICLES = "/admin/archive/article/"
DELETE_SELECTED = {"action": "delete_selected", "post": "yes"}


@pytest.fixture
def client() -> Client:
    return client_of(people.admin())


@pytest.fixture
def article() -> Article:
    """With a row of its own, a drive that was settled, and the row that says what it came to."""
    article, now = builders.article(), timezone.now()
    begun = now - timedelta(days=2)
    drive = article.comment_drives.create(
        target=1, starts_at=begun, deadline=now - timedelta(days=1)
    )
    settle(drive, now)
    article.comment_policies.create(level="paid", in_force_from=now)
    Ban.objects.create(member=people.reader(), set_by=people.moderator())
    return article


@pytest.mark.parametrize("model", [CommentPolicy, CommentDrive, Ban])
def test_no_row_is_deleted_alone(client: Client, article: Article, model: type) -> None:
    base = f"/admin/archive/{model._meta.model_name}/"
    keys = [row.pk for row in model.objects.all()]
    for key in keys:
        assert client.post(f"{base}{key}/delete/", {"post": "yes"}).status_code == 403
    client.post(base, {**DELETE_SELECTED, ACTION_CHECKBOX_NAME: keys})
    assert [row.pk for row in model.objects.all()] == keys
    assert "delete_selected" not in client.get(base).content.decode()


def test_all_of_them_go_with_their_article(client: Client, article: Article) -> None:
    other = builders.article()
    other.comment_policies.create(level="nobody", in_force_from=timezone.now())
    answer = client.post(f"{ARTICLES}{article.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 302
    assert not Article.objects.filter(pk=article.pk).exists()
    assert not CommentDrive.objects.exists()
    assert CommentPolicy.objects.get().article == other
    client.post(ARTICLES, {**DELETE_SELECTED, ACTION_CHECKBOX_NAME: [other.pk]})
    assert not Article.objects.exists()
    assert not CommentPolicy.objects.exists()
