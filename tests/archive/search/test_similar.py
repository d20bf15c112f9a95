"""More like this: by topics and words, nothing that is hidden, never the piece itself."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.indexing import index_articles, index_comments
from archive.models import Article
from archive.search.similar import MOST_ALIKE, more_like
from tests import builders, people

pytestmark = pytest.mark.django_db

SEA = "The ferry and the tide. " * 3
PRESS = "The printer and the type. " * 3


def indexed() -> None:
    index_articles(Article.objects.values_list("pk", flat=True))


def alike(article: Article) -> list[str]:
    indexed()
    titles = dict(Article.objects.values_list("pk", "title"))
    return [titles[number] for number in more_like(article)]


def test_the_same_words_and_topics_make_articles_alike() -> None:
    sea = (builders.topic("Sea"),)
    own = builders.article(title="Own", body=SEA, topics=sea)
    builders.article(title="Other words, same topic", body=PRESS, topics=sea)
    builders.article(title="Same words, other topic", body=SEA, topics=(builders.topic(),))
    builders.article(title="Both", body=SEA, topics=sea)
    builders.article(title="Neither", body=PRESS, topics=(builders.topic(),))
    builders.article(title="One word", body="The ferry. " * 3)
    assert alike(own) == ["Both", "Same words, other topic", "Other words, same topic"]


def test_one_without_topics_and_words_is_like_nothing() -> None:
    own = builders.article(body="")
    builders.article(body="")
    assert alike(own) == []


def test_one_that_is_not_indexed_yet_is_known_by_its_topics() -> None:
    topics = (builders.topic("Sea"),)
    builders.article(title="Other", topics=topics)
    indexed()
    own = builders.article(topics=topics)
    assert len(more_like(own)) == 1


def test_the_same_piece_elsewhere_is_not_another_one() -> None:
    original = builders.article(title="First", body=SEA)
    again = builders.article(title="Again", body=SEA, republication_of=original)
    builders.article(title="Another", body=SEA)
    builders.article(title="And again", body=SEA, republication_of=original)
    assert alike(original) == alike(again) == ["Another"]


def test_what_is_hidden_is_like_nothing_and_comments_are_no_articles(client: Client) -> None:
    topics = (builders.topic("Sea"),)
    own = builders.article(title="Own", body=SEA, topics=topics)
    builders.draft(title="A draft", body=SEA, topics=topics)
    builders.withdrawn(title="Withdrawn", body=SEA, topics=topics)
    comment = builders.comment(builders.article(title="Discussed"), people.reader(), body=SEA)
    indexed()
    index_comments([comment.pk])
    assert more_like(own) == []
    page = client.get(f"{own.get_absolute_url()}like/").content.decode()
    assert "Nothing here is like it yet." in page


def test_it_stops_at_so_many_and_takes_as_many_queries_for_each(client: Client) -> None:
    topics = (builders.topic("Sea"),)
    own = builders.article(body=SEA, topics=topics)

    def more(number: int) -> None:
        for _ in range(number):
            authors, outlet = (builders.author(),), builders.outlet()
            builders.article(body=SEA, topics=topics, authors=authors, outlet=outlet)
        indexed()

    address = f"{own.get_absolute_url()}like/"
    more(2)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    more(20)
    with CaptureQueriesContext(connection) as many:
        page = client.get(address).context["page"]
    assert len(page.cards) == MOST_ALIKE
    assert len(many) == len(few)


def test_the_article_leads_there_and_htmx_fetches_fewer(client: Client) -> None:
    own = builders.article(title="Own", body=SEA)
    for number in range(5):
        builders.article(title=f"Other {number}", body=SEA)
    indexed()
    address = f"{own.get_absolute_url()}like/"
    page = client.get(own.get_absolute_url()).content.decode()
    assert f'<a href="{address}">More like this</a>' in page
    assert f'data-hx-get="{address}" data-hx-trigger="intersect once"' in page
    whole = client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert (whole.count("Other "), part.count("Other ")) == (5, 3)
    assert "<html" not in part


def test_a_draft_leads_nowhere(client: Client) -> None:
    draft = builders.draft(body=SEA)
    assert client.get(f"{draft.get_absolute_url()}like/").status_code == 404
    client.force_login(people.editor())
    assert "More like this" not in client.get(draft.get_absolute_url()).content.decode()
