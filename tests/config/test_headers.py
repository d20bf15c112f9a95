"""Every answer carries the security headers, whatever it is an answer to."""

import pytest
from django.http import HttpResponse
from django.test import Client

from archive.publishing.feeds.places import MEDIA_TYPES

# A page, an answer to machines, a redirect, a refusal, a missing page and a file.
ADDRESSES = ["/livez", "/admin/login/", "/admin/", "/livez?x=%00", "/nothing-here/"]
ADDRESSES += ["/static/admin/css/base.css"]

CSP = {
    "default-src 'none'",
    *(f"{what}-src 'self'" for what in ("script", "style", "img", "font", "connect", "manifest")),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def assert_protected(response: HttpResponse) -> None:
    """The headers promised for every answer, on this one."""
    headers = response.headers
    assert set(headers["Content-Security-Policy"].split("; ")) == CSP
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    denied = headers["Permissions-Policy"].split(", ")
    assert denied
    assert all(feature.endswith("=()") for feature in denied)
    # What other sites' pages may read is what is the same for everybody.
    media_type = headers.get("Content-Type", "").partition(";")[0]
    of_api = response.wsgi_request.path.startswith("/api/v1/")
    shared = "*" if of_api or media_type in MEDIA_TYPES.values() else None
    assert headers.get("Access-Control-Allow-Origin") == shared


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_protected(client: Client, address: str) -> None:
    response = client.get(address)
    assert_protected(response)
    response.close()  # a static file would stay open


@pytest.mark.django_db
def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    cookies = client.get("/accounts/login/").cookies
    assert cookies
    for cookie in cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_hsts_is_sent_over_https_only(client: Client, settings) -> None:
    settings.SECURE_HSTS_SECONDS = 60
    assert "Strict-Transport-Security" not in Client().get("/livez").headers
    assert "max-age=60" in Client().get("/livez", secure=True)["Strict-Transport-Security"]
