"""The worker as a process: when it ends, and whether it is well."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.management.commands.worker import STALE_S, check
from config.settings import BASE_DIR
from tests.other_processes import environ

PATIENCE_S = 300  # a busy machine; nothing is measured here
Begin = Callable[..., subprocess.Popen[str]]


class TestHeartbeat:
    def test_a_fresh_one_is_well(self, tmp_path: Path) -> None:
        (tmp_path / "beat").touch()
        call_command("worker", check=tmp_path / "beat")

    def test_an_old_one_is_not(self, tmp_path: Path) -> None:
        beat = tmp_path / "beat"
        beat.touch()
        old = time.time() - STALE_S - 1
        os.utime(beat, (old, old))
        with pytest.raises(CommandError, match="has not finished a round for 30"):
            check(beat)

    def test_nor_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="No worker has finished a round"):
            check(tmp_path / "beat")


@pytest.mark.django_db(transaction=True)
class TestProcess:
    @pytest.fixture
    def begin(self, tmp_path: Path) -> Begin:
        def begin(*options: str, **more: str) -> subprocess.Popen[str]:
            return subprocess.Popen(
                [sys.executable, "manage.py", "worker", *options],
                cwd=BASE_DIR,
                env=environ(tmp_path) | more,
                stderr=subprocess.PIPE,
                text=True,
            )

        return begin

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_it_ends_when_it_is_told_to(self, begin: Begin, tmp_path: Path, number: int) -> None:
        beat = tmp_path / "beat"
        worker = begin("--heartbeat", str(beat))
        wait_until(beat.exists)
        worker.send_signal(number)
        assert worker.communicate(timeout=PATIENCE_S)[1] == ""
        assert worker.returncode == 0

    def test_it_ends_when_its_parent_is_another(self, begin: Begin) -> None:
        worker = begin("--parent", str(os.getppid()))
        assert worker.communicate(timeout=PATIENCE_S)[1] == ""
        assert worker.returncode == 0

    def test_without_a_database_it_waits_and_says_so_in_a_line(self, begin: Begin) -> None:
        away = "postgres://nobody@127.0.0.1:1/x"
        worker = begin(DATABASE_URL=away)
        assert worker.stderr
        assert "the database does not answer: OperationalError" in worker.stderr.readline()
        worker.terminate()
        rest = worker.communicate(timeout=PATIENCE_S)[1]
        assert worker.returncode == 0
        assert "Traceback" not in rest


def wait_until(it_is_so: Callable[[], bool]) -> None:
    latest = time.monotonic() + PATIENCE_S
    while not it_is_so():
        assert time.monotonic() < latest, "it never was"
        time.sleep(0.05)
