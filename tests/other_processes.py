"""What a test needs to begin other processes on the database it has filled."""

import os
import sqlite3
from pathlib import Path

from django.db import connection


def environ(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a process that finds what is committed so far: on PostgreSQL the test's
    own database, on SQLite a copy of it in `folder`, since the test's own is in memory."""
    return {
        **os.environ,
        "DATABASE_URL": _url(folder),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TMPDIR": str(folder),
        **more,
    }


def _url(folder: Path) -> str:
    if connection.vendor == "sqlite":
        file = folder / "db.sqlite3"
        connection.ensure_connection()
        with sqlite3.connect(file) as copy:
            connection.connection.backup(copy)
        copy.close()
        return f"sqlite:///{file}"
    s = connection.settings_dict
    return f"postgres://{s['USER']}:{s['PASSWORD']}@{s['HOST']}:{s['PORT']}/{s['NAME']}"
