"""No leaks: a word that stands only where somebody may not look appears nowhere for them."""

import json
import re
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from accounts import gifts, subscriptions
from accounts.models import Plan, Unit, User
from accounts.subscriptions import Length
from archive.importing.runs import Run
from archive.models import (
    Article,
    Author,
    Comment,
    ModerationEntry,
    Outlet,
    Report,
    RepublicationCandidate,
    Topic,
)
from archive.publishing import sitemaps
from archive.publishing.feeds import places
from config.settings import BASE_DIR
from tests import builders, people
from tests.trust.conftest import client_of

pytestmark = pytest.mark.django_db

MODERATORS = {"moderator", "admin"}
# The canary, and who may find it where the public looks.
EVERYWHERE = "canary-published"
CANARIES = {
    EVERYWHERE: {"anonymous", "reader", "moderator", "editor", "admin"},
    "canary-title-of-a-draft": {"editor", "admin"},
    # At that address, and for whoever may read what waits there, on a page of its comments.
    "canary-address-of-a-draft": {"admin"},
    "canary-draft-author": {"editor", "admin"},
    "canary-draft-outlet": {"editor", "admin"},
    "canary-draft-topic": {"editor", "admin"},
    "canary-draft-cited": {"editor", "admin"},
    "canary-comment-on-a-draft": {"admin"},
    "canary-withdrawn-body": set(),
    "canary-withdrawn-author": set(),
    "canary-pending": MODERATORS,
    "canary-rejected": MODERATORS,
    "canary-removed": MODERATORS,
    "canary-taken-back": set(),
    "canary-said-before-removal": MODERATORS,
    "canary-edited-while-pending": MODERATORS,
    "canary-reason-for-a-removal": MODERATORS,
    "canary-reporter": set(),
    "canary-line-of-a-report": set(),
    "canary-note": set(),
    "canary-rule-given-up": set(),
    "canary-address@example.org": set(),
    "canary-reason-of-a-grant": set(),
    "canary-reason-of-a-code": set(),
}
# The same in the administration, for those whom it lets in. What was withdrawn is there for those
# who may bring it back; what was refused or taken back, for those who moderate.
STAFF = {"moderator", "editor", "admin"}
EDITORS = {"editor", "admin"}
CANARIES_IN_ADMIN = {
    EVERYWHERE: STAFF,
    "canary-title-of-a-draft": EDITORS,
    "canary-address-of-a-draft": EDITORS,
    "canary-draft-author": EDITORS,
    "canary-draft-outlet": EDITORS,
    "canary-draft-topic": EDITORS,
    "canary-draft-cited": EDITORS,
    "canary-comment-on-a-draft": {"admin"},  # it waits, too
    "canary-withdrawn-body": EDITORS,
    "canary-withdrawn-author": EDITORS,
    "canary-pending": MODERATORS,
    "canary-rejected": MODERATORS,
    "canary-removed": MODERATORS,
    "canary-taken-back": MODERATORS,
    "canary-said-before-removal": MODERATORS,
    "canary-edited-while-pending": MODERATORS,
    "canary-reason-for-a-removal": MODERATORS,
    "canary-reporter": MODERATORS,
    "canary-line-of-a-report": MODERATORS,
    "canary-note": MODERATORS,
    "canary-rule-given-up": STAFF,
    "canary-address@example.org": {"admin"},
    "canary-reason-of-a-grant": EDITORS,
    "canary-reason-of-a-code": EDITORS,
}
HREF = re.compile(r'(?:href|data-hx-get|action)="([^"#]*)')
NEXT = re.compile(r"[?&]next=[^&]*")  # the log-in is one page, wherever it leads back to
MOST_PAGES = 600
SITE = re.compile(r"/(?!admin|static)")
ADMIN = re.compile(r"/admin/(?!logout/|jsi18n/)[^?]*$")  # lists, but not every way to filter them

SEARCHED = ("article/?", "comment/?queue=all&", "comment/?queue=reported&", "report/?")


