"""Who may comment: every person of the cast × every situation of an article."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.gating import Because, Remedy
from archive import policies
from archive.models import Article, Ban, CommentDrive, CommentPolicy
from tests import builders, people

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
MEMBERS = ("reader", "lapsed")
PAYING = ("subscriber",)
STAFF = ("moderator", "editor", "admin")
EVERYBODY = tuple(person.__name__ for person in people.CAST)


def policy(
    level: str, *, days: float = -1, own: bool = False, **fields: Any
) -> Callable[[Article], None]:
    def write(article: Article) -> None:
        begins = timezone.now() + days * DAY
        of = article if own else None
        CommentPolicy.objects.create(article=of, level=level, in_force_from=begins, **fields)

    return write


def missed(article: Article) -> None:
    now = timezone.now()
    CommentDrive.objects.create(target=5, starts_at=now - 2 * DAY, deadline=now - DAY)


def met(article: Article) -> None:
    """The cast's subscribers pay since a day ago."""
    policy("nobody", days=-3)(article)
    people.subscriber()
    now = timezone.now()
    CommentDrive.objects.create(target=1, starts_at=now - 2 * DAY, deadline=now + DAY)


def draft(article: Article) -> None:
    article.state = Article.State.DRAFT
    article.save()


def withdrawn(article: Article) -> None:
    article.state, article.withdrawn_at = Article.State.WITHDRAWN, timezone.now()
    article.withdrawal_reason = "It was held twice."
    article.save()


ALL, PAID, NOBODY = (*MEMBERS, *PAYING, *STAFF), (*PAYING, *STAFF), ()
SITUATIONS: dict[str, tuple[tuple[Callable[[Article], None], ...], tuple[str, ...], Because]] = {
    # what is the case, who may, why others may not if it is for all the same reason
    "no rows": ((), ALL, Because.UNPAID),
    "registered": ((policy("registered"),), ALL, Because.UNPAID),
    "paid": ((policy("paid"),), PAID, Because.UNPAID),
    "paid in a minute": ((policy("paid", days=0.001),), ALL, Because.UNPAID),
    "nobody": ((policy("nobody"),), NOBODY, Because.CLOSED),
    "nobody, then paid": ((policy("nobody"), policy("paid", days=1)), NOBODY, Because.CLOSED),
    "the article for all": ((policy("paid"), policy("registered", own=True)), ALL, Because.UNPAID),
    "the article as the site": (
        (policy("paid"), policy("as_site", own=True)),
        PAID,
        Because.UNPAID,
    ),
    "closed by itself": (
        (policy("registered", close_after_days=0),),
        NOBODY,
        Because.CLOSED,
    ),
    "a drive missed": ((missed,), PAID, Because.UNPAID),
    "a drive met": ((met,), ALL, Because.UNPAID),
    "a draft": ((draft,), NOBODY, Because.WITHDRAWN),
    "withdrawn": ((withdrawn,), NOBODY, Because.WITHDRAWN),
}
REFUSED = {
    "anonymous": (Because.ANONYMOUS, Remedy.LOG_IN),
    "unverified": (Because.UNVERIFIED, Remedy.VERIFY),
    "reader": (Because.UNPAID, Remedy.SUBSCRIBE),
    "lapsed": (Because.LAPSED, Remedy.RENEW),
}


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("person", people.CAST)
def test_everyone_everywhere(person: Callable, situation: str) -> None:
    who, article = person(), builders.article()
    happened, may, because = SITUATIONS[situation]
    for happens in happened:
        happens(article)
    verdict = policies.may_comment(who, article, timezone.now())
    name = person.__name__
    assert verdict.allowed is (name in may)
    if because is Because.WITHDRAWN:
        assert verdict.because is because
    elif name == "banned":
        assert verdict.because is Because.BANNED
        assert verdict.reason == "you insulted another member"
        assert verdict.remedy is Remedy.WAIT
        assert verdict.until
    elif because is Because.CLOSED:
        assert verdict.because is because
    elif not verdict.allowed:
        assert (verdict.because, verdict.remedy) == REFUSED[name]


def test_nothing_is_taken_from_what_was_loaded_before() -> None:
    member, article = people.subscriber(), builders.article()
    now = timezone.now
    assert policies.may_comment(member, article, now()).allowed
    member.subscriptions.update(ends_at=now())
    policy("paid")(article)
    assert policies.may_comment(member, article, now()).because is Because.LAPSED
    CommentPolicy.objects.all().delete()
    Ban.objects.create(member=member, set_by=people.moderator())
    assert policies.may_comment(member, article, now()).because is Because.BANNED
    Ban.objects.update(lifted_at=now())
    assert policies.may_comment(member, article, now()).allowed
    Article.objects.update(state=Article.State.DRAFT)
    assert policies.may_comment(member, article, now()).because is Because.WITHDRAWN


def test_a_ban_s_borders() -> None:
    member, article, now = people.subscriber(), builders.article(), timezone.now()
    tick = timedelta(microseconds=1)
    Ban.objects.create(member=member, set_by=people.moderator(), begins_at=now, until=now + DAY)
    for at, allowed in ((now - tick, True), (now, False), (now + DAY - tick, False)):
        assert policies.may_comment(member, article, at).allowed is allowed
    assert policies.may_comment(member, article, now + DAY).allowed


def test_what_it_costs(django_assert_num_queries: Any) -> None:
    member, article = people.subscriber(), builders.article()
    with django_assert_num_queries(2):
        policies.may_comment(member, article, timezone.now())
    with django_assert_num_queries(1):
        policies.may_comment(people.anonymous(), article, timezone.now())
