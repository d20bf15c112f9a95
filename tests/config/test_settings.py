"""A wrong environment stops every way to start with one sentence, and no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRET = "long-enough-and-only-for-this-test"


def start(command: list[str], var: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the project with no settings but these."""
    clean = {"PATH": os.environ["PATH"], "POSTIL_VAR": str(var), **environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


MANAGE = ["manage.py", "check"]
SERVE = ["-m", "gunicorn", "-c", "python:config.gunicorn", "--check-config"]


def test_the_defaults_and_a_secret_key_are_enough(tmp_path: Path) -> None:
    for command in (MANAGE, SERVE):
        done = start(command, tmp_path, SECRET_KEY=SECRET)
        assert (done.returncode, done.stderr.count("postil:")) == (0, 0), done.stderr


@pytest.mark.parametrize("bind", ["::", "[::]", "::1"])
def test_an_ipv6_address_is_bound_as_it_is_written_before_a_port(tmp_path: Path, bind: str) -> None:
    settled = ["-c", "from config import gunicorn; print(gunicorn.bind)"]
    done = start(settled, tmp_path, SECRET_KEY=SECRET, POSTIL_BIND=bind)
    assert done.stdout == f"[{bind.strip('[]')}]:8000\n", done.stderr
    assert start(SERVE, tmp_path, SECRET_KEY=SECRET, POSTIL_BIND=bind).returncode == 0


@pytest.mark.parametrize("command", [MANAGE, SERVE], ids=["manage", "gunicorn"])
def test_without_a_secret_key_nothing_starts(command: list[str], tmp_path: Path) -> None:
    done = start(command, tmp_path)
    assert done.returncode != 0
    assert done.stderr == (
        "postil: SECRET_KEY is not set: put a long random text in it, or in a file named by "
        f"SECRET_KEY_FILE. `make run` generates one and keeps it in {tmp_path}/secret_key.\n"
    )


def test_the_secret_key_can_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(SECRET)
    assert start(MANAGE, tmp_path, SECRET_KEY_FILE=str(file)).returncode == 0


def test_the_secret_key_make_run_generated_is_found(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text(SECRET)
    assert start(MANAGE, tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "hunter2", "SECRET_KEY is shorter than 32 characters"),
        ("SECRET_KEY_FALLBACKS", "hunter2", "SECRET_KEY_FALLBACKS is shorter"),
        ("DATABASE_URL", "", "DATABASE_URL is empty: give it a value, or unset it."),
        ("DATABASE_URL", "mysql://u:hunter2@h/d", "DATABASE_URL begins with 'mysql'"),
        ("DATABASE_URL", "postgres://u:hunter2@h", "DATABASE_URL names no database"),
        ("DATABASE_URL", "postgres://u:hunter2@h:port/d", "DATABASE_URL is not a URL"),
        ("DATABASE_URL", "sqlite://var/hunter2", "DATABASE_URL does not name a SQLite file"),
        ("DATABASE_PASSWORD", "hunter2", "DATABASE_PASSWORD is set, but SQLite takes none"),
        ("CACHE_URL", "memcached://u:hunter2@h", "CACHE_URL does not name a Redis server"),
        ("EMAIL_URL", "smtp://", "EMAIL_URL does not say where mail goes"),
        ("EMAIL_URL", "smtp://u:hunter2@[h", "EMAIL_URL is not a URL"),
        ("POSTIL_HTTPS", "yes", "POSTIL_HTTPS is on, but Postil itself speaks plain HTTP"),
        ("POSTIL_ADDRESS", "archive.example.org", "POSTIL_ADDRESS is 'archive.example.org', which"),
        ("POSTIL_TRUSTED_ORIGINS", "example.org", "POSTIL_TRUSTED_ORIGINS holds 'example.org'"),
        ("POSTIL_TIME_ZONE", "Mars/Olympus", "POSTIL_TIME_ZONE is 'Mars/Olympus'"),
        ("PORT", "70000", "PORT is '70000', which is out of range"),
        ("POSTIL_DEBGU", "1", "POSTIL_DEBGU is not a setting of Postil: did you mean"),
    ],
)
def test_a_wrong_setting_is_one_sentence(
    name: str, value: str, sentence: str, tmp_path: Path
) -> None:
    done = start(MANAGE, tmp_path, **{"SECRET_KEY": SECRET, name: value})
    assert done.returncode != 0
    assert done.stderr.startswith(f"postil: {sentence}")
    assert done.stderr.count("\n") == 1
    assert "hunter2" not in done.stderr, "a secret was repeated"


READ = "import config.settings as s; print(({}))"


@pytest.mark.parametrize(
    ("environ", "expression", "printed"),
    [
        ({}, "s.DEBUG, s.HTTPS, s.BIND, s.PORT", "(False, False, '127.0.0.1', 8000)"),
        ({}, "s.SESSION_COOKIE_NAME, s.SECURE_HSTS_SECONDS", "('session', 0)"),
        (
            {"POSTIL_HTTPS": "yes", "POSTIL_PROXIES": "1"},
            "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SECURE_SSL_REDIRECT",
            "('__Host-session', '__Host-csrf', True)",
        ),
        ({}, "s.SECURE_PROXY_SSL_HEADER", "None"),
        (
            {"POSTIL_PROXIES": "1"},
            "s.SECURE_PROXY_SSL_HEADER",
            "('HTTP_X_FORWARDED_PROTO', 'https')",
        ),
        (
            {
                "DATABASE_URL": "postgres://me:from-url@db:5433/archive?options=-c%20jit=off",
                "DATABASE_PASSWORD": "p@ss",
                "POSTIL_LOCK_TIMEOUT": "3",
                "POSTIL_POOL": "0",
            },
            "[s.DATABASES['default'][k] for k in ('HOST', 'PORT', 'NAME', 'PASSWORD')],"
            " s.DATABASES['default']['OPTIONS']['options'],"
            " 'pool' in s.DATABASES['default']['OPTIONS']",
            "(['db', 5433, 'archive', 'p@ss'], '-c statement_timeout=30000 -c lock_timeout=3000 "
            "-c idle_in_transaction_session_timeout=60000 -c jit=off', False)",
        ),
        (
            {"DATABASE_URL": "sqlite:////srv/p.sqlite3"},
            "s.DATABASES['default']['NAME']",
            "/srv/p.sqlite3",
        ),
        ({"CACHE_URL": "redis://cache/1"}, "s.CACHES['default']['LOCATION']", "redis://cache/1"),
        (
            {"EMAIL_URL": "smtp+tls://me:a%40b@mail.example.org"},
            "s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_PASSWORD, s.EMAIL_USE_TLS, s.EMAIL_TIMEOUT",
            "('mail.example.org', 587, 'a@b', True, 20)",
        ),
    ],
)
def test_what_a_setting_does(
    environ: dict[str, str], expression: str, printed: str, tmp_path: Path
) -> None:
    done = start(["-c", READ.format(expression)], tmp_path, SECRET_KEY=SECRET, **environ)
    assert done.stdout.strip() == printed, done.stderr


def test_sqlite_waits_its_turn_and_keeps_its_promises(tmp_path: Path) -> None:
    ask = (
        "import django; django.setup(); from django.db import connection as c; k = c.cursor();"
        "print([k.execute(f'PRAGMA {p}').fetchone()[0]"
        " for p in ('journal_mode', 'foreign_keys', 'busy_timeout')])"
    )
    environ = {"SECRET_KEY": SECRET, "DJANGO_SETTINGS_MODULE": "config.settings"}
    assert start(["-c", ask], tmp_path, **environ).stdout.strip() == "['wal', 1, 10000]"
