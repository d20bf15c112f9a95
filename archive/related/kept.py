"""What is kept of each article to find those that share its words: a sample of its shingles."""

from collections import Counter
from collections.abc import Collection, Mapping

from django.db.models import Count, OuterRef, Subquery

from archive.models import Article, ArticleShingle

# What more articles hold than this is taken for a notice: how to subscribe, whose rights it is;
# unless it is most of a text. A piece that was printed more often is found under the first ones.
HELD_BY_MOST = 20
LOOKED_UP = 6  # numbers of such a piece, the smallest: most of its copies hold these
LEAST_SHARED = 2  # shingles: one may be chance
MOST_ALIKE = 20  # articles whose texts are read and compared, those that share most


def keep(article_id: int, numbers: list[int]) -> list[int]:
    """Keep these shingles of an article, and no others. Gives those that it did not have. In the
    caller's transaction."""
    kept = ArticleShingle.objects.filter(article=article_id)
    known = set(kept.values_list("hash", flat=True))
    kept.filter(hash__in=known - set(numbers)).delete()
    fresh = [number for number in numbers if number not in known]
    ArticleShingle.objects.bulk_create(
        ArticleShingle(article_id=article_id, hash=number) for number in fresh
    )
    return fresh


def held_by_many(article_id: int) -> Mapping[int, bool]:
    """Of each shingle that is kept of an article, whether more than `HELD_BY_MOST` hold it.

    That is seen by the one holder after these, so that a notice under every article costs no more
    than a story under a few.
    """
    own = ArticleShingle.objects.filter(article=article_id).annotate(beyond=_holder(HELD_BY_MOST))
    return {number: beyond is not None for number, beyond in own.values_list("hash", "beyond")}


def _holder(place: int) -> Subquery:
    """Who holds the same shingle after `place` others."""
    holders = ArticleShingle.objects.filter(hash=OuterRef("hash")).order_by("article_id")
    return Subquery(holders.values("article_id")[place : place + 1])


def holders_of_what_became_common(article_id: int, fresh: Collection[int]) -> set[int]:
    """The articles that hold what became held by many when `article_id` got these shingles: one
    more than `HELD_BY_MOST` of each."""
    own = ArticleShingle.objects.filter(article=article_id, hash__in=fresh)
    beyond = own.annotate(beyond=_holder(HELD_BY_MOST), further=_holder(HELD_BY_MOST + 1))
    now = beyond.filter(beyond__isnull=False, further__isnull=True).values_list("hash", flat=True)
    held = ArticleShingle.objects.filter(hash__in=list(now))
    return set(held.values_list("article_id", flat=True))


def first_holders(article_id: int, numbers: Collection[int]) -> list[int]:
    """The ids of other articles that hold some of these shingles, which many hold: the likest of
    the first ones. A story that was printed often is found under them."""
    found: Counter[int] = Counter()
    for number in sorted(numbers)[:LOOKED_UP]:
        held = ArticleShingle.objects.filter(hash=number).order_by("article_id")
        found.update(held.values_list("article_id", flat=True)[:HELD_BY_MOST])
    del found[article_id]
    return sorted(found, key=lambda pk: (-found[pk], pk))[:MOST_ALIKE]


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
