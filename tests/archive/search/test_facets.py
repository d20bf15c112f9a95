"""Facets: how many of what was ranked have each mark."""

import pytest

from archive.indexing import index_articles, index_comments
from archive.models import Article
from archive.search.engine import Filters, search
from archive.search.facets import counted, facets
from archive.search.grammar import read
from tests import builders


def test_each_mark_counts_for_its_facet() -> None:
    found = counted(["Karticle Y2019 Y2020 Len O1 A7", "Kcomment Y0 Len O1 O2", ""])
    assert found == {
        "kind": {"article": 1, "comment": 1},
        "year": {"2019": 1, "2020": 1, "0": 1},
        "outlet": {"1": 2, "2": 1},
        "author": {"7": 1},
        "topic": {},
    }


@pytest.mark.django_db
def test_they_are_counted_over_all_that_was_ranked_and_anyone_may_read() -> None:
    topic = builders.topic("Sea")
    articles = [builders.article(title=f"Ferry {n}", topics=(topic,)) for n in range(25)]
    comment = builders.captured_comment(articles[0], body="A ferry!")
    index_articles(article.pk for article in articles)
    index_comments([comment.pk])
    found = search(read("ferry"), Filters())
    assert len(found.hits) == 26
    assert facets(found)["topic"] == {str(topic.pk): 26}
    assert facets(found)["kind"] == {"article": 25, "comment": 1}
    Article.objects.filter(pk=articles[0].pk).update(state=Article.State.DRAFT)
    assert facets(search(read("ferry"), Filters()))["kind"] == {"article": 24}
