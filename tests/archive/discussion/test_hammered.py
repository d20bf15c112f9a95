"""Sixteen members who write at once, at a site of four worker processes."""

import http.client
import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from tests import builders, people
from tests.browser.stage import ROOT, STOP_S, free_port, wait_for
from tests.other_processes import environ

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS = 4
MEMBERS = 16
ROUNDS = 16  # comments of each, while a ban and a close come; less than the pace allows
PATIENCE_S = 120
TOKEN = "t" * 32
WRITE = "/articles/hammered/comments/write/"
LOOK = """
import json, django
django.setup()
from archive.models import Article
from tests.archive.commenting.saying import check_thread
article = Article.objects.get(slug="hammered")
check_thread(article)
print(json.dumps(list(article.comments.order_by("pk").values_list("pk", "member_id", "body"))))
"""
BAN = """
import sys, django
django.setup()
from accounts.models import User
from archive.moderating.bans import ban
ban(User.objects.get(pk=sys.argv[1]), User.objects.get(pk=sys.argv[2]))
"""
CLOSE = """
import sys, django
django.setup()
from accounts.models import User
from archive.commenting.policy import write
from archive.models import CommentPolicy
write(CommentPolicy(level="nobody"), User.objects.get(pk=sys.argv[2]))
"""


@dataclass
class Hand:
    """A member's browser, and what it was told: by what it wrote, the comment's number, or None
    where that was refused."""

    member: User
    session: str
    told: dict[str, str | None] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def post(self, site: "Site", words: str, parent: str = "") -> None:
        """Send one form twice, as two clicks do."""
        fields = {"body": words, "key": str(uuid4()), "parent": parent}
        first, second = (site.send(self.session, fields) for _ in range(2))
        if first != second:
            self.wrong.append(f"{words}: {first}, then {second}")
        status, location = first
        if status not in {303, 403}:
            self.wrong.append(f"{words}: {status}")
        found = re.fullmatch(r"/comments/(\d+)/", location)
        self.told[words] = found[1] if found else None


@dataclass(frozen=True)
class Site:
    address: str
    environ: dict[str, str]

    def run(self, script: str, *arguments: object) -> str:
        """What another process says that does `script`."""
        command = [sys.executable, "-c", script, *map(str, arguments)]
        ran = subprocess.run(command, cwd=ROOT, env=self.environ, check=True, capture_output=True)
        return ran.stdout.decode()

    def send(self, session: str, fields: dict[str, str]) -> tuple[int, str]:
        """The status of the answer to a form, and where it leads."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE_S)
        cookies = {settings.CSRF_COOKIE_NAME: TOKEN, settings.SESSION_COOKIE_NAME: session}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        }
        try:
            sent = urlencode(fields | {"csrfmiddlewaretoken": TOKEN})
            connection.request("POST", WRITE, sent, headers)
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Location", "")
        finally:
            connection.close()


@pytest.fixture
def hands(transactional_db: None) -> list[Hand]:
    builders.settings()  # nothing waits
    builders.article(slug="hammered")
    return [hand(people.reader()) for _number in range(MEMBERS)]


def hand(member: User) -> Hand:
    client = Client()
    client.force_login(member)
    return Hand(member, client.cookies[settings.SESSION_COOKIE_NAME].value)


@pytest.fixture
def moderator(transactional_db: None) -> User:
    return people.moderator()


@pytest.fixture
def site(hands: list[Hand], moderator: User, tmp_path: Path) -> Iterator[Site]:
    port = free_port()
    variables = environ(
        tmp_path,
        DJANGO_SETTINGS_MODULE="tests.accounts.hammered_settings",
        SECRET_KEY=settings.SECRET_KEY,
        POSTIL_VAR=str(tmp_path),
        POSTIL_LOG="ERROR",
        WEB_CONCURRENCY=str(WORKERS),
        PORT=str(port),
    )
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn"]
    server = subprocess.Popen(gunicorn, cwd=ROOT, env=variables)
    try:
        wait_for(server, f"http://127.0.0.1:{port}/readyz")
        yield Site(f"http://127.0.0.1:{port}", variables)
    finally:
        server.terminate()
        server.wait(STOP_S)


def test_what_is_acknowledged_stands_once_and_nothing_comes_late(
    site: Site, hands: list[Hand], moderator: User
) -> None:
    begin, banned = Barrier(MEMBERS + 1), hands[0]
    said: list[str] = []  # the numbers of comments, as they are told, to be answered

    def talk(hand: Hand, what: str, rounds: int) -> None:
        for number in range(rounds):
            parent = random.choice([*said, ""]) if said else ""
            words = f"{hand.member.pk}: {what} {number}"
            hand.post(site, words, parent)
            if hand.told[words]:
                said.append(hand.told[words] or "")

    def all_of_them(hand: Hand) -> None:
        begin.wait(PATIENCE_S)
        talk(hand, "open", ROUNDS)

    with ThreadPoolExecutor(MEMBERS) as pool:
        busy = [pool.submit(all_of_them, hand) for hand in hands]
        begin.wait(PATIENCE_S)
        site.run(BAN, banned.member.pk, moderator.pk)
        talk(banned, "banned", 1)
        site.run(CLOSE, 0, moderator.pk)
        list(pool.map(lambda hand: talk(hand, "closed", 1), hands[1:]))
        for one in busy:
            one.result()

    assert [wrong for hand in hands for wrong in hand.wrong] == []
    told = {words: number for hand in hands for words, number in hand.told.items() if number}
    stands = json.loads(site.run(LOOK))
    assert {words: str(number) for number, _member, words in stands} == told
    assert len(stands) == len(told) >= MEMBERS
    sent = [words for hand in hands for words in hand.told]
    late = [words for words in sent if "banned" in words or "closed" in words]
    assert len(late) == MEMBERS
    assert not told.keys() & set(late)
