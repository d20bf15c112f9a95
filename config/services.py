"""The services a URL in the environment points to: database, cache, mail.

A URL may hold a password, so what is wrong with one is said without repeating it.
"""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import salted_hmac

CACHE_KB = (
    32_768  # a search looks at two thousand rows all over the file; of 2 MB it reads half twice
)
BUSY_TIMEOUT_S = 10  # a writer waits this long for another's turn before it gives up
POOL_WAIT_S = 10  # a request that finds every connection taken fails after this long
IDLE_IN_TRANSACTION_MS = 60_000  # no transaction of ours has a reason to sit idle
# A full table drops a third of what it holds, whatever that is, and with it limits that hold:
# nobody is to fill it within the hour after which the worker deletes what is over.
CACHE_ENTRIES = 1_000_000
NETWORK_TIMEOUT_S = 5  # a cache that does not answer must not hold a page back
MAIL_TIMEOUT_S = 20


def sqlite(path: str) -> dict[str, Any]:
    """SQLite as a server wants it: readers never wait, writers queue instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": BUSY_TIMEOUT_S,
            # A transaction that begins as a reader and then writes fails at once when another
            # has written in between; one that begins as a writer waits its turn.
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}; PRAGMA cache_size=-{CACHE_KB};"
            ),
        },
    }


def postgresql(
    url: str, password: str | None, *, pool: int, statement_timeout_s: int, lock_timeout_s: int
) -> dict[str, Any]:
    """PostgreSQL where nothing waits for ever, with connections pooled in each process."""
    database: dict[str, Any] = dict(dj_database_url.parse(url, conn_health_checks=True))
    if password is not None:
        database["PASSWORD"] = password
    options = database.setdefault("OPTIONS", {})
    limits = {
        "statement_timeout": statement_timeout_s * 1000,
        "lock_timeout": lock_timeout_s * 1000,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_MS,
    }
    given = [options["options"]] if "options" in options else []
    options["options"] = " ".join([f"-c {name}={ms}" for name, ms in limits.items()] + given)
    options.setdefault("connect_timeout", NETWORK_TIMEOUT_S)
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": POOL_WAIT_S}
    return database


def database(url: str, base: Path, password: str | None, **limits: int) -> dict[str, Any]:
    """The database DATABASE_URL names."""
    parts = _split("DATABASE_URL", url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path[1:])
        if parts.netloc or parts.query or not path:
            raise ImproperlyConfigured(
                "DATABASE_URL does not name a SQLite file: write sqlite:///relative/path or "
                "sqlite:////absolute/path."
            )
        if password is not None:
            raise ImproperlyConfigured(
                "DATABASE_PASSWORD is set, but SQLite takes none: name a server in DATABASE_URL, "
                "or unset the password."
            )
        return sqlite(path if path == ":memory:" else str(base / path))
    if parts.scheme in {"postgres", "postgresql"}:
        if not parts.path.strip("/"):
            raise ImproperlyConfigured(
                "DATABASE_URL names no database: end it with /NAME, as in "
                "postgres://user@host:5432/postil."
            )
        return postgresql(url, password, **limits)
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {parts.scheme!r}, which Postil cannot speak to: "
        "write postgres://user@host:5432/name or sqlite:///path."
    )


def cache(url: str) -> dict[str, Any]:
    """The cache CACHE_URL names."""
    parts = _split("CACHE_URL", url)
    if parts.scheme not in {"redis", "rediss"} or not parts.hostname:
        raise ImproperlyConfigured(
            "CACHE_URL does not name a Redis server: write redis://host:6379/0, or unset it to "
            "keep the cache in the database."
        )
    timeouts = {"socket_timeout": NETWORK_TIMEOUT_S, "socket_connect_timeout": NETWORK_TIMEOUT_S}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "postil",
        "OPTIONS": timeouts,
    }


def cache_table(name: str) -> dict[str, Any]:
    """A cache in the table `name` of the database."""
    return {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": CACHE_ENTRIES},
    }


def cache_key(key: str, prefix: str, version: int) -> str:
    """What a cache calls `key`: a digest, since allauth writes into keys whom they are of."""
    digest = salted_hmac("config.cache_key", key, algorithm="sha256").hexdigest()
    return f"{prefix}:{version}:{digest}"


def mail(url: str) -> dict[str, Any]:
    """Django's EMAIL_… settings for the place EMAIL_URL names."""
    parts = _split("EMAIL_URL", url)
    backends = "django.core.mail.backends"
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": f"{backends}.console.EmailBackend"}
    if parts.scheme == "file" and parts.path.startswith("/"):
        folder = unquote(parts.path)
        return {"EMAIL_BACKEND": f"{backends}.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    if parts.scheme not in ports or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL does not say where mail goes: write smtp+tls://user:password@host:587, "
            "smtps://…, smtp://… (unencrypted), file:///folder or console:"
        )
    return {
        "EMAIL_BACKEND": f"{backends}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": MAIL_TIMEOUT_S,
    }


def _split(name: str, url: str) -> SplitResult:
    """Split a URL, its port included, or say which setting is malformed."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is not a URL: write special characters in a password as %XX, and the port "
            "as a number."
        ) from None
    return parts
