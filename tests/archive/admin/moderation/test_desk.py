"""The desk: how much waits, since when, and where it is."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from archive.commenting.report import report
from archive.models import Appeal, Comment, ModerationEntry, RemovalRequest
from archive.moderating.bans import ban
from tests import builders, people

pytestmark = pytest.mark.django_db

DESK = reverse("admin:archive_comment_desk")
QUEUE = re.compile(r'<a href="([^"]+)"><span class="desk__total">(\d+)</span> ([^<]+)</a>')


def queues(client: Client) -> dict[str, int]:
    answer = client.get(DESK)
    assert answer.status_code == 200
    return {name: int(total) for _url, total, name in QUEUE.findall(answer.content.decode())}


def something_of_each(staff: User) -> None:
    article = builders.article()
    known = people.reader()
    builders.comment(article, known)
    builders.comment(article, known, review=Comment.Review.PENDING)
    ago = timezone.now() - timedelta(days=3, hours=1)
    new = builders.comment(article, people.reader(), review=Comment.Review.PENDING, posted_at=ago)
    reported = builders.comment(article, people.reader())
    report(people.reader(), reported, builders.rule(), "", timezone.now())
    report(people.reader(), reported, builders.rule(), "", timezone.now())
    entry = ModerationEntry.objects.create(act="removed", member=new.member, actor=staff)
    Appeal.objects.create(entry=entry, member=new.member, words="No.")
    RemovalRequest.objects.create(
        article=article, about="It", name="N", email="n@example.org", relation="author", words="W"
    )
    ban(people.reader(), staff)
    ban(people.reader(), staff, reason="they shout")
    builders.candidate(article, builders.article())
    builders.candidate(article, builders.article(), state="dismissed")
    builders.comment(builders.draft(), people.reader(), review=Comment.Review.PENDING)


COMMENTS = {"Waiting": 2, "Reported": 1, "New members": 1, "Appeals": 1}


@pytest.mark.parametrize(
    ("make", "shown"),
    [
        (people.moderator, {**COMMENTS, "Bans to explain": 1}),
        (people.editor, {"Requests to remove": 1, "The same story?": 1}),
    ],
)
def test_each_sees_what_waits_for_them(client: Client, make: Any, shown: dict[str, int]) -> None:
    something_of_each(people.moderator())
    client.force_login(make())
    assert queues(client) == shown
    for url, total, _name in QUEUE.findall(client.get(DESK).content.decode()):
        listed = client.get(url.replace("&amp;", "&"))
        assert listed.status_code == 200
        assert f"{total} in all" in listed.content.decode(), url


def test_an_administrator_sees_all(client: Client) -> None:
    something_of_each(people.moderator())
    client.force_login(people.admin())
    found = queues(client)
    assert found == {"Waiting": 3, **dict(list(COMMENTS.items())[1:]), "New members": 2} | {
        "Requests to remove": 1,
        "Bans to explain": 1,
        "The same story?": 1,
    }


def test_says_how_long_the_oldest_has_waited(client: Client) -> None:
    something_of_each(people.moderator())
    client.force_login(people.moderator())
    shown = client.get(DESK).content.decode().replace("\xa0", " ")
    assert "The oldest has waited 3 days, 1 hour." in shown


def test_takes_as_many_queries_for_many_as_for_few(client: Client) -> None:
    staff = people.moderator()
    client.force_login(staff)
    something_of_each(staff)
    taken = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(DESK)
        taken.append(len(captured))
        for _each in range(5):
            something_of_each(staff)
    assert taken[0] == taken[1] <= 12


def test_leads_there_from_where_staff_enter(client: Client) -> None:
    for make in (people.moderator, people.editor, people.admin):
        client.force_login(make())
        assert client.get("/admin/").content.decode().count(f'href="{DESK}"') == 2
