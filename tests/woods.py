"""Long discussions for tests and measurements, made in a moment."""

import random
from collections.abc import Sequence
from uuid import uuid4

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from archive.commenting.discussion import recount, touch
from archive.commenting.place import depth_of, member_path
from archive.models import Article, Comment
from archive.text.markdown import RENDER_VERSION, render_comment

BODY = "A comment of *some* length, as people write them: two lines, and a word that leans. " * 2
AT_ONCE = 2_000


def grow(
    article: Article, members: Sequence[User], number: int, *, heads: float = 0.2, seed: int = 1
) -> None:
    """Let `members` say `number` things under `article`: of each, `heads` is the chance that it
    begins a thread; else it answers one of those before it, more often a late one."""
    chance, at, html = random.Random(seed), timezone.now(), render_comment(BODY)
    first = (Comment.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    made: list[Comment] = []
    for pk in range(first, first + number):
        parent = made[_late(chance, len(made))] if made and chance.random() > heads else None
        path = member_path(bytes(parent.sort_path) if parent else b"", pk)
        made.append(
            Comment(
                pk=pk,
                article=article,
                parent=parent,
                sort_path=path,
                depth=depth_of(path),
                member=members[pk % len(members)],
                posted_at=at,
                review=Comment.Review.APPROVED,
                body=BODY,
                body_html=html,
                render_version=RENDER_VERSION,
                idempotency_key=uuid4(),
            )
        )
    Comment.objects.bulk_create(made, batch_size=AT_ONCE)
    _go_on_counting()
    recount(article.pk)
    touch({article.pk})


def _late(chance: random.Random, number: int) -> int:
    return int(number * max(chance.random(), chance.random()))


def _go_on_counting() -> None:
    """The rows brought their own ids, of which PostgreSQL's counter knows nothing."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Comment]):
            cursor.execute(statement)
