"""Signing up as a browser does: the form as typed, and the work that was done meanwhile."""

import base64
import json
import re
from datetime import datetime, timedelta
from typing import Any

import altcha
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMessage, User
from accounts.signup_defence import challenge
from accounts.signup_defence.defence import CHALLENGE_FIELD

ADDRESS = "/accounts/signup/"
PASSWORD = "correct horse battery staple"
TYPED = {"email": "newcomer@example.org", "display_name": "Newcomer", "password1": PASSWORD}
EASY = 1  # the number to find, so that no test looks long
A_WHILE = timedelta(minutes=1)  # what it takes to fill in a form


def form(*, at: datetime | None = None, solved: bool = True, **typed: str) -> dict[str, str]:
    """A form that was opened a while ago, or at `at`, filled in with `typed`."""
    opened = challenge.issue(at or timezone.now() - A_WHILE, EASY)
    return {**TYPED, **typed, CHALLENGE_FIELD: solution(opened) if solved else opened}


def solution(text: str) -> str:
    """What the browser makes of a form's challenge."""
    given = json.loads(base64.b64decode(text))
    found = altcha.solve_challenge(altcha.Challenge.from_dict(given["challenge"]))
    assert found is not None
    given["solution"] = found.to_dict()
    return base64.b64encode(json.dumps(given).encode()).decode()


def sign_up(fields: dict[str, str], network: str = "192.0.2.1", **headers: str) -> Any:
    """What the site answers to a form from somewhere."""
    return Client(REMOTE_ADDR=network, headers=headers).post(ADDRESS, fields)


def shown_challenge(answer: HttpResponse) -> str:
    """The challenge that the form in a page carries."""
    [text] = re.findall(rf'name="{CHALLENGE_FIELD}" value="([^"]+)"', answer.content.decode())
    return str(text)


def assert_refused(answer: HttpResponse, words: str, status: int = 422) -> None:
    """In place, with the reason; all that was typed kept, but the password; nothing made."""
    assert answer.status_code == status
    page = answer.content.decode()
    assert words in page
    assert f'value="{TYPED["email"]}"' in page
    assert f'value="{TYPED["display_name"]}"' in page
    assert PASSWORD not in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert not User.objects.filter(email=TYPED["email"]).exists()
    assert not OutboxMessage.objects.exists()
