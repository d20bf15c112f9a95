"""What an answer says about who may keep it. The matrix of permissions asks this of each."""

import pytest
from django.http import HttpResponse

from tests.trust.conftest import People, client_of

pytestmark = pytest.mark.django_db


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