def make_canaries() -> None:
    published = builders.article(title=EVERYWHERE)
    draft = builders.draft(
        title="canary-title-of-a-draft",
        slug="canary-address-of-a-draft",
        outlet=builders.outlet("canary-draft-outlet"),
        authors=(builders.author("canary-draft-author"),),
        topics=(builders.topic("canary-draft-topic"),),
        **builders.dated("on", date(1871, 5, 4), date(1871, 5, 4)),
    )
    draft.citations.create(
        relation="quotes",
        outlet=builders.outlet("canary-draft-cited"),
        target=published,
        basis="stated",
    )
    builders.withdrawn(
        body="canary-withdrawn-body", authors=(builders.author("canary-withdrawn-author"),)
    )
    member = people.reader(email="canary-address@example.org")
    states: dict[str, dict[str, Any]] = {
        "canary-pending": {"review": "pending"},
        "canary-rejected": {"review": "rejected"},
        "canary-removed": {"review": "removed"},
        "canary-taken-back": {"withdrawn_at": timezone.now()},
        "A comment for all": {},
    }
    said = {
        body: builders.comment(published, member=member, body=body, **state)
        for body, state in states.items()
    }
    moderate(said)
    builders.comment(draft, member=member, body="canary-comment-on-a-draft", review="pending")
    again = builders.article(title="Printed again", republication_of=draft)
    builders.evidence(
        again, "republication_of", basis="editorial", fact="Of canary-title-of-a-draft"
    )
    builders.candidate(draft, published)
    give(member)


def give(member: User) -> None:
    plan, length, by = Plan.objects.create(name="Canaries"), Length(1, Unit.DAYS), people.admin()
    now = timezone.now()
    reasons = "canary-reason-of-a-grant", "canary-reason-of-a-code"
    subscriptions.grant(member, plan, "gift", length, now, reason=reasons[0], by=by)
    (code,) = gifts.make(1, plan, length, now, paid=True, reason=reasons[1], by=by)
    gifts.redeem(member, code, now)


def moderate(said: dict[str, Comment]) -> None:
    """What moderation leaves behind, of a comment that was removed and of one that waits."""
    removed, waiting = said["canary-removed"], said["canary-pending"]
    edited(removed, "canary-said-before-removal", was_public=True)
    edited(waiting, "canary-edited-while-pending", was_public=False)
    Report.objects.create(
        comment=removed,
        reporter=people.reader(display_name="canary-reporter"),
        rule=builders.rule("canary-rule-given-up", in_force=False),
        line="canary-line-of-a-report",
    )
    ModerationEntry.objects.create(
        act="removed", comment=removed, member=removed.member, reason="canary-reason-for-a-removal"
    )
    ModerationEntry.objects.create(
        act="held", comment=waiting, member=waiting.member, note="canary-note"
    )


def edited(comment: Comment, before: str, *, was_public: bool) -> None:
    now = timezone.now()
    comment.revisions.create(
        body=before,
        body_html=f"<p>{before}</p>",
        render_version=1,
        was_public=was_public,
        written_at=now,
        replaced_at=now,
    )
    Comment.objects.filter(pk=comment.pk).update(edited_at=now, edition=1)


def asked_of_the_api() -> list[str]:
    """Whatever a program that knows every name would ask."""
    names = [
        f"{kind}s/{row.slug}"
        for kind, model in (("outlet", Outlet), ("author", Author), ("topic", Topic))
        for row in model.objects.all()
    ]
    narrowed = [f"articles?{name.replace('s/', '=', 1)}" for name in names]
    articles = [f"articles/{article.slug}" for article in Article.objects.all()]
    said = [f"comments/{comment.pk}" for comment in Comment.objects.all()]
    lists = ["articles", "comments", "outlets", "authors", "topics", "search?q=canary"]
    lists += [f"{address}/comments" for address in articles]
    return [f"/api/v1/{address}" for address in (*lists, *names, *narrowed, *articles, *said)]


def crawl(client: Client, *start: str, within: re.Pattern[str]) -> dict[str, str]:
    """Every page that links lead to from `start` without leaving `within`, by its address."""
    pages: dict[str, str] = {}
    waiting = list(start)
    while waiting:
        address = waiting.pop()
        if address in pages:
            continue
        assert len(pages) < MOST_PAGES, "links without end"
        answer = client.get(address)
        body = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        pages[address] = body + answer.headers.get("Location", "")
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        for href in HREF.findall(body):
            link = NEXT.sub("", urljoin(address, href.replace("&amp;", "&")))
            if within.match(link):
                waiting.append(link)
    return pages


