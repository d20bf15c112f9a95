"""The history page: what changed in an article, when and why, as a diff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from archive.models import Article
from archive.pages.grounds import FIELDS
from archive.pages.redactions import redacted_words, without_redacted
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
    """The newest changes of `article`, the last one first. Lines of its captures that are redacted
    are not to be read in what was corrected, either."""
    rows = article.revisions.select_related("by")[:NEWEST]
    effort, words = page_effort(), redacted_words(article)

    def change(made: Mapping[str, str]) -> Change:
        before, after = (without_redacted(made[which], words) for which in ("before", "after"))
        name = str(FIELDS.get(made["field"], made["field"]))
        return Change(name, tuple(diff(before, after, effort)))

    return HistoryPage(
        article=article,
        revisions=tuple(
            Revision(
                at=row.at,
                cause=row.get_cause_display(),
                by=row.by.shown_name if row.by else "",
                reason=row.reason,
                changes=tuple(map(change, row.changes)),
            )
            for row in rows
        ),
    )
