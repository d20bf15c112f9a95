"""More like this: the published articles whose topics and most repeated words are an article's."""

from collections.abc import Iterator
from math import sqrt
from typing import Any

from django.conf import settings

from archive.models import Article, SearchEntry
from archive.search.backends import Match, TooLong, backend
from archive.search.grammar import Word

MOST_ALIKE = 6
LEADING = 3  # of the words it repeats most, each together
BESIDE = 8  # with any of these many: one word alone is in too much
OF_EACH = 150  # the newest that hold such a pair, or are under a topic of its
WORDS_WEIGH = 3.0  # as much as three topics, were all words the same
NO_COMMENTS = tuple(f"K{kind}" for kind in Article.Kind.values)

Weights = dict[str, float]


def more_like(article: Article) -> list[int]:
    """The numbers of the articles most like it, those first. What it is compared with is bounded,
    however much the archive holds."""
    own = SearchEntry.objects.filter(article=article, comment=None).only("salient").first()
    words = own.salient.split() if own else []
    topics = {f"T{topic}" for topic in article.topics.values_list("pk", flat=True)}
    weights = _weights(words)
    alike = {
        other: _words_shared(weights, _weights(salient.split())) * WORDS_WEIGH
        + len(topics.intersection(marks.split()))
        for _entry, other, salient, marks in _candidates(words, topics)
    }
    found = alike.keys() - _the_same(article)
    return sorted(found, key=lambda other: (-alike[other], -other))[:MOST_ALIKE]


def _candidates(words: list[str], topics: set[str]) -> set[tuple[Any, ...]]:
    """What may be like it; where the database's time runs out, what was found until then."""
    rows = SearchEntry.objects.public().values_list("pk", "article", "salient", "marks")
    asked = backend().statement(rows)
    found: set[tuple[Any, ...]] = set()
    try:
        with backend().deadline(settings.SEARCH_TIMEOUT_MS):
            for match in _matches(words, topics):
                found.update(backend().matching(asked, match, OF_EACH))
    except TooLong:
        pass
    return found


def _matches(words: list[str], topics: set[str]) -> Iterator[Match]:
    for place, word in enumerate(words[:LEADING]):
        beside = words[place + 1 : place + 1 + BESIDE]
        if beside:
            pair = Word(word, ((word,),)), Word("", tuple((other,) for other in beside))
            yield Match(pair, marks=(NO_COMMENTS,))
    if topics:
        yield Match((), marks=(tuple(sorted(topics)), NO_COMMENTS))


def _the_same(article: Article) -> set[int | None]:
    """Itself, and the same piece printed elsewhere, to which its page leads in another place."""
    own = {article.pk, article.republication_of_id} - {None}
    printed = Article.objects.filter(republication_of__in=own).values_list("pk", flat=True)
    return {*own, *printed}


def _weights(words: list[str]) -> Weights:
    """What each of the words counts, the earlier the more; the sum of their squares is 1."""
    raw = [1 / (place + 2) for place in range(len(words))]
    length = sqrt(sum(weight * weight for weight in raw))
    return {word: weight / length for word, weight in zip(words, raw, strict=True)}


def _words_shared(own: Weights, others: Weights) -> float:
    """From 0 to 1: how far the two repeat the same words."""
    return sum(weight * others[word] for word, weight in own.items() if word in others)
