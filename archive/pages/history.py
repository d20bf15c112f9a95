"""The history page: what changed in an article, when and why, as a diff."""

from dataclasses import dataclass
from datetime import datetime

from archive.models import Article
from archive.pages.grounds import FIELDS
from archive.text.diff import Piece, diff, page_effort

NEWEST = 100  # changes on the page


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    at: datetime
    cause: str
    by: str
    reason: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    article: Article
    revisions: tuple[Revision, ...]


def history_page(article: Article) -> HistoryPage:
    """The newest changes of `article`, the last one first."""
    rows = article.revisions.select_related("by")[:NEWEST]
    effort = page_effort()
    return HistoryPage(
        article=article,
        revisions=tuple(
            Revision(
                at=row.at,
                cause=row.get_cause_display(),
                by=row.by.shown_name if row.by else "",
                reason=row.reason,
                changes=tuple(
                    Change(
                        str(FIELDS.get(change["field"], change["field"])),
                        tuple(diff(change["before"], change["after"], effort)),
                    )
                    for change in row.changes
                ),
            )
            for row in rows
        ),
    )
