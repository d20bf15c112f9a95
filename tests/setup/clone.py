"""A copy of the project as git would hand it out, and the server that `make run` starts in it."""

import contextlib
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIRST_RUN_S = 600  # a slow package index; seconds are measured, not asserted
STOP_S = 30
WORDS = "archive_searchwords"  # 0007_search_indexes: FTS5 gives out none of its rows
# What the suite, or the make that started it, says about itself is none of the clone's business.
OURS = re.compile(
    r"POSTIL_|SECRET_KEY|DATABASE_|DJANGO_|PYTEST_|PYTHON|MAKE|MFLAGS|VIRTUAL_ENV|UV_"
)


class Clone:
    """One copy of the project; at most one server of it runs at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "postil"
        self.port = _free_port()
        self.address = f"http://localhost:{self.port}"
        self.seconds = 0.0
        self._log = folder / "run.log"
        self._server: subprocess.Popen[bytes] | None = None
        self._environ = {k: v for k, v in os.environ.items() if not OURS.match(k)}
        self._environ["PATH"] = f"{_only_python(folder)}:/usr/bin:/bin"
        _copy(self.folder)

    def run(self) -> str:
        """`make run`, until it is ready. Returns what it printed."""
        started = time.monotonic()
        with self._log.open("wb") as log:
            self._server = subprocess.Popen(
                ["make", "run", f"PORT={self.port}"],
                cwd=self.folder,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that it can be stopped with all that it started
            )
        while not self._ready():
            if self._server.poll() is not None:
                raise AssertionError(f"make run ended:\n{self.printed()}")
            if time.monotonic() - started > FIRST_RUN_S:
                raise AssertionError(f"make run is not ready yet:\n{self.printed()}")
            time.sleep(0.2)
        self.seconds = time.monotonic() - started
        return self.printed()

    def stop(self) -> None:
        """End the server as Ctrl-C does: the whole group."""
        if self._server is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._server.pid, signal.SIGINT)
            self._server.wait(STOP_S)
            self._server = None

    def printed(self) -> str:
        return self._log.read_text()

    def var(self, name: str) -> Path:
        return self.folder / "var" / name

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table, but for what readers fill and what SQLite notes for itself.
        The index of words keeps none that could be read; what it is made from is a table."""
        with contextlib.closing(sqlite3.connect(self.var("postil.sqlite3"))) as database:
            names = [
                name
                for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
                if name not in {"django_session", "postil_cache", "sqlite_sequence", WORDS}
            ]
            return {
                name: sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr)
                for name in names
            }

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def _copy(folder: Path) -> None:
    """What a commit of this moment would hold, so that a developer tests what lies before them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def _only_python(folder: Path) -> Path:
    """A folder for the PATH with Python and nothing else: no uv, no tools of the developer."""
    programs = folder / "bin"
    programs.mkdir()
    (programs / "python3").symlink_to(Path(sys.base_prefix) / "bin/python3")
    return programs


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
