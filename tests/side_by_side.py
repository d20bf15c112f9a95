"""Works that really run at once: threads, each with a connection of its own, on either database."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, connections

PATIENCE_S = 120


def side_by_side(*works: Callable[[], object]) -> list[object]:
    """What each of `works` gave, all begun in the same moment. What one of them raised is raised
    here."""
    begin = threading.Barrier(len(works))
    given: dict[int, object] = {}
    raised: list[BaseException] = []

    def run(number: int, work: Callable[[], object]) -> None:
        try:
            begin.wait(PATIENCE_S)
            given[number] = work()
        except BaseException as fault:
            raised.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    if raised:
        raise raised[0]
    return [given[number] for number in range(len(works))]  # a KeyError: one of them hangs


def wait_until_one_waits() -> None:
    """Until some connection to PostgreSQL waits for a lock that another holds."""
    latest = time.monotonic() + PATIENCE_S
    while time.monotonic() < latest:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waited")


@contextmanager
def database_for_threads(folder: Path) -> Iterator[None]:
    """The tests' database, where threads can write at once. On SQLite that is a copy in `folder`:
    the tests' own is in memory, where connections refuse each other instead of waiting."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    settings, in_memory = connection.settings_dict, connections["default"]
    name = settings["NAME"]
    with sqlite3.connect(folder / "db.sqlite3") as copy:
        connection.connection.backup(copy)
    copy.close()
    del connections["default"]
    settings["NAME"] = str(folder / "db.sqlite3")
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"] = name
        connections["default"] = in_memory
