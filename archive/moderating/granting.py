"""What a request to remove can be granted by, and how that is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from archive.commenting.discussion import review
from archive.commenting.refusal import Refused
from archive.editing import publication, redactions
from archive.models import (
    Article,
    Comment,
    ModerationEntry,
    Redaction,
    RemovalRequest,
    SourceDocument,
)

State = dict[str, Any]


class Way(models.TextChoices):
    WITHDRAW = "withdraw", gettext_lazy("withdraw the article")
    COMMENT = "comment", gettext_lazy("remove the comment, and redact its lines in the capture")
    LINES = "lines", gettext_lazy("redact lines of the capture")
    DONE = "done", gettext_lazy("nothing more: it was done otherwise, such as by a correction")


@dataclass(frozen=True, slots=True)
class Granting:
    """`reason` is what readers see in the place of what is gone, and `ground` (of an article or a
    comment) whether the law asked for it. `lines` are runs of the capture's; without any, those of
    the comment."""

    way: Way
    reason: str = ""
    ground: str = Article.Ground.EDITORIAL
    lines: Sequence[Sequence[int]] = ()


def capture_of(asked: RemovalRequest) -> SourceDocument | None:
    """The capture whose lines can be redacted: that of the comment, or the article's current."""
    if asked.comment:
        return asked.comment.document
    return asked.article.document if asked.article else None


def carry_out(asked: RemovalRequest, by: User, granting: Granting) -> tuple[State, State]:
    """Do what `granting` says, in the article's turn; the states that were found and left. Raises
    Refused where there is nothing any more that it could be done to."""
    match granting.way:
        case Way.WITHDRAW:
            return _withdraw(asked.article, by, granting)
        case Way.COMMENT:
            return _remove(asked.comment, by, granting)
        case Way.LINES:
            return {}, {"redactions": _redact(capture_of(asked), by, granting)}
    return {}, {}


def reverse(entry: ModerationEntry, by: User) -> None:
    """Undo what `entry` says was left. Raises Refused where it is not so any more."""
    left, covered = entry.after, entry.after.get("redactions", [])
    article = Article.objects.filter(pk=entry.article_id or 0, state=left.get("state"))
    comment = Comment.objects.filter(pk=entry.comment_id or 0, review=left.get("review"))
    gone = (
        not left
        or ("state" in left and not article)
        or ("review" in left and not comment)
        or Redaction.objects.filter(pk__in=covered).count() < len(covered)
    )
    if gone:
        raise Refused(_("What was removed on request is not any more as it was left then."))
    for withdrawn in article:
        publication.bring_back(withdrawn, by)
    review(dict.fromkeys(comment, entry.before.get("review", "")))
    redactions.uncover(covered)


def _withdraw(article: Article | None, by: User, granting: Granting) -> tuple[State, State]:
    if article is None or article.state != Article.State.PUBLISHED:
        raise Refused(_("Readers cannot open the article any more: there is nothing to withdraw."))
    ground = Article.Ground(granting.ground)
    publication.withdraw(article, by, ground, granting.reason)
    return (
        {"state": Article.State.PUBLISHED.value},
        {"state": Article.State.WITHDRAWN.value, "ground": ground.value},
    )


def _remove(comment: Comment | None, by: User, granting: Granting) -> tuple[State, State]:
    if comment is None or comment.review != Comment.Review.APPROVED:
        raise Refused(_("The comment is not shown any more. Its lines can still be redacted."))
    covered = _redact(comment.document, by, granting, comment)
    review({comment: Comment.Review.REMOVED})
    return (
        {"review": Comment.Review.APPROVED.value},
        {
            "review": Comment.Review.REMOVED.value,
            "ground": Article.Ground(granting.ground).value,
            "redactions": covered,
        },
    )


def _redact(
    document: SourceDocument | None, by: User, granting: Granting, comment: Comment | None = None
) -> list[int]:
    runs = granting.lines
    if comment and not runs:
        runs = [[comment.first_line or 1, comment.last_line or 1]]
    if document is None or not runs:
        raise Refused(_("Name lines of the capture: without any, nothing would be redacted."))
    return redactions.cover(document, runs, granting.reason, by)
