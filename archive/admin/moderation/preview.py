"""What a decision in bulk is about: some in full, and of all others how they begin."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Left

SHOWN = 20  # in full; whoever decides about more knows by now what they are about
BEGINNING = 120  # characters, as they were typed: thousands are not read as Markdown


@dataclass(frozen=True, slots=True)
class Preview:
    """`others` have `beginning`, and come without what they say."""

    comments: list[Any]
    others: list[Any]


def preview(comments: QuerySet[Any], numbers: list[int]) -> Preview:
    """Of `comments` those with `numbers`, in that order, and none that is not among them."""
    shown, rest = numbers[:SHOWN], numbers[SHOWN:]
    whose = comments.select_related("article", "member").defer(
        "article__body", "article__body_blocks"
    )
    beginnings = whose.defer("body", "body_html").annotate(beginning=Left("body", BEGINNING))
    return Preview(
        _in_order(whose.filter(pk__in=shown), shown),
        _in_order(beginnings.filter(pk__in=rest), rest) if rest else [],
    )


def _in_order(comments: QuerySet[Any], numbers: list[int]) -> list[Any]:
    found = {comment.pk: comment for comment in comments}
    return [found[number] for number in numbers if number in found]
