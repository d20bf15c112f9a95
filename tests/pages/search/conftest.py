"""What tests of the search page look through."""

from datetime import UTC, date, datetime

import pytest

from archive.models import Article
from tests import builders, people
from tests.pages.search.held import indexed


@pytest.fixture
def harbour() -> None:
    """Articles and comments that speak of tides, and some that nobody may find."""
    written = builders.article(
        title="Tides of the harbour",
        dek="How water comes and goes.",
        body="The moon draws the water.\n\nThe tides follow.",
        outlet=builders.outlet("Harbour Post"),
        authors=(builders.author("Ada Quill"),),
        topics=(builders.topic("Sea"),),
        **builders.on(date(2019, 5, 2)),
    )
    talk = builders.article(
        title="",
        kind=Article.Kind.DISCUSSION,
        body="Somebody spoke of tides & <b>boats</b>.",
        original_outlet=builders.outlet("Harbour Post"),
    )
    draft = builders.draft(title="Tides unseen", authors=(builders.author("Nobody Yet"),))
    gone = builders.withdrawn(title="Tides withdrawn")
    builders.captured_comment(written, captured_name="A Reader", body="I saw tides, too.")
    member = people.reader(display_name="Berta <i>")
    posted = datetime(2024, 3, 1, tzinfo=UTC)
    builders.comment(talk, member, body="And *my* tides?", posted_at=posted)
    for review in ("pending", "rejected", "removed"):
        builders.comment(written, member, body=f"Tides {review}", review=review)
    builders.comment(written, member, body="Tides taken back", withdrawn_at=posted)
    for article in (draft, gone):
        builders.comment(article, member, body="Tides under what is hidden")
    indexed()
