"""A ban takes effect on the next request of every session that is open."""

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import Comment
from archive.moderating import bans
from archive.moderating.bans import Takedown, Terms
from tests import builders, people
from tests.archive.discussion.filling import Tab, held

pytestmark = pytest.mark.django_db

WORDS = {"body": "One more thing."}


def browser_of(member: people.User, *, hx: bool) -> Tab:
    client = Client(raise_request_exception=False)
    client.force_login(member)
    return Tab(client, hx)


def test_forms_that_were_open_before_post_nothing() -> None:
    builders.settings()
    member, article = people.reader(), builders.article()
    said = builders.comment(article, member)
    write, edit = (
        reverse("comment_write", args=[article.slug]),
        reverse("comment_edit", args=[said.pk]),
    )
    browsers = [browser_of(member, hx=hx) for hx in (False, True)]
    forms = [
        (tab, address, held(tab.open(address)) | WORDS)
        for tab in browsers
        for address in (write, edit)
    ]
    terms = Terms(takedown=Takedown.ALL, reason="you shout")
    bans.ban_all([member.pk], people.moderator(), terms)
    for tab, address, fields in forms:
        answer = tab.send(address, fields)
        assert answer.status_code == 403
        assert "because <bdi>you shout</bdi>" in answer.content.decode()
        assert WORDS["body"] in answer.content.decode()  # given back
    held_now = Comment.objects.get()
    assert (held_now.pk, held_now.review, held_now.edition) == (said.pk, "removed", 0)


def test_its_member_can_still_read_and_is_told_why_there_is_no_form() -> None:
    builders.settings()
    member, article = people.reader(), builders.article()
    tab = browser_of(member, hx=False)
    write = reverse("comment_write", args=[article.slug])
    assert write in tab.open(article.get_absolute_url()).content.decode()
    bans.ban(member, people.moderator())
    shown = tab.open(article.get_absolute_url()).content.decode()
    assert write not in shown
    assert "You are banned from commenting for good." in shown
    assert "have not written down why yet" in shown
    assert tab.open("/accounts/").status_code == 200


@pytest.mark.parametrize("page", ["/comments/{}/", "/accounts/comments/"])
def test_what_was_taken_down_says_why_once_the_ban_does(page: str) -> None:
    member, staff = people.reader(), people.moderator()
    said = builders.comment(builders.article(), member)
    tab, address = browser_of(member, hx=False), page.format(said.pk)
    (banned,) = bans.ban_all([member.pk], staff, Terms(takedown=Takedown.ALL))
    before = tab.open(address).content.decode()
    assert "A moderator removed it." in before
    bans.explain(banned, staff, "you shout")
    assert (
        "A moderator removed it, because <bdi>you shout</bdi>."
        in tab.open(address).content.decode()
    )
