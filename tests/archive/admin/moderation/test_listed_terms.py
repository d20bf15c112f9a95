"""Listed words and domains in the administration: moderators keep and try them."""

import pytest
from django.test import Client

from archive.models import ListedTerm
from tests import people

pytestmark = pytest.mark.django_db

LIST = "/admin/archive/listedterm/"


@pytest.fixture
def moderating(client: Client) -> Client:
    client.force_login(people.moderator())
    return client


def add(client: Client, term: str, kind: str = "word") -> str:
    sent = {"kind": kind, "term": term, "outcome": "hold", "note": ""}
    answer = client.post(f"{LIST}add/", sent)
    assert answer.status_code in {200, 302}
    return answer.content.decode()


def test_one_is_listed_once_in_whatever_letters(moderating: Client) -> None:
    add(moderating, "Idiot")
    assert "listed already" in add(moderating, "іdíоt")
    add(moderating, "Spam.example", "domain")
    assert "listed already" in add(moderating, "ѕpam.EXAMPLE.", "domain")
    assert list(ListedTerm.objects.values_list("folded", flat=True)) == ["spam.example", "idiot"]


@pytest.mark.parametrize(
    ("term", "kind", "words"),
    [
        ("***", "word", "at least a letter"),
        ("\u200b", "word", "at least a letter"),
        ("https://spam.example/x", "domain", "a domain alone"),
        ("spam", "domain", "a domain alone"),
    ],
)
def test_what_cannot_be_found_is_refused(
    moderating: Client, term: str, kind: str, words: str
) -> None:
    assert words in add(moderating, term, kind)
    assert not ListedTerm.objects.exists()


def test_words_can_be_tried(moderating: Client) -> None:
    ListedTerm.objects.create(term="fool", outcome="ask")
    assert "Try what the rules find" in moderating.get(LIST).content.decode()
    tried = moderating.post(f"{LIST}try/", {"words": "f o o l"}).content.decode()
    assert "“fool”, written “f o o l”" in tried
    assert "The member is told" in tried
    assert "Nothing." in moderating.post(f"{LIST}try/", {"words": "friend"}).content.decode()
    assert moderating.post(f"{LIST}try/", {"words": ""}).status_code == 422
