"""Redacting lines of a capture, and what still shows the words of lines that are redacted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.models import User
from archive.models import Article, Comment, Evidence, Redaction, SourceDocument

Runs = Sequence[Sequence[int]]  # first and last line of each run


@dataclass(frozen=True, slots=True)
class StillShown:
    """What readers see that was taken from lines of a capture: the names of an article's facts,
    with "body" where its text is among it, and comments."""

    facts: tuple[str, ...]
    comments: tuple[Comment, ...]


def cover(document: SourceDocument, runs: Runs, reason: str, by: User) -> list[int]:
    """Let readers see `reason` in the place of these lines; the ids of the redactions."""
    return [
        Redaction.objects.create(
            document=document, first_line=first, last_line=last, reason=reason, by=by
        ).pk
        for first, last in runs
    ]


def uncover(redactions: Iterable[int]) -> None:
    """Show these lines again."""
    Redaction.objects.filter(pk__in=list(redactions)).delete()


def still_shown(article: Article, document: SourceDocument, runs: Runs) -> StillShown:
    """What of `article` was taken from these lines of `document` and is not redacted with them."""
    evidence = Evidence.objects.filter(article=article, document=document)
    facts = {row.field for row in evidence if _meet(row.lines, runs)}
    if article.document_id == document.pk and _meet(article.body_lines, runs):
        facts.add("body")
    captured = Comment.objects.public().filter(article=article, document=document)
    comments = [
        comment
        for comment in captured.in_thread_order()
        if _meet([[comment.first_line or 0, comment.last_line or 0]], runs)
    ]
    # All the text shows its language: that gives no words away.
    return StillShown(tuple(sorted(facts - {"language"})), tuple(comments))


def _meet(some: Iterable[Sequence[int]], others: Runs) -> bool:
    return any(
        first <= last_other and first_other <= last
        for first, last in some
        for first_other, last_other in others
    )
