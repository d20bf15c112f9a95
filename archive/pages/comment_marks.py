"""What stands beside facts about comments: whom one answers, and whether the author wrote it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from archive.models import Article, Evidence
from archive.pages.grounds import Mark, mark
from archive.pages.lines import lines_of
from archive.pages.thread import Marks

FACTS = ("parent", "by_article_author")  # those whose basis the thread shows


def evidence_of(comments: Iterable[Any]) -> QuerySet[Evidence]:
    """What those facts rest on, of these comments alone."""
    rows = Evidence.objects.select_related("document").defer("document__content")
    return rows.filter(comment__in=[row.pk for row in comments], field__in=FACTS).order_by()


def comment_marks(article: Article, comments: Iterable[Any], evidence: Iterable[Evidence]) -> Marks:
    """By comment and field, the marks of its evidence, and of its own lines as its "body"."""
    found: dict[tuple[int, str], Mark] = {
        (row.comment_id, row.field): mark(article, [row]) for row in evidence if row.comment_id
    }
    for comment in comments:
        if comment.document:
            run = [comment.first_line or 1, comment.last_line or 1]
            found[comment.pk, "body"] = Mark("", lines_of(article, comment.document, [run]))
    return found
