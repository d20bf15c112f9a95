"""What `make run` does between an installed environment and a served page.

Each step does nothing when it was done before, so a second run changes no data.
"""

import errno
import os
import secrets
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from config.env import Env

BASE_DIR = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> None:
    """Prepare the site and serve it, with a worker beside it; with --reload, by Django's own server
    for developers, and both anew when the code changes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        _keep_secret_key()
        _refuse_taken_port(settings.BIND, settings.PORT)
        prepare()
    except (ImproperlyConfigured, CommandError) as error:
        sys.exit(f"postil: {error}")
    except (DatabaseError, OSError) as error:
        sys.exit(f"postil: {_in_a_sentence(error)}")
    reload = [word for word in arguments if word == "--reload"]
    if reload:
        serve = ["manage.py", "runserver", f"{settings.BIND}:{settings.PORT}"]
        sys.stdout.write(f"Postil is at {settings.ADDRESS}/, whatever Django says below.\n")
    else:
        serve = ["-m", "gunicorn", "-c", "python:config.gunicorn"]
    sys.stdout.flush()
    keep = [sys.executable, "-m", "config.keeper", str(os.getpid()), *reload]
    subprocess.Popen(keep)  # noqa: S603
    # Replaced, not begun as a child: what stops this process stops the server, and what is the end
    # of the server is the keeper's, whose parent it has become.
    os.execv(sys.executable, [sys.executable, *serve])  # noqa: S606


def prepare() -> None:
    """Bring database, static files and archive to where this version of the code wants them."""
    # One process needs one connection; a pool would only try again and again what fails.
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with suppress(SystemExit):  # a seed that is refused was named; the others can be read
        call_command("import_seeds", publish=True)
    if connection.vendor == "sqlite":
        call_command("make_trial")
        call_command("make_rules")


def _keep_secret_key() -> None:
    """Unless one is given, generate a secret key, once, in a file that nobody else may read."""
    var = Env(os.environ).folder("POSTIL_VAR", BASE_DIR / "var")
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = var / "secret_key"
    if "SECRET_KEY" in os.environ or "SECRET_KEY_FILE" in os.environ:
        return
    if kept.exists() and kept.read_text().strip():
        return
    # Written whole and then put in place: a start that is interrupted leaves no half of a key.
    with NamedTemporaryFile("w", dir=var, prefix="secret_key.", delete=False) as file:
        file.write(secrets.token_urlsafe(64))
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(kept)


def _in_a_sentence(error: DatabaseError | OSError) -> str:
    """What the machine refused, and where to look."""
    if isinstance(error, OSError):
        return (
            f"{error.filename} cannot be used ({error.strerror}): make it readable and writable, "
            "or name another folder in POSTIL_VAR."
        )
    what = str(error).strip().partition("\n")[0].rstrip(".")
    if connection.vendor == "sqlite":
        remedy = (
            f"see that {connection.settings_dict['NAME']} is whole and can be written, or move it "
            "away for a new one to be made"
        )
    else:
        remedy = "see that the server in DATABASE_URL runs and knows this user and password"
    return f"the database cannot be used ({what}): {remedy}."


def _refuse_taken_port(host: str, port: int) -> None:
    """Better said now than in gunicorn's fifth retry, after everything else was done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                remedy = (
                    f"stop what uses it, or choose another port, as in `make run PORT={port + 1}`"
                )
            else:
                remedy = "write an address of this machine in POSTIL_BIND"
            raise CommandError(
                f"cannot serve on {host}:{port} ({error.strerror}): {remedy}."
            ) from None


if __name__ == "__main__":
    main(sys.argv[1:])
