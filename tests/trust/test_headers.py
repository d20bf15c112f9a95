"""Every route's answer carries the security headers, and says honestly who may keep it."""

import pytest
from django.http import HttpResponse

from tests.config.test_headers import assert_protected
from tests.trust.conftest import People, client_of
from tests.trust.matrix import ROLES, rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_every_answer(people: People, role: str) -> None:
    client = client_of(people[role])
    shared = 0
    for row in rows():
        if row.route == "admin:logout":
            continue
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(row.address, headers=headers)
            assert_protected(answer)
            shared += assert_kept_by_whom_it_may(answer, role)
    assert bool(shared) == (role == "anonymous")


def assert_kept_by_whom_it_may(answer: HttpResponse, role: str) -> bool:
    """Whether a shared cache may keep `answer`; if so, it must be fit to be kept."""
    headers = answer.headers
    control = headers.get("Cache-Control", "")
    if "public" not in control:
        assert "no-store" in control or "private" in control or not control, control
        return False
    assert role == "anonymous"
    assert not answer.cookies
    assert "Cookie" in headers["Vary"]
    assert b"csrfmiddlewaretoken" not in answer.content
    return True


def test_signed_in_answers_are_private(people: People) -> None:
    client = client_of(people["reader"])
    for address in ("/", "/articles/", "/articles/russia-china-alliance-at-the-tipping-point/"):
        control = client.get(address).headers["Cache-Control"]
        assert "private" in control, address
        assert "no-store" in control, address
