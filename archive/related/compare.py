"""Comparing: each article whose text is new is looked for among all others, and pairs that share
much of their words are proposed to editors as republications of each other."""

import logging
import time
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction

from archive.commenting.turns import take_articles
from archive.models import Article, RepublicationCandidate
from archive.related.kept import (
    alike,
    first_holders,
    held_by_many,
    holders_of_what_became_common,
    keep,
)
from archive.related.wording import wording_of
from archive.text.overlap import overlap
from archive.text.shingles import sample

# A third of the shorter text is no quotation any more, and forty words are a paragraph.
LEAST_SHARE = 0.3
LEAST_WORDS = 40
# Articles and seconds in one turn of the worker, which has mail to send as well.
MOST_AT_ONCE, MOST_S = 50, 2.0
LEAST_TELLING = 0.25  # of its shingles: where many hold more of them, it was itself printed often

log = logging.getLogger("postil.related")
State = RepublicationCandidate.State


def compare_due(at: datetime, within_s: float = MOST_S) -> int:
    """Compare some of the articles that are to be compared, the oldest first: as many as can be
    within so many seconds, and one at least. Gives how many."""
    due = Article.objects.to_compare().order_by("pk").values_list("pk", flat=True)
    until, done = time.monotonic() + within_s, 0
    for article_id in list(due[:MOST_AT_ONCE]):
        done += compare_or_pass_over(article_id, at)
        if time.monotonic() >= until:
            break
    return done


def compare_or_pass_over(article_id: int, at: datetime) -> bool:
    """The same as `compare`, but that an article which cannot be compared is told of in the log
    and passed over until it changes, or all others would wait behind it."""
    try:
        return compare(article_id, at)
    except (OperationalError, InterfaceError):
        raise  # that is the database's trouble, and passes
    except Exception:
        log.exception("article %s could not be compared, and is passed over", article_id)
        tried = Article.objects.filter(pk=article_id, changed_at__lte=at)
        tried.update(compared_at=at)
        return False


def compare(article_id: int, at: datetime) -> bool:
    """Compare one article with all others, and propose what comes of it. Whether this call did:
    False where it is gone, or changed meanwhile, so that it is to be compared once more.

    Nothing is held while texts are read and compared: others write meanwhile.
    """
    article = Article.objects.filter(pk=article_id).first()
    if article is None:
        return False
    wording = wording_of(article)
    with transaction.atomic():
        if not _is_still(article):
            return False
        fresh = keep(article.pk, sample(wording.words))
    _look_again(holders_of_what_became_common(article.pk, fresh))
    shares = _shares(article, wording.words)
    with transaction.atomic():
        if not _is_still(article):
            return False
        _propose(article, shares, at)
        seen = max(at, article.changed_at)  # clocks may differ
        Article.objects.filter(pk=article.pk).update(compared_at=seen)
    return True


@transaction.atomic
def _look_again(holders: Collection[int]) -> None:
    """Let those of these articles be compared again of which pairs are proposed: what they have in
    common was found to be a notice."""
    open_ones = RepublicationCandidate.objects.proposed().order_by()
    again = set(open_ones.filter(one__in=holders, other__in=holders).values_list("one", flat=True))
    if again:
        take_articles(again)
        Article.objects.filter(pk__in=again).update(compared_at=None)


def _is_still(article: Article) -> bool:
    """Whether nobody changed `article` since it was read; nobody does from now on, and no other
    worker writes what came of comparing it, until the transaction ends."""
    same = Article.objects.filter(pk=article.pk, changed_at=article.changed_at)
    return bool(same.select_for_update(no_key=True).values_list("pk", flat=True))


def _shares(article: Article, words: Sequence[str]) -> Mapping[int, float]:
    """The articles that have enough in common with `article`, with the share of the shorter."""
    if article.state == Article.State.WITHDRAWN:
        return {}
    common = held_by_many(article.pk)
    telling = [number for number, is_common in common.items() if not is_common]
    open_ones = RepublicationCandidate.objects.proposed().naming(article.pk)
    before = {pk for pair in open_ones.values_list("one", "other") for pk in pair}
    near = {*alike(article.pk, telling), *before} - {article.pk}
    if len(telling) < LEAST_TELLING * len(common):
        near.update(first_holders(article.pk, common))
    found = {}
    for pk in sorted(near):  # one after the other: twenty long texts need not be held at once
        other = Article.objects.exclude(state=Article.State.WITHDRAWN).filter(pk=pk).first()
        if other is None or linked(article, other):
            continue
        both = overlap(words, wording_of(other).words, common)
        if both.words >= LEAST_WORDS and both.share >= LEAST_SHARE:
            found[pk] = both.share
    return found


def linked(one: Article, other: Article) -> bool:
    """Whether they are said to be the same story: one of the other, or both of a third."""
    originals = [article.republication_of_id or article.pk for article in (one, other)]
    return originals[0] == originals[1]


def _propose(article: Article, shares: Mapping[int, float], at: datetime) -> None:
    """Propose these pairs, but for those that somebody decided about; of what was proposed before
    and is so no more, nothing stays."""
    candidates = RepublicationCandidate.objects
    known = {
        ({row.one_id, row.other_id} - {article.pk}).pop(): row
        for row in candidates.naming(article.pk).order_by("pk").select_for_update()
    }
    for pk, row in known.items():
        if row.state == State.PROPOSED and pk not in shares:
            row.delete()
        elif row.state == State.PROPOSED and row.overlap != shares[pk]:
            candidates.filter(pk=row.pk).update(overlap=shares[pk])
    for pk in sorted(shares.keys() - known.keys()):
        one, other = sorted((article.pk, pk))
        pair = {"one_id": one, "other_id": other}
        given = {"overlap": shares[pk], "found_at": at}
        candidates.get_or_create(**pair, defaults=given)  # its other article may have been faster
