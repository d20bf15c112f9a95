"""The export of everything that names a member: what accounts knows, and what was said here."""

from collections.abc import Iterator
from datetime import datetime

from accounts.models import User
from accounts.privacy import export
from archive.models import Article, Ban, Comment

# Every relation from the archive to a user, as accounts.privacy.export has those of accounts.
TOLD = {
    "archive.Ban.member": "bans",
    "archive.Comment.member": "comments",
}
ACTS = {
    "archive.ArticleRevision.by": "at",
    "archive.Ban.set_by": "begins_at",
    "archive.CommentDrive.set_by": "starts_at",
    "archive.CommentPolicy.set_by": "set_at",
    "archive.Evidence.set_by": "set_at",
    "archive.ImportRun.started_by": "started_at",
    "archive.Redaction.by": "at",
}


def document(member: User, at: datetime, site: str) -> Iterator[str]:
    """The export of `member`, as JSON in pieces. `site` is where addresses begin."""
    return export.written(_sections(member, at, site))


def _sections(member: User, at: datetime, site: str) -> Iterator[export.Section]:
    yield from export.sections(member, at)
    yield "comments", _comments(member, site)
    yield "bans", _bans(member)
    yield "acts_as_staff", export.acts(member, {**export.ACTS, **ACTS})


def _bans(member: User) -> Iterator[export.Row]:
    rows = Ban.objects.filter(member=member).order_by("begins_at", "pk")
    for row in rows.values("reason", "begins_at", "until", "lifted_at"):
        yield {**row}


def _comments(member: User, site: str) -> Iterator[export.Row]:
    """In every state, as they were written. A draft's address stays its editors' affair."""
    rows = Comment.objects.filter(member=member).select_related("article").order_by("pk")
    for row in rows.defer("body_html", "article__body", "article__body_blocks").iterator(
        export.ROWS_AT_ONCE
    ):
        hidden = row.article.state == Article.State.DRAFT
        yield {
            "id": row.pk,
            "article": None if hidden else f"{site}{row.article.get_absolute_url()}",
            "in_reply_to": row.parent_id,
            "body": row.body,
            "review": row.review,
            "posted_at": row.posted_at,
            "edited_at": row.edited_at,
            "withdrawn_at": row.withdrawn_at,
        }
