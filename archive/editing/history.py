"""History: what an article said before a change and after it."""

from collections.abc import Iterable, Mapping

from accounts.models import User
from archive.models import Article, ArticleRevision

Words = Mapping[str, str]


def words_of(article: Article) -> Words:
    """Every fact and the text of `article` in words, as they are stored now."""
    stored = Article.objects.select_related("outlet", "original_outlet").get(pk=article.pk)
    return {
        "kind": stored.get_kind_display(),
        "title": stored.title,
        "dek": stored.dek,
        "authors": _lines(stored.bylines.select_related("author")),
        "outlet": str(stored.outlet or ""),
        "original_outlet": str(stored.original_outlet or ""),
        "original_url": stored.original_url,
        # By its number: who may learn what it is called is asked when the history is read.
        "republication_of": str(stored.republication_of_id or ""),
        "date": stored.date_words("date"),
        "original_date": stored.date_words("original_date"),
        "language": stored.language,
        "topics": _lines(stored.topics.all()),
        "key_points": _lines(stored.key_points),
        "body": stored.body,
        "citations": _lines(stored.citations.select_related("author", "outlet")),
        "image_credits": stored.image_credits,
        "rights": stored.rights,
        "state": stored.get_state_display(),
    }


def record_revision(
    article: Article, before: Words, cause: str, *, by: User | None = None, reason: str = ""
) -> None:
    """Keep what changed since `before`, if anything did. Called in the change's transaction."""
    after = words_of(article)
    changes = [
        {"field": field, "before": before[field], "after": after[field]}
        for field in after
        if before[field] != after[field]
    ]
    if changes:  # an import that only reads with a newer reader may change none
        ArticleRevision.objects.create(
            article=article, cause=cause, by=by, reason=reason, changes=changes
        )


def _lines(rows: Iterable[object]) -> str:
    return "\n".join(str(row) for row in rows)
