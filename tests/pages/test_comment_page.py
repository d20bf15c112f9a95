"""A comment's own page, where a thread is deeper than its places can tell."""

import re
from html import unescape

import pytest
from django.test import Client

from archive.commenting.place import MAX_DEPTH
from archive.models import Comment
from tests import builders, people
from tests.archive.commenting.saying import say

pytestmark = pytest.mark.django_db


def test_beyond_the_deepest_place_nobody_is_named_who_is_not_answered(client: Client) -> None:
    """There the comments line up: what stands above one need not be what it answers."""
    builders.settings()
    article, above = builders.article(), people.reader(display_name="Stands above")
    parent: Comment | None = None
    for _ in range(MAX_DEPTH):
        parent = builders.comment(article, above, parent=parent)
    answered = say(people.reader(display_name="Is answered"), article, parent=parent)
    answer = say(people.reader(), article, parent=answered)
    assert bytes(answer.sort_path)[:-4] == bytes(answered.sort_path)[:-4]
    assert "in reply to Stands above" in words_of(client, answered)
    assert "in reply to" not in words_of(client, answer)


def words_of(client: Client, comment: Comment) -> str:
    """What the page of `comment` says of it."""
    page = unescape(client.get(comment.get_absolute_url()).content.decode())
    itself = page.partition(f'id="comment-{comment.pk}"')[2].partition("</article>")[0]
    assert itself
    return " ".join(re.sub(r"<[^>]+>", " ", itself).split())
