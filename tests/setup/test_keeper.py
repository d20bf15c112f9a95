"""A worker beside the site: there as long as the site is, and not a moment longer than it must."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config import keeper
from config.settings import BASE_DIR
from tests.other_processes import environ
from tests.setup.clone import OURS
from tests.setup.families import PATIENCE_S, alive, children, linux_only, wait_until
from tests.setup.test_run import _free_port

# What stands for the site: it begins its keeper, as config/run.py does, and lives.
SITE = """
import os, subprocess, sys, time
subprocess.Popen([sys.executable, "-m", "config.keeper", str(os.getpid())])
time.sleep(600)
"""
PUT = """
import django
django.setup()
from django.core.mail import EmailMessage
from accounts import outbox
outbox.put(EmailMessage("Hello", "Words.", to=["ada@example.org"]), "a_kind")
"""


class Site:
    """A site with its keeper and worker."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.keeper = self._child(process.pid, "config.keeper")
        self.worker = self._child(self.keeper, "worker")

    def next_worker(self) -> int:
        self.worker = self._child(self.keeper, "worker")
        return self.worker

    def _child(self, of: int, named: str) -> int:
        wait_until(lambda: bool(children(of, named)), f"there is no {named}")
        (found,) = children(of, named)
        return found

    def wait_for_the_end(self) -> None:
        for process in (self.keeper, self.worker):
            wait_until(lambda process=process: not alive(process), f"{process} is left behind")


@pytest.fixture
def begin() -> Iterator[Callable[..., Site]]:
    """Begin a site; whatever a test leaves of it is ended."""
    sites: list[subprocess.Popen[bytes]] = []
    others: list[int] = []

    def begin(*command: str, **environ: str) -> Site:
        sites.append(subprocess.Popen([sys.executable, *command], cwd=BASE_DIR, env=environ))
        site = Site(sites[-1])
        others.extend([site.keeper, site.worker])
        return site

    yield begin
    for process in sites:
        process.kill()
        process.wait(PATIENCE_S)
    for number in filter(alive, others):
        os.kill(number, signal.SIGKILL)


@linux_only
@pytest.mark.django_db(transaction=True)
class TestLifeAndDeath:
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
    def test_all_ends_with_the_site(
        self, begin: Callable[..., Site], tmp_path: Path, number: int
    ) -> None:
        site = begin("-c", SITE, **environ(tmp_path))
        site.process.send_signal(number)
        site.process.wait(PATIENCE_S)
        site.wait_for_the_end()

    def test_a_worker_does_not_outlive_its_keeper(
        self, begin: Callable[..., Site], tmp_path: Path
    ) -> None:
        site = begin("-c", SITE, **environ(tmp_path))
        os.kill(site.keeper, signal.SIGKILL)
        site.wait_for_the_end()
        assert alive(site.process.pid)

    def test_a_keeper_that_is_stopped_ends_its_worker(
        self, begin: Callable[..., Site], tmp_path: Path
    ) -> None:
        site = begin("-c", SITE, **environ(tmp_path))
        os.kill(site.keeper, signal.SIGTERM)
        site.wait_for_the_end()


@linux_only
def test_make_run_sends_mail_replaces_a_dead_worker_and_leaves_nothing(
    begin: Callable[..., Site], tmp_path: Path
) -> None:
    port = _free_port()
    clean = {name: value for name, value in os.environ.items() if not OURS.match(name)}
    settings = clean | {"POSTIL_VAR": str(tmp_path), "PORT": port}
    site = begin("-m", "config.run", **settings)
    wait_until(lambda: answers(f"http://127.0.0.1:{port}/readyz"), "the site is not ready")

    os.kill(site.worker, signal.SIGKILL)
    wait_until(lambda: not alive(site.worker), "it lives")
    assert alive(site.next_worker())

    put = settings | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "-c", PUT], cwd=BASE_DIR, env=put, check=True)
    mail = tmp_path / "mail"
    wait_until(
        lambda: any("Subject: Hello" in file.read_text() for file in mail.glob("*")),
        "no mail came",
    )

    os.kill(site.process.pid, signal.SIGKILL)
    site.process.wait(PATIENCE_S)
    site.wait_for_the_end()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


class TestReload:
    def test_a_worker_of_older_code_is_replaced(self, monkeypatch: pytest.MonkeyPatch) -> None:
        begun: list[subprocess.Popen[bytes]] = []
        versions = iter([1, 1, 2])

        def start() -> subprocess.Popen[bytes]:
            assert not begun or begun[-1].poll() == -signal.SIGTERM
            begun.append(subprocess.Popen(["sleep", "600"]))
            return begun[-1]

        monkeypatch.setattr(keeper, "_start", start)
        monkeypatch.setattr(keeper, "LOOK_S", 0.01)
        keeper.keep(over=lambda: len(begun) > 1, version=lambda: next(versions, 2))
        assert [worker.wait(PATIENCE_S) for worker in begun] == [-signal.SIGTERM] * 2

    def test_code_is_newer_when_a_file_of_it_changed(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        for folder in keeper.CODE:
            (tmp_path / folder / "deeper").mkdir(parents=True)
            (tmp_path / folder / "deeper/code.py").touch()
        monkeypatch.setattr(keeper, "BASE_DIR", tmp_path)
        before = keeper.newest_change()
        file = tmp_path / "templates/deeper/page.html"
        file.touch()
        os.utime(file, ns=(before + 1, before + 1))
        (tmp_path / "archive/data.bin").touch()
        assert keeper.newest_change() == before + 1
