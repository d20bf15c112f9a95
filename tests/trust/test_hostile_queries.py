"""Whatever stands behind the question mark, or in a form nobody sent: no page of the
administration breaks."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from tests import people
from tests.trust.conftest import client_of

pytestmark = pytest.mark.django_db

HUGE = "9" * 20  # more than 64 bits
REGISTERED = {
    f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry
}
LISTS = sorted(REGISTERED)


@pytest.fixture
def client() -> Client:
    return client_of(people.admin())


def queries(model: type[models.Model]) -> Iterator[dict[str, str]]:
    """Every column asked for what it cannot be."""
    yield {"q": "\x00"}
    yield {"o": HUGE, "p": HUGE, "all": "", "_facets": "x"}
    for field in model._meta.fields:
        for value in ("abc", HUGE):
            yield {field.name: value}
            yield {f"{field.name}__in": value}
        yield {f"{field.name}__contains": "x"}
        yield {f"{field.name}__isnull": "x"}
        if isinstance(field, models.DateField):
            for year in ("0", "9999", "-1", "abc", HUGE):
                yield {f"{field.name}__year": year}
            yield {f"{field.name}__year": "2026", f"{field.name}__month": "13"}
            yield {f"{field.name}__year": "2026", f"{field.name}__day": "31"}


def status(send: Any, address: str, fields: dict[str, str]) -> int:
    """A query that PostgreSQL refuses spoils the transaction that it is in."""
    with transaction.atomic():
        answer = send(address, fields)
        transaction.set_rollback(True)
    return int(answer.status_code)


@pytest.mark.parametrize("name", LISTS)
def test_no_list_breaks(client: Client, name: str) -> None:
    address = reverse(f"admin:{name}_changelist")
    asked = list(queries(REGISTERED[name]))
    broken = [query for query in asked if status(client.get, address, query) >= 500]
    assert not broken


@pytest.mark.parametrize("name", LISTS)
def test_no_form_breaks(client: Client, name: str) -> None:
    address = reverse(f"admin:{name}_add")
    fields = [field.name for field in REGISTERED[name]._meta.get_fields()]
    asked = [{field: value} for field in fields for value in ("abc", HUGE)]
    broken = [query for query in asked if status(client.get, address, query) >= 500]
    broken += [form for form in asked if status(client.post, address, form) >= 500]
    assert not broken


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("key", ["x", "", "-1", "1.5", "\u0664", HUGE])
def test_no_action_breaks_on_what_is_no_key(client: Client, name: str, key: str) -> None:
    address = reverse(f"admin:{name}_changelist")
    pages = admin.site._registry[REGISTERED[name]]
    actions = [action for _act, action, _words in pages._get_base_actions()]  # type: ignore[attr-defined]
    asked = [{"action": action, "_selected_action": key} for action in actions]
    assert [form for form in asked if status(client.post, address, form) >= 500] == []


def test_led_to_the_list_without_the_query(client: Client) -> None:
    address = reverse("admin:accounts_subscription_changelist")
    answer = client.get(address, {"starts_at__year": HUGE}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "something that cannot be looked up" in answer.content.decode()
