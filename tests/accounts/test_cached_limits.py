"""What the cache counts of log-ins and mails: kept however much is counted, and naming nobody."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from archive.management import cache_table
from archive.management.chores import CHORES
from tests import people

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
ENOUGH = 700  # more than Django keeps of its own accord
NETWORK = "198.51.100.7"


def keys() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM postil_cache")
        return [key for (key,) in cursor.fetchall()]


def guess(member: User) -> int:
    client = Client(REMOTE_ADDR=NETWORK)
    return client.post(LOGIN, {"login": member.email, "password": "a guess"}).status_code


def test_a_limit_holds_however_many_others_are_counted() -> None:
    member = people.reader()
    assert [guess(member) for _time in range(11)][-1] == 429
    for number in range(ENOUGH):
        cache.set(f"of-somebody-else-{number}", [1.0], 3_600)
    assert guess(member) == 429
    assert len(keys()) > ENOUGH


def test_no_key_holds_whom_it_is_of() -> None:
    member = people.reader()
    guess(member)
    assert keys()
    assert not [key for key in keys() if NETWORK in key or member.email in key]
    assert max(map(len, keys())) < 250  # what every kind of cache takes


def test_what_is_over_is_deleted_within_the_hour() -> None:
    now = timezone.now()
    cache.clear()
    cache.set("soon-over", 1, 60)
    cache.set("still-held", 2, 7_200)
    cache.set("always", 3, None)
    assert cache_table.forget_expired(now) == 0
    assert cache_table.forget_expired(now + timedelta(hours=1)) == 1
    assert (cache.get("still-held"), cache.get("always"), len(keys())) == (2, 3, 2)
    [chore] = [chore for chore in CHORES if chore.do is cache_table.forget_expired]
    assert chore.every_s == 3_600


def test_a_cache_elsewhere_is_left_alone(settings: Any) -> None:
    cache.set("of-before", 1, 60)
    with_memory = settings.CACHES | {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    settings.CACHES = with_memory
    assert cache_table.forget_expired(timezone.now() + timedelta(hours=1)) == 0
    assert keys()
