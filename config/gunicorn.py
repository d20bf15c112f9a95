"""How gunicorn serves: `gunicorn -c python:config.gunicorn`."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

try:
    from config import settings
except ImproperlyConfigured as error:
    raise SystemExit(f"postil: {error}") from None

wsgi_app = "config.wsgi"
bind = f"{settings.BIND}:{settings.PORT}"
workers = settings.WORKERS
worker_class = "gthread"
threads = 4  # pages wait for the database more than they compute
timeout = 30
graceful_timeout = 20
max_requests = 5_000  # a worker that grows is replaced, not all of them at once
max_requests_jitter = 500

# Heartbeats are files: in memory they cannot stall on a slow disk, or on a read-only one.
memory = Path("/dev/shm")  # noqa: S108
worker_tmp_dir = str(memory) if memory.is_dir() else None
control_socket_disable = True

# By default gunicorn lets whoever connects from this machine claim to speak HTTPS.
forwarded_allow_ips = "*" if settings.PROXIES else ""


def when_ready(server: Any) -> None:
    """Say where the site is, once it is: where its mails lead, since a browser that came by another
    name would not be known there."""
    server.log.info("Postil is at %s/ (Ctrl-C stops it)", settings.ADDRESS)
