"""Sign-up hammered from everywhere at once, at a site of four worker processes."""

import http.client
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.signup_defence import rates
from accounts.signup_defence.defence import CHALLENGE_FIELD
from tests.accounts import signing_up
from tests.browser.stage import ROOT, STOP_S, free_port, wait_for
from tests.other_processes import environ

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS = 4
HANDS = 16  # that press the button at once
IN_ALL = 14  # may sign up in an hour, from everywhere
TRIES = 24
PATIENCE_S = 120
TOKEN = "t" * 32
LOOK = """
import json, django
django.setup()
from accounts.models import OutboxMessage, User
print(json.dumps([User.objects.count(), OutboxMessage.objects.count()]))
"""


@dataclass(frozen=True)
class Site:
    address: str
    environ: dict[str, str]

    def made(self) -> list[int]:
        """How many members and mails there are, as another process sees it."""
        looked = subprocess.run(
            [sys.executable, "-c", LOOK],
            cwd=ROOT,
            env=self.environ,
            check=True,
            capture_output=True,
        )
        counts: list[int] = json.loads(looked.stdout)
        return counts

    def press(self, number: int, forwarded: str, challenge: str | None = None) -> tuple[int, str]:
        """Send one form, solved; the status of the answer, and what it says."""
        typed = {"email": f"{number}@example.org", "display_name": f"Member number {number}"}
        fields = signing_up.form(**typed) | {"csrfmiddlewaretoken": TOKEN}
        if challenge:
            fields[CHALLENGE_FIELD] = challenge
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE_S)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{settings.CSRF_COOKIE_NAME}={TOKEN}",
            "X-Forwarded-For": forwarded,
        }
        try:
            connection.request("POST", signing_up.ADDRESS, urlencode(fields), headers)
            answer = connection.getresponse()
            if answer.status == 429:
                assert int(answer.headers["Retry-After"]) > 0
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    port = free_port()
    variables = environ(
        tmp_path,
        DJANGO_SETTINGS_MODULE="tests.accounts.hammered_settings",
        SECRET_KEY=settings.SECRET_KEY,
        POSTIL_VAR=str(tmp_path),
        POSTIL_LOG="ERROR",
        POSTIL_PROXIES="1",
        POSTIL_SIGNUPS_PER_HOUR=str(IN_ALL),
        WEB_CONCURRENCY=str(WORKERS),
        PORT=str(port),
    )
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn"]
    server = subprocess.Popen(gunicorn, cwd=ROOT, env=variables)
    try:
        wait_for(server, f"http://127.0.0.1:{port}/readyz")
        yield Site(f"http://127.0.0.1:{port}", variables)
    finally:
        server.terminate()
        server.wait(STOP_S)


def test_no_more_sign_up_than_may(site: Site) -> None:
    begun_at = timezone.now()
    challenge = signing_up.form()[CHALLENGE_FIELD]
    with ThreadPoolExecutor(HANDS) as hands:
        # One challenge, solved once, from as many networks as there are hands.
        once = Counter(
            status
            for status, _page in hands.map(
                lambda n: site.press(n, f"198.51.100.{n}", challenge), range(HANDS)
            )
        )
        assert once == {302: 1, 422: HANDS - 1}

        # One network, behind our proxy, that claims to be another each time.
        claims = list(
            hands.map(lambda n: site.press(100 + n, f"10.0.0.{n}, 192.0.2.1"), range(TRIES))
        )
        # As many networks as there are tries.
        crowd = list(hands.map(lambda n: site.press(200 + n, f"203.0.113.{n}"), range(TRIES)))

    members, mails = site.made()
    admitted = [Counter(status for status, _page in answers) for answers in (claims, crowd)]
    assert all(set(statuses) <= {302, 429} for statuses in admitted)
    assert members == mails == 1 + admitted[0][302] + admitted[1][302]
    hours = {rates.FROM_A_NETWORK.window_number(at) for at in (begun_at, timezone.now())}
    assert admitted[0][302] <= rates.FROM_A_NETWORK.most * len(hours)
    assert members <= IN_ALL * len(hours)
    if len(hours) == 1:  # the clock did not strike meanwhile
        assert admitted[0][302] == rates.FROM_A_NETWORK.most
        assert members == IN_ALL
    for answers, words in (
        (claims, "Too many have just signed up from your network."),
        (crowd, "More want to sign up just now than this site lets in at once."),
    ):
        refused = [page for status, page in answers if status == 429]
        assert refused
        assert all(words in page for page in refused)
