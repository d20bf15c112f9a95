"""The export of everything that names a member: what accounts knows, and what was said here."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Prefetch

from accounts.models import User
from accounts.privacy import export
from archive.models import (
    Appeal,
    Article,
    Ban,
    Comment,
    CommentRevision,
    MemberPremoderation,
    MemberWarning,
    Report,
)
from archive.moderating.decided import told_to

# Every relation from the archive to a user, as accounts.privacy.export has those of accounts.
TOLD = {
    "archive.Ban.member": "bans",
    "archive.Author.member": "authored_as",
    "archive.Comment.member": "comments",
    "archive.Appeal.member": "appeals",
    "archive.MemberPremoderation.member": "premoderated",
    "archive.MemberWarning.member": "warnings",
    "archive.ModerationEntry.member": "decisions",
    "archive.Report.reporter": "reports",
}
ACTS = {
    "archive.Appeal.answered_by": "answered_at",
    "archive.ArticleRevision.by": "at",
    "archive.Ban.set_by": "begins_at",
    "archive.CommentDrive.set_by": "starts_at",
    "archive.CommentPolicy.set_by": "set_at",
    "archive.Evidence.set_by": "set_at",
    "archive.ImportRun.started_by": "started_at",
    "archive.MemberWarning.set_by": "at",
    "archive.ModerationEntry.actor": "at",
    "archive.Redaction.by": "at",
    "archive.RemovalRequest.answered_by": "answered_at",
    "archive.RepublicationCandidate.decided_by": "decided_at",
}


def document(member: User, at: datetime, site: str) -> Iterator[str]:
    """The export of `member`, as JSON in pieces. `site` is where addresses begin."""
    return export.written(_sections(member, at, site))


def _sections(member: User, at: datetime, site: str) -> Iterator[export.Section]:
    yield from export.sections(member, at)
    yield "comments", _comments(member, site)
    yield "authored_as", ({"name": author.name} for author in member.authored_as.order_by("pk"))
    yield "decisions", _decisions(member)
    yield "reports", _reports(member)
    yield "bans", _bans(member)
    yield "warnings", _warnings(member)
    yield "appeals", _appeals(member)
    yield "premoderated", _premoderated(member)
    yield "acts_as_staff", export.acts(member, {**export.ACTS, **ACTS})


def _bans(member: User) -> Iterator[export.Row]:
    rows = Ban.objects.filter(member=member).order_by("begins_at", "pk")
    terms = ("reason", "rule__title", "subscription", "refund_owed")
    moments = ("begins_at", "until", "explained_at", "lifted_at", "refund_settled_at")
    for row in rows.values(*terms, *moments):
        yield {"rule": row.pop("rule__title"), **row}


def _warnings(member: User) -> Iterator[export.Row]:
    rows = MemberWarning.objects.filter(member=member).order_by("at", "pk")
    fields = ("comment_id", "rule__title", "reason", "at", "acknowledged_at", "withdrawn_at")
    for comment, rule, reason, at, read, withdrawn in rows.values_list(*fields):
        yield {
            "comment": comment,
            "rule": rule,
            "reason": reason,
            "at": at,
            "acknowledged_at": read,
            "withdrawn_at": withdrawn,
        }


def _appeals(member: User) -> Iterator[export.Row]:
    """What the member said against a decision, and what they were answered: not by whom."""
    rows = Appeal.objects.filter(member=member).order_by("made_at", "pk")
    for row in rows.values("words", "made_at", "outcome", "answer", "answered_at"):
        yield {**row}


def _premoderated(member: User) -> Iterator[export.Row]:
    for row in MemberPremoderation.objects.filter(member=member).values("since"):
        yield {**row}


def _decisions(member: User) -> Iterator[export.Row]:
    """About the member and their comments, as they were told them: not by whom, nor what was
    noted, nor that somebody had reported something."""
    rows = told_to(member).order_by("at", "pk")
    fields = ("comment_id", "act", "reason", "rule__title", "at")
    for comment, act, reason, rule, at in rows.values_list(*fields).iterator(export.ROWS_AT_ONCE):
        yield {"comment": comment, "act": act, "reason": reason, "rule": rule, "at": at}


def _reports(member: User) -> Iterator[export.Row]:
    """What the member reported, and when somebody looked."""
    rows = Report.objects.filter(reporter=member).order_by("reported_at", "pk")
    fields = ("comment_id", "rule__title", "line", "reported_at", "resolved_at")
    for comment, rule, line, at, seen in rows.values_list(*fields).iterator(export.ROWS_AT_ONCE):
        yield {
            "comment": comment,
            "rule": rule,
            "line": line,
            "reported_at": at,
            "answered_at": seen,
        }


def _comments(member: User, site: str) -> Iterator[export.Row]:
    """In every state, as they were written. A draft's address stays its editors' affair."""
    rows = Comment.objects.filter(member=member).select_related("article").order_by("pk")
    light = rows.defer("body_html", "article__body", "article__body_blocks")
    before = CommentRevision.objects.defer("body_html").order_by("pk")
    whole = light.prefetch_related(Prefetch("revisions", before))
    for row in whole.iterator(export.ROWS_AT_ONCE):
        hidden = row.article.state == Article.State.DRAFT
        yield {
            "id": row.pk,
            "article": None if hidden else f"{site}{row.article.get_absolute_url()}",
            "in_reply_to": row.parent_id,
            "body": row.body,
            "said_before": [
                {"body": revision.body, "until": revision.replaced_at}
                for revision in row.revisions.all()
            ],
            "review": row.review,
            "posted_at": row.posted_at,
            "edited_at": row.edited_at,
            "withdrawn_at": row.withdrawn_at,
        }