def assert_found(pages: dict[str, str], role: str, canaries: dict[str, set[str]]) -> None:
    for canary, may in canaries.items():
        found = [
            address
            for address, page in pages.items()
            if canary in page and canary not in address  # a page may repeat what it was asked
        ]
        assert bool(found) == (role in may), (canary, found)


@pytest.mark.parametrize("role", sorted(CANARIES[EVERYWHERE]))
def test_a_canary_is_seen_only_by_those_who_may(role: str, settings) -> None:
    Run(publish=True).paths([BASE_DIR / "seeds"])
    make_canaries()
    somebody = getattr(people, role)()
    client = client_of(None if role == "anonymous" else somebody)
    # Beside what links lead to: what somebody who knows or guesses an address would ask for.
    guesses = [article.get_absolute_url() for article in Article.objects.all()]
    guesses += [places.of_thread(article).atom for article in Article.objects.all()]
    for model in (Author, Outlet, Topic):
        guesses += [row.get_absolute_url() for row in model.objects.all()]
        guesses += [places.of_name(row).json for row in model.objects.all()]
    guesses += [comment.get_absolute_url() for comment in Comment.objects.all()]
    guesses += ["/articles/?year=1871", "/articles/?outlet=canary-draft-outlet"]
    guesses += [urlsplit(part.address).path for part in sitemaps.parts()]
    if role in {"anonymous", "admin"}:  # it asks nobody who they are
        settings.API_PER_MINUTE = 0
        guesses += asked_of_the_api()
    pages = crawl(client, "/", *guesses, within=SITE)
    assert len(pages) > 20
    assert_found(pages, role, CANARIES)
    if again := pages.get("/api/v1/articles/printed-again"):
        assert json.loads(again)["basis"] == {}  # of a draft that it republishes


@pytest.mark.parametrize("role", sorted(STAFF))
def test_the_administration_shows_no_more_than_the_site(role: str) -> None:
    make_canaries()
    client = client_of(getattr(people, role)())
    guesses = [
        f"/admin/archive/{model._meta.model_name}/{row.pk}/{page}/"
        for model in (Article, Comment, ModerationEntry, Report, RepublicationCandidate)
        for row in model.objects.all()
        for page in ("change", "history", "delete")
    ]
    guesses += [
        f"/admin/r/{ContentType.objects.get_for_model(Article).pk}/{article.pk}/"
        for article in Article.objects.all()
    ]
    guesses += [
        f"/admin/autocomplete/?app_label=archive&model_name={model}&field_name={field}&term=canary"
        for model, field in (("article", "republication_of"), ("citation", "target"))
    ]
    guesses += [f"/admin/archive/{searched}q=canary" for searched in SEARCHED]
    pages = crawl(client, "/admin/", *guesses, within=ADMIN)
    assert len(pages) > 20
    assert_found(pages, role, CANARIES_IN_ADMIN)


def test_the_canaries_are_alive() -> None:
    """What the test above misses must be somewhere: in the administration it is found."""
    make_canaries()
    client = client_of(people.admin())
    pages = "".join(
        client.get(f"/admin/{where}/?all=").content.decode()
        for where in (
            "archive/article",
            "archive/author",
            "archive/outlet",
            "archive/topic",
            "archive/report",
            "archive/rule",
            "archive/moderationentry",
            "accounts/user",
            "accounts/grant",
            "accounts/giftcode",
        )
    )
    of_comments = [f"{comment.pk}/change/" for comment in Comment.objects.all()]
    for where in ("?queue=all", *of_comments):
        pages += client.get(f"/admin/archive/comment/{where}").content.decode()
    for canary in CANARIES:
        if canary not in {"canary-withdrawn-body", "canary-address-of-a-draft"}:
            assert canary in pages, canary
    assert Article.objects.filter(body="canary-withdrawn-body").exists()
