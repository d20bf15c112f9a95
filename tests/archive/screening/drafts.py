"""Drafts for tests of the rules."""

from datetime import UTC, datetime

from accounts.models import User
from archive.models import Article, Comment, SiteSettings
from archive.screening.draft import Draft

AT = datetime(2026, 5, 1, tzinfo=UTC)


def draft(
    body: str = "Words.",
    *,
    member: User | None = None,
    approved: int = 0,
    of_article: bool = False,
    at: datetime = AT,
    edits: Comment | None = None,
    **settings: object,
) -> Draft:
    article = Article(premoderated=of_article)
    given = SiteSettings(**settings)
    return Draft(member or User(), article, body, at, given, approved, edits)
