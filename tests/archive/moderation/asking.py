"""Asking for a removal as a browser does."""

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.signup_defence import challenge
from accounts.signup_defence.defence import CHALLENGE_FIELD
from archive.models import Article, Comment
from tests.accounts.signing_up import A_WHILE, EASY, solution

TYPED = {
    "name": "Nora Quay",
    "email": "nora@example.org",
    "relation": "subject",
    "words": "It names my street.",
}


def address_of(article: Article, comment: Comment | None = None) -> str:
    page = reverse("removal_request", args=[article.slug])
    return f"{page}?comment={comment.pk}" if comment else page


def form(*, solved: bool = True, **typed: str) -> dict[str, str]:
    """A form that was opened a while ago, filled in with `typed`."""
    opened = challenge.issue(timezone.now() - A_WHILE, EASY)
    return {**TYPED, CHALLENGE_FIELD: solution(opened) if solved else opened, **typed}


def ask(fields: dict[str, str], article: Article, comment: Comment | None = None) -> Any:
    """What the site answers to a form from somewhere."""
    return Client(REMOTE_ADDR="192.0.2.1").post(address_of(article, comment), fields)
