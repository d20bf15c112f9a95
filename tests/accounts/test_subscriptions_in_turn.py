"""Whoever waits for a member's turn acts when it has come, not when they asked: on PostgreSQL.

A comment may have been let in while they waited, and what let it in is not to have been over.
"""

import threading
import time
from collections.abc import Callable
from datetime import datetime

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from accounts import gifts, subscriptions
from accounts.models import Plan, Subscription, Unit, User
from accounts.subscriptions import Length
from accounts.subscriptions.order import take_turn
from tests import people
from tests.accounts.moments import DAY

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        reason="SQLite lets one transaction write at a time, and the tests' one is in memory.",
    ),
]

PATIENCE_S = 60
MONTH = Length(1, Unit.MONTHS)
ADD_GRANT = "/admin/accounts/grant/add/"


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.create(name="Supporter")


@pytest.fixture
def member(plan: Plan) -> User:
    return people.reader(display_name="Ada Lovelace")


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def grant_form(plan: Plan) -> dict[str, object]:
    given = {"member": "Ada Lovelace", "plan": plan.pk, "kind": "gift"}
    return given | {"length": 1, "unit": "months", "reason": "She wrote for us."}


def wait_until_one_waits() -> None:
    latest = time.monotonic() + PATIENCE_S
    while time.monotonic() < latest:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waited")


def while_another_has_the_turn(
    member: User, act: Callable[[], object], meanwhile: Callable[[], object] = lambda: None
) -> datetime:
    """The last moment of somebody else's turn, for which `act` had to wait."""

    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    waiting = threading.Thread(target=run)
    with transaction.atomic():
        take_turn(member.pk)
        waiting.start()
        wait_until_one_waits()
        meanwhile()
        last = timezone.now()
    waiting.join(PATIENCE_S)
    return last


def test_an_end_by_staff(member: User, plan: Plan) -> None:
    now, admin = timezone.now(), logged_in(people.admin())
    running = subscriptions.start(member, plan, "elsewhere", now + 30 * DAY, now)
    wanted = {"action": "end", "_selected_action": running.pk, "confirmed": "y", "reason": "Why."}
    last = while_another_has_the_turn(
        member, lambda: admin.post("/admin/accounts/subscription/", wanted)
    )
    running.refresh_from_db()
    assert running.status == "expired"
    assert running.ends_at is not None
    assert running.ends_at > last


def test_a_grant(member: User, plan: Plan) -> None:
    editor = logged_in(people.editor())
    wanted = grant_form(plan)
    last = while_another_has_the_turn(member, lambda: editor.post(ADD_GRANT, wanted))
    given = Subscription.objects.get()
    assert given.starts_at > last
    assert given.grant.granted_at == given.starts_at


def test_a_grant_behind_one_that_came_first_and_never_ends(member: User, plan: Plan) -> None:
    """It is refused in its form."""
    editor, answers = logged_in(people.editor()), []
    wanted = grant_form(plan)

    def give() -> None:
        subscriptions.give(member, plan, "gift", Length(None, Unit.ALWAYS), timezone.now())

    while_another_has_the_turn(
        member, lambda: answers.append(editor.post(ADD_GRANT, wanted)), meanwhile=give
    )
    assert "nothing can be added to it" in answers[0].content.decode()
    assert Subscription.objects.count() == 1


def test_a_gift_code(member: User, plan: Plan) -> None:
    now, by = timezone.now(), people.editor()
    (code,) = gifts.make(1, plan, MONTH, now, paid=True, reason="Why.", by=by)
    reader = logged_in(member)
    last = while_another_has_the_turn(
        member, lambda: reader.post("/accounts/subscription/redeem/", {"code": code})
    )
    given = Subscription.objects.get()
    assert given.paid_from is not None
    assert given.starts_at == given.paid_from > last
