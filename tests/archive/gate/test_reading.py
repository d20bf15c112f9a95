"""The gate as the database has it: real rows, one query."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.gating import Admonition, Exclusion, Level
from accounts.models import Plan, Subscription, User
from archive.gate import read
from archive.models import Article, Ban, CommentDrive, CommentPolicy, MemberWarning
from tests import builders, people

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def article() -> Article:
    return builders.article()


def policy(level: str, begins: datetime, article: Article | None = None, **rest: Any) -> int:
    row = CommentPolicy.objects.create(level=level, in_force_from=begins, article=article, **rest)
    return int(row.pk)


def drive(now: datetime, **fields: Any) -> CommentDrive:
    fields = {"target": 1, "starts_at": now - 2 * DAY, "deadline": now + DAY} | fields
    return CommentDrive.objects.create(**fields)


def pays(member: User, begins: datetime, ends: datetime | None = None, **fields: Any) -> None:
    fields = {"provider": Subscription.Provider.ELSEWHERE, "paid_from": begins} | fields
    Subscription.objects.create(
        user=member,
        plan=Plan.objects.get_or_create(name="Supporter")[0],
        starts_at=begins,
        ends_at=ends,
        **fields,
    )


def test_without_rows_all_members_may(article: Article, now: datetime) -> None:
    reading = read(article.pk, None, now)
    assert (reading.state, reading.gate.level, reading.policy) == (
        "published",
        Level.REGISTERED,
        None,
    )


def test_only_what_applies_is_fetched(article: Article, now: datetime) -> None:
    other = builders.article()
    policy("nobody", now - 3 * DAY)
    site = policy("paid", now - 2 * DAY, reason="it costs")
    policy("registered", now + DAY)
    policy("nobody", now - DAY, other)
    own = policy("nobody", now - 2 * DAY, article)
    policy("as_site", now - DAY, article)
    reading = read(article.pk, None, now)
    assert (reading.policy, reading.gate.level, reading.gate.reason) == (
        site,
        Level.PAID,
        "it costs",
    )
    assert (reading.gate.until, reading.gate.then) == (now + DAY, Level.REGISTERED)
    assert read(article.pk, None, now - DAY).policy == site
    assert read(article.pk, None, now - DAY - timedelta(microseconds=1)).policy == own


def test_moments_are_kept_to_the_microsecond(article: Article, now: datetime) -> None:
    begins = now.replace(microsecond=123_457)
    policy("paid", begins)
    tick = timedelta(microseconds=1)
    assert read(article.pk, None, begins - tick).gate.until == begins
    assert read(article.pk, None, begins).gate.level is Level.PAID


def test_closing_by_itself(article: Article, now: datetime) -> None:
    policy("registered", now - DAY, close_after_days=7)
    closes = article.added_at + 7 * DAY
    gate = read(article.pk, None, now).gate
    assert (gate.level, gate.until, gate.then) == (Level.REGISTERED, closes, Level.NOBODY)
    assert read(article.pk, None, closes).gate.level is Level.NOBODY


def test_the_ban_that_lasts_longest(article: Article, now: datetime) -> None:
    member, by = people.reader(), people.moderator()

    def ban(reason: str, until: datetime | None, **fields: Any) -> None:
        fields = {"begins_at": now - DAY} | fields
        Ban.objects.create(member=member, reason=reason, until=until, set_by=by, **fields)

    assert read(article.pk, member, now).gate.exclusion is None
    ban("over", now)
    ban("lifted", None, lifted_at=now)
    ban("of another time", None, begins_at=now + DAY)
    assert read(article.pk, member, now).gate.exclusion is None
    ban("a week", now + 7 * DAY)
    ban("a day", now + DAY)
    assert read(article.pk, member, now).gate.exclusion == Exclusion(now + 7 * DAY, "a week")
    ban("", None)
    exclusion = read(article.pk, member, now).gate.exclusion
    assert exclusion is not None
    assert exclusion.until is None
    assert exclusion.reason  # of another ban, since this one has none yet
    assert read(article.pk, people.reader(), now).gate.exclusion is None


def test_the_first_warning_that_is_unread(article: Article, now: datetime) -> None:
    member, by = people.reader(), people.moderator()

    def warning(reason: str, **fields: Any) -> MemberWarning:
        fields = {"member": member, "set_by": by} | fields
        return MemberWarning.objects.create(reason=reason, **fields)

    warning("read", acknowledged_at=now)
    warning("taken back", withdrawn_at=now)
    warning("another's", member=people.reader())
    assert read(article.pk, member, now).gate.admonition is None
    first = warning("the first")
    warning("the second")
    assert read(article.pk, member, now).gate.admonition == Admonition(first.pk, "the first")
    assert read(article.pk, None, now).gate.admonition is None


def test_a_drive_under_way_is_counted(article: Article, now: datetime) -> None:
    begun = drive(now, target=3)
    pays(people.reader(), now - 3 * DAY)  # before it began
    pays(people.reader(), now - DAY)
    pays(people.reader(), now - DAY, now)  # no more
    pays(people.reader(), now + DAY / 2)  # not yet
    pays(people.reader(), now - DAY, paid_from=None)  # on trial
    complimentary = Subscription.Provider.COMPLIMENTARY
    pays(people.reader(), now - DAY, provider=complimentary)
    (under_way,) = read(article.pk, None, now).under_way
    assert (under_way.drive.number, under_way.count) == (begun.pk, 1)


def test_a_drive_of_the_site_is_shown_where_the_site_s_rule_applies(
    article: Article, now: datetime
) -> None:
    drive(now)
    assert read(article.pk, None, now).under_way
    policy("paid", now - DAY, article)
    assert not read(article.pk, None, now).under_way
    own = drive(now, article=article)
    assert [one.drive.number for one in read(article.pk, None, now).under_way] == [own.pk]


def test_what_a_drive_came_to_holds_before_anybody_writes_it(
    article: Article, now: datetime
) -> None:
    policy("nobody", now - 2 * DAY)
    begun = drive(now, level_if_met="registered", level_if_missed="paid")
    tick = timedelta(microseconds=1)
    assert read(article.pk, None, begun.deadline - tick).gate.level is Level.NOBODY
    missed = read(article.pk, None, begun.deadline)
    assert (missed.gate.level, missed.policy, missed.under_way) == (Level.PAID, None, ())
    assert missed.gate.reason == "nobody more subscribed in time"
    pays(people.reader(), now - DAY)
    assert read(article.pk, None, now - DAY - tick).gate.level is Level.NOBODY
    assert read(article.pk, None, now - DAY).gate.level is Level.REGISTERED
    policy("paid", now)
    assert read(article.pk, None, now).gate.level is Level.PAID


def test_one_query_whatever_there_is(
    article: Article, now: datetime, django_assert_num_queries: Any
) -> None:
    member = people.banned()
    for reason in ("you shouted", "you shouted again"):
        MemberWarning.objects.create(member=member, reason=reason, set_by=people.moderator())
    with django_assert_num_queries(1):
        read(article.pk, member, now)
    for days in range(20):
        policy("paid", now - days * DAY)
        policy("nobody", now - days * DAY, article)
    with django_assert_num_queries(1):
        read(article.pk, member, now)
    for own in (None, article, article):
        drive(now, article=own, target=9)
    for _ in range(4):
        pays(people.reader(), now - DAY)
    with django_assert_num_queries(1):
        counts = [one.count for one in read(article.pk, member, now).under_way]
    assert counts == [5, 5]  # whoever is banned pays, too


def test_no_article(now: datetime) -> None:
    with pytest.raises(LookupError):
        read(987_654, None, now)
