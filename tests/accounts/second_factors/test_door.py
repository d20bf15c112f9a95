"""The staff's door: nobody is in the administration without a second factor."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from tests import people
from tests.accounts.second_factors.factors import (
    CODE,
    SECRET,
    App,
    give_app,
    logged_in,
    recovery_codes_of,
    show_password_again,
)
from tests.trust.matrix import ADMIN, MODELS, admin_rows

pytestmark = pytest.mark.django_db
INDEX = "/accounts/2fa/"
LET_OUT = {"admin:login", "admin:logout"}
STAFF = [people.moderator, people.editor, people.admin]


@pytest.fixture(autouse=True)
def _door(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True


@pytest.mark.parametrize("make", STAFF)
def test_without_a_factor_every_page_of_the_administration_leads_to_where_one_is_set_up(
    make: Callable[[], User],
) -> None:
    client = logged_in(make())
    rows = [row for row in ADMIN if row.route not in LET_OUT]
    rows += [row for model in MODELS for row in admin_rows(model, 1)]
    for row in rows:
        for answer in (client.get(row.address), client.post(row.address)):
            assert (answer.status_code, answer.headers.get("Location")) == (302, INDEX), row
            assert "no-store" in answer.headers["Cache-Control"]
    assert len(rows) > 80


def test_the_door_stands_before_every_route_that_there_is() -> None:
    """Also before one that is added tomorrow: each goes by the name of the administration."""
    inside = next(
        entry
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and entry.app_name == admin.site.name
    )
    assert len(list(routes(inside))) > 80
    others = [
        route
        for route in routes(get_resolver(), but=inside)
        if str(getattr(route.callback, "__module__", "")).startswith("django.contrib.admin")
    ]
    assert not others


def routes(resolver: URLResolver, but: URLResolver | None = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            found.append(entry)
        elif entry is not but:
            found += routes(entry, but)
    return found


def test_from_the_door_to_a_factor_and_on_to_what_was_asked_for() -> None:
    client = logged_in(people.moderator())
    asked_for = "/admin/archive/comment/?q=one"
    page = client.get(asked_for, follow=True)
    assert "The administration opens to whoever has shown a second factor" in page.content.decode()
    show_password_again(client)
    form = client.get("/accounts/2fa/totp/activate/").content.decode()
    app = App(SECRET.search(form)[1].replace(" ", ""))  # type: ignore[index]
    codes = client.post("/accounts/2fa/totp/activate/", {"code": app.code()}, follow=True)
    assert CODE.findall(codes.content.decode())
    onward = client.post("/accounts/2fa/recovery-codes/", follow=True)
    assert onward.status_code == 200
    assert onward.redirect_chain == [(asked_for, 302)]  # type: ignore[attr-defined]


def test_a_code_at_log_in_opens_the_door() -> None:
    moderator = people.moderator()
    assert logged_in(moderator, give_app(moderator).code()).get("/admin/").status_code == 200


def test_so_does_a_recovery_code() -> None:
    moderator = people.moderator()
    give_app(moderator)
    client = logged_in(moderator, recovery_codes_of(moderator)[0])
    assert client.get("/admin/").status_code == 200


def test_a_session_older_than_the_factor_is_asked_for_it() -> None:
    moderator = people.moderator()
    client = logged_in(moderator)
    app = give_app(moderator)
    answer = client.get("/admin/archive/comment/?q=one")
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/2fa/reauthenticate/")  # type: ignore[attr-defined]
    shown = client.post(answer.url, {"code": app.code()})  # type: ignore[attr-defined]
    assert shown.headers["Location"] == "/admin/archive/comment/?q=one"
    assert client.get("/admin/").status_code == 200


def test_the_password_alone_does_not_open_it_again() -> None:
    moderator = people.moderator()
    client = logged_in(moderator)
    give_app(moderator)
    show_password_again(client)
    assert client.get("/admin/").status_code == 302


def test_the_door_closes_when_the_factor_is_removed() -> None:
    moderator = people.moderator()
    client = logged_in(moderator, give_app(moderator).code())
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=moderator).delete()
    assert client.get("/admin/").headers["Location"] == INDEX


def test_a_factor_that_took_its_place_must_be_shown_itself() -> None:
    moderator = people.moderator()
    client = logged_in(moderator, give_app(moderator).code())
    Authenticator.objects.filter(user=moderator).delete()
    give_app(moderator)
    assert client.get("/admin/").headers["Location"].startswith("/accounts/2fa/reauthenticate/")


def test_recovery_codes_are_no_factor_by_themselves() -> None:
    moderator = people.moderator()
    client = logged_in(moderator, give_app(moderator).code())
    Authenticator.objects.filter(user=moderator, type=Authenticator.Type.TOTP).delete()
    assert client.get("/admin/").headers["Location"] == INDEX


def test_one_may_log_out_at_a_closed_door() -> None:
    client = logged_in(people.moderator())
    assert client.post("/admin/logout/").headers["Location"] != INDEX
    assert "_auth_user_id" not in client.session


def test_strangers_are_answered_as_ever(settings: Any) -> None:
    for client in (Client(), logged_in(people.reader())):
        with_door = client.get("/admin/")
        settings.STAFF_SECOND_FACTOR = False
        without = client.get("/admin/")
        settings.STAFF_SECOND_FACTOR = True
        assert (with_door.status_code, with_door.headers.get("Location")) == (
            without.status_code,
            without.headers.get("Location"),
        )


def test_staff_read_the_site_without_a_factor() -> None:
    client = logged_in(people.moderator())
    for address in ("/", "/articles/", INDEX):
        assert client.get(address).status_code == 200


def test_a_trial_opens_without(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    assert logged_in(people.moderator()).get("/admin/").status_code == 200
