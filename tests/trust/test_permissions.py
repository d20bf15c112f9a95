"""Every route × method × with and without htmx × role, against the matrix. Every answer carries
the security headers, and says honestly who may keep it."""

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from tests.config.test_headers import assert_protected
from tests.trust.conftest import People, client_of
from tests.trust.matrix import LOG_OUT, PAGES, ROLES, rows
from tests.trust.routes import route_names
from tests.trust.test_headers import assert_kept_by_whom_it_may

pytestmark = pytest.mark.django_db


def test_every_route_has_a_row(people: People) -> None:
    known = {row.route for row in rows()}
    routes = route_names()
    assert len(routes) > 80
    assert [route for route in routes if route not in known] == []
    assert known - set(routes) == set()


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_gets(people: People, role: str) -> None:
    """The status; and, since every answer is at hand, the headers that every answer has."""
    client = client_of(people[role])
    wrong, asked, shared = [], 0, 0
    for row in rows():
        expected = {
            "GET": row.read[role],
            "HEAD": (row.head or row.read)[role],
            "POST": row.write[role],
        }
        for method, status in expected.items():
            for hx in ways(row.address, method):
                asking = client_of(people[role]) if row.route in LOG_OUT else client
                headers = {"HX-Request": "true"} if hx else {}
                answer = asking.generic(method, row.address, headers=headers)
                asked += 1
                assert_protected(answer)
                shared += assert_kept_by_whom_it_may(answer, role)
                if answer.status_code != status:
                    wrong.append(
                        f"{method} {row.address} htmx={hx}: {answer.status_code}, not {status}"
                    )
    assert not wrong, "\n".join(wrong)
    assert asked > 500
    assert bool(shared) == (role == "anonymous")


def ways(address: str, method: str) -> tuple[bool, ...]:
    """Without and with htmx; the administration has none, and what HEAD gets follows from GET."""
    return (False,) if address.startswith("/admin/") or method == "HEAD" else (False, True)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_page_knows_other_methods(people: People, method: str) -> None:
    client = client_of(people["admin"])
    for row in PAGES:
        assert client.generic(method, row.address).status_code == 405, row


def test_reading_changes_nothing(people: People) -> None:
    """No GET writes, but to the sessions and the log-in times that Django keeps, and to the
    counters that limit the API."""
    before = contents()
    client = client_of(people["admin"])
    for row in rows():
        client.get(row.address)
    assert contents() == before


def contents() -> dict[str, list[object]]:
    kept = {}
    for model in apps.get_models():
        if model._meta.label not in {"sessions.Session", "accounts.RateCounter"}:
            kept[model._meta.label] = list(model._default_manager.order_by("pk").values())
    for row in kept["accounts.User"] + kept["archive.Member"]:
        del row["last_login"]  # type: ignore[attr-defined]
    return kept


def test_every_write_refuses_a_missing_token_and_a_foreign_origin(
    people: People,
) -> None:
    user = people["admin"]
    assert user is not None
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    asked = 0
    for row in rows():
        if row.write["admin"] in {405, 404}:
            continue
        assert client.post(row.address).status_code == 403, row
        token = client.get("/admin/").cookies[settings.CSRF_COOKIE_NAME].value
        forged = {"Origin": "https://elsewhere.example", "X-CSRFToken": token}
        assert client.post(row.address, headers=forged).status_code == 403, row
        asked += 1
    assert asked > 50
