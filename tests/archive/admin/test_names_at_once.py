"""Whoever changes a name that stands on articles waits for these before they hold the name, as
whoever writes an article does."""

from collections.abc import Callable
from functools import partial

import pytest
from django.conf import settings
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from archive.commenting.turns import take_article
from archive.models import Article, Byline, SearchEntry
from tests import builders, people
from tests.archive.commenting.test_turns import held_up
from tests.trust.conftest import client_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        reason="SQLite lets one transaction write at a time.",
    ),
]


def page(row: Model, what: str) -> str:
    args = [] if what == "changelist" else [row.pk]
    return reverse(f"admin:archive_{row._meta.model_name}_{what}", args=args)


def rename(admin: Client, article: Article) -> object:
    author = article.authors.get()
    return admin.post(page(author, "change"), {"name": "Bea Marsh"}).status_code


def rename_and_link(admin: Client, article: Article) -> object:
    author, member = article.authors.get(), people.reader(display_name="Undine")
    given = {"name": "Bea Marsh", "member": member.display_name}
    return admin.post(page(author, "change"), given).status_code


def delete(admin: Client, article: Article) -> object:
    return admin.post(page(article.topics.get(), "delete"), {"post": "yes"}).status_code


def delete_several(admin: Client, article: Article) -> object:
    topic = article.topics.get()
    sure = {"post": "yes", "action": "delete_selected", ACTION_CHECKBOX_NAME: [topic.pk]}
    return admin.post(page(topic, "changelist"), sure).status_code


@pytest.mark.parametrize("act", [rename, rename_and_link, delete, delete_several])
def test_an_article_that_is_written_meanwhile(act: Callable[[Client, Article], object]) -> None:
    author, topic = builders.author("Ada Marsh"), builders.topic("Tides")
    article = builders.article(authors=(author,), topics=(topic,))
    with transaction.atomic():
        builders.indexed()
    work = partial(act, client_of(people.admin()), article)
    with held_up(work, partial(take_article, article.pk)) as given:
        article.bylines.all().delete()
        Byline.objects.create(article=article, author_id=author.pk, position=0)
        article.topics.set([])
        article.topics.add(topic.pk)
        article.topics.remove(topic.pk)
    assert given == [302]
    named = SearchEntry.objects.get().about
    assert ("bea" in named) is (act in {rename, rename_and_link})
