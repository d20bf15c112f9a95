"""What the trust tests share: an archive with something of every kind, and one of each role."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from accounts import gifts, outbox, subscriptions
from accounts.models import Plan, Unit, User
from accounts.privacy.deletion import bury
from accounts.subscriptions import Length
from archive.commenting.report import report
from archive.importing.runs import Run
from archive.models import Article, Ban, ListedTerm, ModerationEntry, SourceDocument
from archive.moderating.appeals import appeal
from archive.moderating.set_state import Decision, set_state
from archive.moderating.warnings import warn
from config.settings import BASE_DIR
from tests import builders
from tests.people import CAST, moderator, reader
from tests.trust.matrix import DRAFT, GONE, LEFT, LEGAL, MEMBER

People = dict[str, User | None]


@pytest.fixture
def people(db: None) -> People:
    """Someone of each role, by its name, in an archive that is not empty anywhere."""
    Run(publish=True).paths([BASE_DIR / "seeds"])
    hidden = (
        builders.draft(slug=DRAFT),
        builders.withdrawn(slug=GONE),
        builders.withdrawn(slug=LEGAL, ground="legal"),
    )
    document = SourceDocument.objects.order_by("pk").last()
    assert document is not None
    document.redactions.create(first_line=1, last_line=1, reason="For a reason.")
    document.article.revisions.create(cause="correction", changes=[])
    for article in hidden:
        builders.comment(article, reader())
    moderate(document.article)
    outbox.put(EmailMessage("A subject", "Words.", to=["somebody@example.org"]), kind="a_kind")
    for member in (reader(public_id=MEMBER), left := reader()):
        builders.comment(document.article, member)
    bury(left, timezone.now())
    User.objects.filter(pk=left.pk).update(public_id=LEFT)
    builders.candidate(document.article, hidden[0])
    close(document.article)
    cast = {make.__name__: made if isinstance(made := make(), User) else None for make in CAST}
    give(cast["reader"], cast["editor"])
    return cast


def close(article: Article) -> None:
    """Something of all that decides who may comment, and a ban that nobody has explained."""
    now = timezone.now()
    article.comment_policies.create(level="paid", in_force_from=now)
    article.comment_drives.create(target=5, starts_at=now, deadline=now + timedelta(days=1))
    Ban.objects.create(member=reader(), set_by=reader(), begins_at=now)


def give(member: User | None, by: User | None) -> None:
    """A grant and a gift code."""
    assert member
    assert by
    plan, length, now = Plan.objects.get(), Length(1, Unit.DAYS), timezone.now()
    gifts.make(1, plan, length, now, paid=True, reason="For a reason.", by=by)
    ended = subscriptions.grant(
        member, plan, "complimentary", length, now, reason="For a reason.", by=by
    )
    subscriptions.end(ended.subscription, now, "So that a reader stays one.", by)


def moderate(article: Article) -> None:
    """Something of all that moderation leaves behind."""
    builders.settings()
    ListedTerm.objects.create(term="a word that nobody says here")
    comment = builders.comment(article, reader())
    report(reader(), comment, builders.rule(), "See.", timezone.now())
    decision = Decision(ModerationEntry.Act.APPROVED, moderator(), "It stays.")
    set_state([comment.pk], decision)
    builders.removal_request(article)
    removed = builders.comment(article, reader())
    decision = Decision(ModerationEntry.Act.REMOVED, moderator(), "it shouts")
    (entry,) = set_state([removed.pk], decision)
    assert removed.member
    appeal(removed.member, entry, "I whispered.")
    warn(removed.member, moderator(), reason="you shout", comment=removed)


def client_of(user: User | None) -> Client:
    """A browser in which `user` is logged in, or nobody."""
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client
