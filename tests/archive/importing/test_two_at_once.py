"""Two imports at once, and one that is killed: nobody dies of it, and no document is half there."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from archive.importing.report import Outcome, Status
from archive.importing.runs import Run
from archive.models import Article, ImportRun, SourceDocument
from tests.archive.importing.shelf import PIECE
from tests.other_processes import environ

pytestmark = pytest.mark.django_db(transaction=True)

DOCUMENTS = 8
PATIENCE_S = 60


def fill(folder: Path, name: str) -> Path:
    """Captures that differ, but want the same address and the same new author."""
    folder.mkdir()
    for number in range(DOCUMENTS):
        (folder / f"{name}-{number}.txt").write_text(f"{PIECE}\nThe {name} number {number}.\n")
    return folder


def import_at_once(*folders: Path) -> list[list[Outcome]]:
    """What came of importing each folder, all of them at the same time."""
    begin = threading.Barrier(len(folders))
    outcomes: list[list[Outcome]] = []

    def work(folder: Path) -> None:
        try:
            begin.wait(PATIENCE_S)
            outcomes.append(Run().paths([folder]).outcomes)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[folder]) for folder in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    return outcomes


@pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="SQLite lets one transaction write at a time, and the tests' one is in memory.",
)
class TestTwoAtOnce:
    def test_different_captures_that_want_the_same_rows(self, tmp_path: Path) -> None:
        done = import_at_once(fill(tmp_path / "x", "x"), fill(tmp_path / "y", "y"))
        assert [outcome.note for outcomes in done for outcome in outcomes] == [""] * 2 * DOCUMENTS
        assert Article.objects.values("slug").distinct().count() == 2 * DOCUMENTS
        assert ImportRun.objects.count() == 2

    def test_the_same_captures(self, tmp_path: Path) -> None:
        folder = fill(tmp_path / "x", "x")
        first, second = import_at_once(folder, folder)
        for one, other in zip(first, second, strict=True):
            assert {one.status, other.status} == {Status.CREATED, Status.UNCHANGED}
        assert SourceDocument.objects.filter(version=1).count() == DOCUMENTS


SCRIPT = """
import json, os, signal, sys
import django
django.setup()
from pathlib import Path
from archive.importing import comments
from archive.importing.runs import Run
from archive.models import *

folder, killed_at = Path(sys.argv[1]), int(sys.argv[2])
store, begun = comments.store, []

def kill(*given):
    begun.append(given)
    if len(begun) == killed_at:
        os.kill(os.getpid(), signal.SIGKILL)
    store(*given)

comments.store = kill
statuses = [outcome.status for outcome in Run().paths([folder]).outcomes] if killed_at >= 0 else []
print(json.dumps({
    "statuses": statuses,
    "whole": [
        bool(a.body and a.bylines.count() and a.import_fingerprint and a.document)
        and sum(b.last_line - b.first_line + 1 for b in a.document.blocks.all())
        == a.document.line_count
        for a in Article.objects.all()
    ],
    "without_run": SourceDocument.objects.filter(import_run=None).count(),
    "runs": [run.finished_at is not None for run in ImportRun.objects.order_by("id")],
}))
"""
ONLY_LOOK = -1
NEVER = 0


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The address of a database with tables, for other processes."""
    return environ(tmp_path)["DATABASE_URL"]


def run_script(database: str, folder: Path, killed_at: int) -> tuple[int, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), str(killed_at)],
        env={
            **os.environ,
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "TMPDIR": str(folder.parent),
        },
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        check=False,
        timeout=PATIENCE_S,
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else {}


def test_a_killed_import_leaves_documents_whole_and_the_next_completes_it(
    tmp_path: Path, database: str
) -> None:
    folder = fill(tmp_path / "x", "x")
    code, _ = run_script(database, folder, killed_at=4)
    assert code == -signal.SIGKILL
    _, left = run_script(database, folder, ONLY_LOOK)
    assert left == {"statuses": [], "whole": [True] * 3, "without_run": 0, "runs": [False]}
    _, after = run_script(database, folder, NEVER)
    assert after["statuses"] == ["unchanged"] * 3 + ["created"] * (DOCUMENTS - 3)
    assert after["whole"] == [True] * DOCUMENTS
    assert (after["without_run"], after["runs"]) == (0, [False, True])
    _, again = run_script(database, folder, NEVER)
    assert again == after | {"statuses": ["unchanged"] * DOCUMENTS}
