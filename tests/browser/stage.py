"""A site to look at: served as it is in the open, and holding something of every kind.

What a browser is sent depends on how files are named, compressed and cached, so the pages are
looked at where all of that is as it will be, not on the tests' own server.
"""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_S = 120  # a busy machine; nothing is measured here
STOP_S = 30
# What the suite, or the make that started it, says about itself is none of the site's business.
OURS = re.compile(
    r"POSTIL_|SECRET_KEY|DATABASE_|CACHE_|EMAIL_|DJANGO_|PYTEST_|WEB_CONCURRENCY|PORT$"
)

MEMBER = "member@example.org"
LEAVERS = tuple(f"leaver{number}@example.org" for number in range(3))

IN_THE_DEEP = 500_000  # the number of a comment that answers many others
# Pages by name, each of them somewhere on the stage (tests/browser/scenery.py).
SEED = "/articles/russia-china-alliance-at-the-tipping-point/"
PAGES = {
    "front": "/",
    "shelf": "/articles/",
    "article": SEED,
    "source": f"{SEED}source/?lines=5,80,86&q=Russia",
    "history": f"{SEED}history/",
    "patterns": "/patterns/",
    "thread": "/articles/a-long-thread/",
    "busy": "/articles/a-busy-thread/",
    "comments": "/articles/a-busy-thread/comments/?order=newest",
    "comment": f"/comments/{IN_THE_DEEP}/",
    "gated": "/articles/talked-about-by-subscribers/",
    "for-subscribers": "/articles/for-subscribers/",
    "silent": "/articles/not-talked-about/",
    "russian": "/articles/in-russian/",
    "bare": "/articles/nothing-known/",
    "drive": "/articles/with-a-drive/",
    "closed": "/articles/closed-by-itself/",
    "search": "/search/?q=russia+china",
    "search-unasked": "/search/",
    "search-in-vain": "/search/?q=walrus&outlet=global-research",
    "like": f"{SEED}like/",
    "feeds": "/feeds/",
    "api": "/api/",
    "outlets": "/outlets/",
    "outlet": "/outlets/global-research/",
    "author": "/authors/m-k-bhadrakumar/",
    "topic": "/topics/history/",
    "member": "/members/who-talked/",
    "left": "/accounts/deleted/",
    "signup": "/accounts/signup/",
    "login": "/accounts/login/",
    "look-into-your-mail": "/accounts/confirm-email/",
    "stale-link": "/accounts/confirm-email/none/",
    "reset": "/accounts/password/reset/",
    "rules": "/rules/",
    "moderation-log": "/moderation/log/",
    "removals-alone": "/moderation/log/?act=removed",
    "removal": f"{SEED}removal/",
    "removal-sent": f"{SEED}removal/sent/",
    "missing": "/nothing-here/",
    "gone": "/articles/withdrawn/",
    "legal": "/articles/withdrawn-for-law/",
    "forbidden": "/fails/forbidden/",
    "malformed": "/fails/malformed/",
    "broken": "/fails/broken/",
}


@contextmanager
def staged(folder: Path) -> Iterator[str]:
    """A site in `folder`, while it runs. Gives its address."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environ = {name: value for name, value in os.environ.items() if not OURS.match(name)} | {
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "SECRET_KEY": "only-for-tests-" * 4,
        "POSTIL_ADDRESS": address,
        "POSTIL_VAR": str(folder),
        "POSTIL_LOG": "ERROR",
        "POSTIL_PROXIES": "1",  # so that a test can come from a network of its own
        "WEB_CONCURRENCY": "1",
        "PORT": str(port),
    }
    python = [sys.executable, "-m"]
    subprocess.run([*python, "tests.browser.scenery"], cwd=ROOT, env=environ, check=True)
    server = subprocess.Popen(
        [*python, "gunicorn", "-c", "python:config.gunicorn"], cwd=ROOT, env=environ
    )
    try:
        wait_for(server, f"{address}/readyz")
        yield address
    finally:
        server.terminate()
        server.wait(STOP_S)


def wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    """Return when `server` answers at `address`."""
    latest = time.monotonic() + START_S
    while time.monotonic() < latest:
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
