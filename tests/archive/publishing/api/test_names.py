"""What the API tells of outlets, authors and topics: names that published articles are tied to."""

import pytest
from django.conf import settings

from archive.models import Author, Outlet, Topic
from tests import builders
from tests.archive.publishing.api.asking import ask, pages, refused

pytestmark = pytest.mark.django_db
KINDS = ("outlets", "authors", "topics")


@pytest.fixture
def tied() -> None:
    names = {
        "outlet": builders.outlet("Somewhere"),
        "authors": (builders.author("Somewhere"),),
        "topics": (builders.topic("Somewhere", "region"),),
    }
    builders.article(**names)
    citing = builders.article(original_outlet=names["outlet"])
    builders.citation(citing, outlet=names["outlet"], author=names["authors"][0])


@pytest.mark.parametrize(
    ("kind", "what", "counts"),
    [
        ("outlets", "outlet", {"captured": 1, "original": 1, "cited": 1}),
        ("authors", "author", {"written": 1, "cited": 1}),
        ("topics", "region", {"filed": 1}),
    ],
)
@pytest.mark.usefixtures("tied")
def test_a_name_and_how_articles_are_tied_to_it(
    kind: str, what: str, counts: dict[str, int]
) -> None:
    told = ask(f"{kind}/somewhere")
    assert told == ask(kind)["items"][0]
    assert (told["name"], told["kind"], told["articles"]) == ("Somewhere", what, counts)
    assert told["url"] == f"{settings.ADDRESS}/{kind}/somewhere/"
    assert told["api_url"] == f"{settings.ADDRESS}/api/v1/{kind}/somewhere"
    own = ask(told["articles_url"])["items"]
    assert len(own) == (2 if kind == "outlets" else 1)


@pytest.mark.parametrize("kind", KINDS)
def test_page_by_page_in_alphabetical_order(kind: str) -> None:
    names = ["beta", "Alpha", "Gamma", "😀" * 100]
    for name in names:
        builders.article(
            outlet=builders.outlet(name),
            authors=(builders.author(name),),
            topics=(builders.topic(name),),
        )
    found = [item["name"] for items in pages(kind, limit=1) for item in items]
    assert found == ["Alpha", "beta", "Gamma", "😀" * 100]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("make", [builders.draft, builders.withdrawn])
def test_a_name_that_only_hidden_articles_have_is_not_there(kind: str, make: object) -> None:
    make(  # type: ignore[operator]
        outlet=builders.outlet("Secret"),
        authors=(builders.author("Secret"),),
        topics=(builders.topic("Secret"),),
    )
    for model in (Outlet, Author, Topic):
        assert model.objects.filter(slug="secret").exists()
    assert ask(kind)["items"] == []
    assert refused(f"{kind}/secret", 404) == refused(f"{kind}/nobody", 404)
