"""The history page: what changed in an article, when and why, as a diff."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy

from archive.editing.republication import FIELD as LINK
from archive.models import Article, ArticleRevision
from archive.pages.grounds import FIELDS
from archive.pages.redactions import redacted_words, without_redacted
from archive.text.diff import Piece, diff, page_effort

NEWEST = 100  # changes on the page
NOT_SHOWN = gettext_lazy("an article that is not to be read here")


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
    effort, words, named = page_effort(), redacted_words(article), _named(rows)

    def change(made: Mapping[str, str]) -> Change:
        texts = made["before"], made["after"]
        if made["field"] == LINK:
            before, after = (text and named.get(text, str(NOT_SHOWN)) for text in texts)
        else:
            before, after = (without_redacted(text, words) for text in texts)
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


def _named(rows: Iterable[ArticleRevision]) -> Mapping[str, str]:
    """By number, what the published articles are called that were said to be republished."""
    changes = [change for row in rows for change in row.changes if change["field"] == LINK]
    numbers = {change[which] for change in changes for which in ("before", "after")} - {""}
    if not numbers:
        return {}
    return {str(held.pk): held.label for held in Article.objects.published().filter(pk__in=numbers)}
