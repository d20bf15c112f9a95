"""What the trust tests share: an archive with something of every kind, and one of each role."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from accounts import outbox
from accounts.models import User
from archive.commenting.report import report
from archive.commenting.set_state import Decision, set_state
from archive.importing.runs import Run
from archive.models import Article, ModerationEntry, SourceDocument
from config.settings import BASE_DIR
from tests import builders
from tests.people import CAST, moderator, reader
from tests.trust.matrix import DRAFT, GONE, LEGAL

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
    return {make.__name__: made if isinstance(made := make(), User) else None for make in CAST}


def moderate(article: Article) -> None:
    """Something of all that moderation leaves behind."""
    builders.settings()
    comment = builders.comment(article, reader())
    report(reader(), comment, builders.rule(), "See.", timezone.now())
    decision = Decision(ModerationEntry.Act.APPROVED, moderator(), "It stays.")
    set_state([comment.pk], decision)


def client_of(user: User | None) -> Client:
    """A browser in which `user` is logged in, or nobody."""
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client
