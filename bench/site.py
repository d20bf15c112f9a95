"""A site to measure: Django with an empty database, SQLite in a temporary folder, or the empty one
in DATABASE_URL."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "SECRET_KEY": "only-for-measuring-" * 3,
    "POSTIL_HOSTS": "testserver",
    "POSTIL_LOG": "ERROR",
}


@contextmanager
def site() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as folder:
        os.environ.update(SETTINGS, POSTIL_VAR=folder)
        import django  # noqa: PLC0415

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        yield


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
