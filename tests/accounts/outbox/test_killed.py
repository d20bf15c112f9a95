"""Real workers on a real database, killed at any moment: no mail is lost, and a kill doubles one
mail at most, under the same Message-ID."""

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accounts.models import OutboxMessage
from config.settings import BASE_DIR
from tests.accounts.outbox.conftest import write
from tests.other_processes import environ

pytestmark = pytest.mark.django_db(transaction=True)

MAILS = 120
FEW = 12
KILLS = 5  # of two workers each
PATIENCE_S = 120

TIME_PASSES = (
    "print(OutboxMessage.objects.exclude(leased_until=None).update(leased_until=long_ago))"
)
ROWS = "print(json.dumps(list(OutboxMessage.objects.values('message_id', 'attempts', 'text'))))"
UNSENT = "print(OutboxMessage.objects.filter(sent_at=None).count())"
SCRIPT = """
import datetime, json
import django
django.setup()
from accounts.models import OutboxMessage
long_ago = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
"""


class Post:
    """The outbox as other processes see it, and what they handed over."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "taken"
        self._environ = environ(
            folder,
            DJANGO_SETTINGS_MODULE="tests.accounts.outbox.worker_settings",
            MAIL_LOG=str(self._log),
        )

    def worker(self, *options: str, **more: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "manage.py", "worker", *options],
            cwd=BASE_DIR,
            env={**self._environ, **more},
        )

    def run_to_the_end(self) -> None:
        """One worker after the other, as long as there is something to send."""
        latest = time.monotonic() + PATIENCE_S
        while self.ask(UNSENT):
            assert time.monotonic() < latest, "it does not come to an end"
            assert self.worker("--once").wait(PATIENCE_S) == 0

    def ask(self, question: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT + question],
            cwd=BASE_DIR,
            env=self._environ,
            stdout=subprocess.PIPE,
            check=True,
            timeout=PATIENCE_S,
        )
        return json.loads(done.stdout)

    def taken(self) -> list[str]:
        return self._log.read_text().splitlines() if self._log.exists() else []

    def wait_for(self, number: int) -> None:
        latest = time.monotonic() + PATIENCE_S
        while len(self.taken()) < number:
            assert time.monotonic() < latest, "nothing is sent"
            time.sleep(0.01)


def post_with(mails: int, folder: Path) -> Post:
    write(*(f"person{number}" for number in range(mails)))
    return Post(folder)


def everyone() -> set[str]:
    """A line for each mail, as it must stand in the log once."""
    rows = OutboxMessage.objects.values_list("message_id", "recipient")
    return {" ".join(row) for row in rows}


def test_killed_at_any_moment(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    post = post_with(MAILS, tmp_path)
    lines = everyone()
    for number in range(KILLS):
        workers = [post.worker(), post.worker()]
        more = random.randint(1, MAILS // (4 * KILLS))
        post.wait_for(min(len(post.taken()) + more, MAILS))
        time.sleep(random.uniform(0, 0.05))
        for worker in workers:
            worker.kill()
            assert worker.wait(PATIENCE_S) == -signal.SIGKILL, number
    held_up = post.ask(TIME_PASSES)
    assert held_up <= 2 * KILLS
    post.run_to_the_end()

    taken = Counter(post.taken())
    assert set(taken) == lines
    doubled = taken.total() - MAILS
    assert doubled <= held_up
    record_property(f"{2 * KILLS} workers killed", f"{held_up} mails held up, {doubled} doubled")
    assert [row for row in post.ask(ROWS) if row["text"] or row["attempts"] != 1] == []


@pytest.mark.parametrize(("moment", "times"), [("before", 1), ("after", 2)])
def test_killed_around_the_moment_it_is_taken(tmp_path: Path, moment: str, times: int) -> None:
    post = post_with(FEW, tmp_path)
    lines = everyone()
    assert post.worker(DIES_AT=moment).wait(PATIENCE_S) == -signal.SIGKILL
    assert len(post.taken()) == (2 if moment == "before" else 3)
    assert post.ask(TIME_PASSES) == 1
    post.run_to_the_end()
    taken = Counter(post.taken())
    assert set(taken) == lines
    assert taken.total() == FEW + times - 1


def test_two_at_once_send_each_mail_once(tmp_path: Path) -> None:
    post = post_with(MAILS, tmp_path)
    lines = everyone()
    workers = [post.worker(), post.worker()]
    post.wait_for(MAILS)
    for worker in workers:
        worker.terminate()
    assert [worker.wait(PATIENCE_S) for worker in workers] == [0, 0]
    assert Counter(post.taken()) == Counter(dict.fromkeys(lines, 1))
    assert post.ask(UNSENT) == 0
