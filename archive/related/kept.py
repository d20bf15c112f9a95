"""What is kept of each article to find those that share its words: a sample of its shingles."""

from collections.abc import Collection, Mapping

from django.db.models import Count, OuterRef, Subquery

from archive.models import Article, ArticleShingle

# What more articles hold than this is no story but a notice: how to subscribe, whose rights it is.
# A piece that was printed more often than that is found under the first ones alone.
HELD_BY_MOST = 20
LEAST_SHARED = 2  # shingles: one may be chance
MOST_ALIKE = 20  # articles whose texts are read and compared, those that share most


def keep(article_id: int, numbers: list[int]) -> None:
    """Keep these shingles of an article, and no others. In the caller's transaction."""
    kept = ArticleShingle.objects.filter(article=article_id)
    known = set(kept.values_list("hash", flat=True))
    kept.filter(hash__in=known - set(numbers)).delete()
    fresh = [number for number in numbers if number not in known]
    ArticleShingle.objects.bulk_create(
        ArticleShingle(article_id=article_id, hash=number) for number in fresh
    )


def held_by_many(article_id: int) -> Mapping[int, bool]:
    """Of each shingle that is kept of an article, whether more than `HELD_BY_MOST` hold it.

    That is seen by the one holder after these, so that a notice under every article costs no more
    than a story under a few.
    """
    holders = ArticleShingle.objects.filter(hash=OuterRef("hash")).order_by("article_id")
    beyond = Subquery(holders.values("article_id")[HELD_BY_MOST : HELD_BY_MOST + 1])
    own = ArticleShingle.objects.filter(article=article_id).annotate(beyond=beyond)
    return {number: beyond is not None for number, beyond in own.values_list("hash", "beyond")}


def alike(article_id: int, numbers: Collection[int]) -> list[int]:
    """The ids of the other articles that hold most of these shingles, the likest first; of those
    that are withdrawn none."""
    others = ArticleShingle.objects.filter(hash__in=numbers).exclude(article=article_id)
    found = (
        others.exclude(article__state=Article.State.WITHDRAWN)
        .values("article")
        .annotate(shared=Count("pk"))
        .filter(shared__gte=LEAST_SHARED)
        .order_by("-shared", "article")
    )
    return [row["article"] for row in found[:MOST_ALIKE]]
