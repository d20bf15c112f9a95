"""Several processes at one gift code, at one member, at one chore: on both databases, for real."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts import gifts, subscriptions
from accounts.models import Plan, Subscription, Unit, User
from accounts.subscriptions import Length
from config.settings import BASE_DIR
from tests import people
from tests.accounts.moments import DAY
from tests.other_processes import environ

pytestmark = pytest.mark.django_db(transaction=True)

PROCESSES = 4
PATIENCE_S = 120
TOGETHER = """
import json, sys, time
from pathlib import Path
import django
django.setup()
from django.db import connection
from django.utils import timezone
from accounts import gifts, subscriptions
from accounts.models import OutboxMessage, Subscription, User

folder, number, email, code = Path(sys.argv[1]), *sys.argv[2:]
connection.ensure_connection()
(folder / f"ready-{number}").touch()
while not (folder / "go").exists():
    time.sleep(0.001)
at = timezone.now()
"""
REDEEM = """
try:
    gifts.redeem(User.objects.get(email=email), code, at)
    print(json.dumps("redeemed"))
except gifts.Refused as refused:
    print(json.dumps(str(refused)))
"""
CHORES = "print(json.dumps([subscriptions.announce_ends(at), subscriptions.expire(at)]))"
LOOK = """
rows = Subscription.objects.order_by("starts_at", "id")
print(json.dumps([
    [[str(row.starts_at), str(row.ends_at)] for row in rows],
    OutboxMessage.objects.count(),
]))
"""


class Site:
    """What is committed so far, as other processes find it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environ = environ(folder)

    def at_once(self, script: str, *each: tuple[str, str]) -> list[Any]:
        """What one process for each printed, all of which began in the same instant."""
        python = [sys.executable, "-c", TOGETHER + script, str(self._folder)]
        running = [
            subprocess.Popen(
                [*python, str(number), *given],
                cwd=BASE_DIR,
                env=self._environ,
                stdout=subprocess.PIPE,
            )
            for number, given in enumerate(each)
        ]
        ready = [self._folder / f"ready-{number}" for number in range(len(each))]
        latest = time.monotonic() + PATIENCE_S
        while not all(file.exists() for file in ready):
            assert all(process.poll() is None for process in running), "one ended before it began"
            assert time.monotonic() < latest, "they never got ready"
            time.sleep(0.01)
        (self._folder / "go").touch()
        return [json.loads(process.communicate(timeout=PATIENCE_S)[0]) for process in running]

    def look(self) -> tuple[list[list[str]], int]:
        """From when to when each subscription holds, and how many mails wait."""
        ((stretches, mails),) = self.at_once(LOOK, ("", ""))
        return stretches, mails


def make(count: int) -> list[str]:
    plan, length = Plan.objects.create(name="Supporter"), Length(1, Unit.DAYS)
    by = people.admin()
    return list(gifts.make(count, plan, length, timezone.now(), paid=True, reason="Prizes.", by=by))


@pytest.fixture
def members() -> list[User]:
    return [people.reader() for _number in range(PROCESSES)]


def test_a_code_is_redeemed_by_one(tmp_path: Path, members: list[User]) -> None:
    (code,) = make(1)
    site = Site(tmp_path)
    said = sorted(site.at_once(REDEEM, *[(member.email, code) for member in members]))
    assert said == ["This code was redeemed already. Each works once."] * 3 + ["redeemed"]
    stretches, mails = site.look()
    assert len(stretches) == mails == 1


def test_codes_of_one_member_follow_each_other(tmp_path: Path, members: list[User]) -> None:
    codes = make(PROCESSES)
    site = Site(tmp_path)
    said = site.at_once(REDEEM, *[(members[0].email, code) for code in codes])
    assert said == ["redeemed"] * PROCESSES
    stretches, mails = site.look()
    assert len(stretches) == mails == PROCESSES
    ends, begins = [end for _begin, end in stretches], [begin for begin, _end in stretches]
    assert ends[:-1] == begins[1:]


def test_a_chore_is_done_once_whoever_does_it(tmp_path: Path, members: list[User]) -> None:
    plan, now = Plan.objects.create(name="Supporter"), timezone.now()
    for member in members:
        for length, ago in ((1, 20), (10, 5)):  # one that is over, and one in its last week
            stretch = Length(length, Unit.DAYS)
            provider = Subscription.Provider.GIFT
            subscriptions.give(member, plan, provider, stretch, now - ago * DAY)
    site = Site(tmp_path)
    done = site.at_once(CHORES, *[("", "")] * PROCESSES)
    assert sum(told for told, _expired in done) == PROCESSES
    assert sum(expired for _told, expired in done) == PROCESSES
    _stretches, mails = site.look()
    assert mails == PROCESSES
