"""What only moderators may know appears on no page, in no mail and in no export."""

from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import OutboxMessage, User
from archive.commenting.post import post
from archive.commenting.report import report
from archive.models import (
    Appeal,
    Article,
    Comment,
    ListedTerm,
    ModerationEntry,
    RemovalRequest,
)
from archive.moderating import removals
from archive.moderating.appeals import answer, appeal
from archive.moderating.bans import Takedown, Terms, ban_all
from archive.moderating.notes import note
from archive.moderating.premoderation import premoderate
from archive.moderating.set_state import Decision, set_state
from archive.moderating.undo import undo
from archive.moderating.warnings import warn
from archive.pages.members.export import document
from tests import builders, people
from tests.trust.conftest import client_of
from tests.trust.test_canaries import SITE, crawl

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act
# The canary, and who among those who do not moderate may find it anywhere.
CANARIES: dict[str, set[str]] = {
    "canary-moderator": set(),
    "canary-other-moderator": set(),
    "canary-why-it-is-listed": set(),
    "canary-note-on-a-member": set(),
    "canary-note-of-premoderation": set(),
    "canary-note-of-a-ban": set(),
    "canary-note-of-an-undoing": set(),
    "Listed: “canarylisted”": set(),  # why a comment waits
    "canary-reporter": {"reporter"},
    "canary-line-of-a-report": {"reporter"},
    "canary-troll@example.org": {"troll"},
    "canary-reporter@example.org": {"reporter"},
    "canary-words-of-an-appeal": {"troll"},
    "canary-answer-to-an-appeal": {"troll"},
    "canary-asker": set(),
    "canary-asker@example.org": set(),
    "canary-words-of-a-request": set(),
    "canary-answer-to-a-request": {"asker"},
}
SEEN_IN_ADMIN = set(CANARIES) - {"canary-troll@example.org", "canary-reporter@example.org"}


@dataclass(frozen=True, slots=True)
class Cast:
    troll: User
    reporter: User
    reader: User


@pytest.fixture
def cast() -> Cast:
    """A troll, whom everything happened to that may happen, and who knows of it."""
    builders.settings()
    troll = people.reader(email="canary-troll@example.org")
    reporter = people.reader(email="canary-reporter@example.org", display_name="canary-reporter")
    moderator = people.moderator(display_name="canary-moderator")
    other = people.moderator(display_name="canary-other-moderator")
    article = builders.article(title="Discussed")
    hold(troll, article)
    comment = builders.comment(article, troll, body="A word too many.")
    report(reporter, comment, builders.rule(), "canary-line-of-a-report", timezone.now())
    (removed,) = set_state([comment.pk], Decision(Act.REMOVED, moderator, "it shouts"))
    heard = appeal(troll, removed, "canary-words-of-an-appeal")
    answer(heard, other, overturn=True, words="canary-answer-to-an-appeal")
    note(troll, moderator, "canary-note-on-a-member")
    premoderated = premoderate(troll, moderator, "canary-note-of-premoderation")
    undo([premoderated.pk], moderator, "canary-note-of-an-undoing")
    warn(troll, moderator, reason="you shout", comment=comment)
    terms = Terms(reason="you flood", note="canary-note-of-a-ban", takedown=Takedown.ALL)
    ban_all([troll.pk], moderator, terms)
    ask_for_removal(article)
    return Cast(troll, reporter, people.reader())


def hold(troll: User, article: Article) -> None:
    ListedTerm.objects.create(term="canarylisted", outcome="hold", note="canary-why-it-is-listed")
    held = post(troll, article, body="A canarylisted word.", key=uuid4()).comment
    assert held.review == Comment.Review.PENDING


def ask_for_removal(article: Article) -> None:
    asked = builders.removal_request(
        article,
        name="canary-asker",
        email="canary-asker@example.org",
        words="canary-words-of-a-request",
    )
    removals.decline(asked, people.editor(), answer="canary-answer-to-a-request")


def assert_told(role: str, text: str) -> None:
    found = {canary for canary in CANARIES if canary in text}
    assert found == {canary for canary, may in CANARIES.items() if role in may}


@pytest.mark.parametrize("role", ["anonymous", "reader", "reporter", "troll"])
def test_nobody_finds_them_on_a_page_or_in_an_export(cast: Cast, role: str) -> None:
    somebody = None if role == "anonymous" else getattr(cast, role)
    guesses = [comment.get_absolute_url() for comment in Comment.objects.all()]
    guesses += ["/moderation/log/", "/accounts/decisions/", "/accounts/", "/rules/"]
    guesses += [f"/moderation/appeal/{entry.pk}/" for entry in ModerationEntry.objects.all()]
    pages = crawl(client_of(somebody), "/", *guesses, within=SITE)
    assert len(pages) > 15
    text = "".join(pages.values())
    if somebody:
        text += "".join(document(somebody, timezone.now(), ""))
    assert_told(role, text)


def test_no_mail_has_them(cast: Cast) -> None:
    roles = {cast.troll.email: "troll", cast.reporter.email: "reporter"}
    roles["canary-asker@example.org"] = "asker"
    mails = list(OutboxMessage.objects.all())
    assert {roles[mail.recipient] for mail in mails} == {"troll", "asker"}
    for mail in mails:
        said = f"{mail.subject}\n{mail.text}\n{mail.html}\n{mail.headers}"
        for canary, may in CANARIES.items():
            assert canary not in said or roles[mail.recipient] in may, (mail.kind, canary)


def test_the_canaries_are_alive(cast: Cast) -> None:
    """All that the tests above do not find is found by who may look."""
    client = client_of(people.admin())
    lists = ("moderationentry", "report", "appeal", "removalrequest", "listedterm", "member")
    pages = [f"/admin/archive/{name}/" for name in lists]
    pages += [f"/admin/archive/comment/{comment.pk}/change/" for comment in Comment.objects.all()]
    pages += [
        f"/admin/archive/{model._meta.model_name}/{model.objects.get().pk}/change/"
        for model in (Appeal, RemovalRequest)
    ]
    text = "".join(client.get(page, follow=True).content.decode() for page in pages)
    assert {canary for canary in SEEN_IN_ADMIN if canary not in text} == set()
