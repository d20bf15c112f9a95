"""The challenge of a sign-up form: a proof of work in the format of ALTCHA, version 2.

The number sought is drawn here, and the derived key it leads to signed, so that to check a
solution costs nothing and the work of a browser has an upper bound.
"""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import altcha
from django.db import transaction
from django.utils.crypto import salted_hmac

from accounts.models import UsedChallenge

ALGORITHM = "PBKDF2/SHA-256"  # what every browser has built in
ROUNDS = 10_000  # for one number; many, so that the browser counts in long strides
NUMBERS = 200  # to look among; with the rounds, about a second of a cheap phone's time
LIFETIME = timedelta(hours=2)  # a form may stay open over lunch
NO_SOLUTION = altcha.Solution(counter=0, derived_key="")


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge of ours that came back with a form."""

    digest: str  # by which its use is remembered
    issued_at: datetime
    solved: bool

    def age(self, at: datetime) -> timedelta:
        return at - self.issued_at

    def expired(self, at: datetime) -> bool:
        return self.age(at) > LIFETIME


def issue(at: datetime, number: int) -> str:
    """A challenge that `number` solves, as the text a form carries."""
    made = altcha.create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=number,
        data={"issued": int(at.timestamp())},
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("key"),
    )
    return base64.b64encode(json.dumps({"challenge": made.to_dict()}).encode()).decode()


def read(text: str) -> Challenge | None:
    """What a form brought back, solved or not; None if it is not what was issued here."""
    try:
        given = json.loads(base64.b64decode(text, validate=True))
        challenge = altcha.Challenge.from_dict(given["challenge"])
        solution = given.get("solution")
        solved = altcha.Solution.from_dict(solution) if solution else NO_SOLUTION
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    result = altcha.verify_solution(
        altcha.Payload(challenge, solved), _secret("challenge"), hmac_key_secret=_secret("key")
    )
    if result.invalid_signature is not False or not challenge.parameters.data:
        return None
    issued_at = datetime.fromtimestamp(challenge.parameters.data["issued"], UTC)
    return Challenge(str(challenge.signature), issued_at, result.verified)


def spend(challenge: Challenge) -> bool:
    """Whether `challenge` is used for the first time, by whichever process; committed at once.

    Raises RuntimeError inside a transaction, whose rollback would give it back.
    """
    with transaction.atomic(durable=True):
        _row, first = UsedChallenge.objects.get_or_create(
            digest=challenge.digest, defaults={"expires_at": challenge.issued_at + LIFETIME}
        )
    return first


def forget_expired(at: datetime) -> int:
    """Delete what is remembered of challenges that have expired themselves; how many."""
    return UsedChallenge.objects.filter(expires_at__lt=at).delete()[0]


def _secret(use: str) -> str:
    """A key of its own for each use, so that no signature means anything elsewhere."""
    return salted_hmac("accounts.signup_defence", use, algorithm="sha256").hexdigest()
