"""What a browser sends to sign up: the form as typed, and the work that was done meanwhile."""

import base64
import json
from datetime import datetime, timedelta

import altcha
from django.utils import timezone

from accounts.signup_defence import challenge
from accounts.signup_defence.views import CHALLENGE_FIELD

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
