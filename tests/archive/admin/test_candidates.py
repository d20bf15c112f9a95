"""The pages on which editors decide about pairs of articles."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.editing.republication import unlink
from archive.models import Article, RepublicationCandidate
from tests import builders, people
from tests.archive.text.stories import changed, prose, story

pytestmark = pytest.mark.django_db
LIST = "/admin/archive/republicationcandidate/"


@pytest.fixture
def pair() -> RepublicationCandidate:
    first = builders.article(
        title="The lamp of the quay",
        body=prose(story(1)),
        outlet=builders.outlet("The Island Post"),
        **builders.on(date(2019, 3, 4)),
    )
    second = builders.article(
        title="A lamp goes out",
        body=prose(story(2, 50) + changed(story(1), 0.1)),
        outlet=builders.outlet("Mainland Daily"),
        original_outlet=builders.outlet("The Island Post"),
        **builders.on(date(2019, 3, 9)),
    )
    return builders.candidate(first, second, overlap=0.87)


def say(client: Client, pair: RepublicationCandidate, how: str) -> str:
    answer = client.post(f"{LIST}{pair.pk}/decide/", {"how": how}, follow=True)
    pair.refresh_from_db()
    return answer.content.decode()


def test_the_list_names_both_and_where_they_are_from(
    editor_client: Client, pair: RepublicationCandidate
) -> None:
    builders.candidate(
        builders.article(title="Dull"), builders.article(title="Duller"), state="dismissed"
    )
    page = editor_client.get(LIST).content.decode()
    for words in (
        "<bdi>The lamp of the quay</bdi> · <bdi>A lamp goes out</bdi>",
        "87 %",
        "The Island Post, 4 March 2019",
        "Mainland Daily, 9 March 2019",
    ):
        assert words in page
    assert "Duller" not in page
    assert "Duller" in editor_client.get(f"{LIST}?state=dismissed").content.decode()


def test_the_list_asks_no_more_for_many(editor_client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor_client.get(LIST).status_code == 200
        return len(queries)

    def fill(number: int) -> None:
        for _ in range(number):
            outlets = builders.outlet(), builders.outlet()
            pair = (builders.article(outlet=outlet) for outlet in outlets)
            builders.candidate(*pair)

    fill(2)
    few = asked()
    fill(20)
    assert asked() == few


def test_both_texts_stand_side_by_side(editor_client: Client, pair: RepublicationCandidate) -> None:
    page = editor_client.get(f"{LIST}{pair.pk}/change/").content.decode()
    assert page.count("the earlier of the two") == 1
    assert page.index("the earlier of the two") < page.index("A lamp goes out")
    assert "First appeared at" in page
    assert page.count("<mark>") > 20
    assert re.search(r"5\d\d words are the same, (8|9)\d % of the shorter text", page)
    # What is suggested goes by the dates: the second is later.
    assert 'class="button default" name="how" value="second"' in page
    assert 'class="button" name="how" value="first"' in page


def test_a_click_makes_a_republication_and_another_takes_it_back(
    editor_client: Client, pair: RepublicationCandidate, client: Client
) -> None:
    assert "The second is a republication of the first" in say(editor_client, pair, "second")
    assert pair.state == "confirmed"
    assert pair.other.republication_of == pair.one
    assert LogEntry.objects.filter(object_id=str(pair.other.pk)).count() == 1
    page = editor_client.get(f"{LIST}{pair.pk}/change/").content.decode()
    assert "This pair was confirmed on" in page
    assert 'value="second"' not in page
    assert "That was taken back" in say(editor_client, pair, "take_back")
    assert pair.state == "proposed"
    assert "are not proposed again" in say(editor_client, pair, "dismiss")
    assert not Article.objects.exclude(republication_of=None).exists()


def test_its_form_is_taken(editor_client: Client, pair: RepublicationCandidate) -> None:
    """As from a browser, with the token that the page gave."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = editor_client.cookies
    page = browser.get(f"{LIST}{pair.pk}/change/").content.decode()
    (form,) = re.findall(r'action="[^"]*/decide/">(.*?)</form>', page, re.DOTALL)
    tokens = re.findall(r'csrfmiddlewaretoken" value="(\w+)"', form)
    said = {"how": "dismiss", "csrfmiddlewaretoken": "".join(tokens)}
    assert browser.post(f"{LIST}{pair.pk}/decide/", said).status_code == 302
    pair.refresh_from_db()
    assert pair.state == "dismissed"


def test_the_second_editor_is_told(editor_client: Client, pair: RepublicationCandidate) -> None:
    say(editor_client, pair, "dismiss")
    assert "Edda decided about this pair meanwhile (dismissed)" in say(
        editor_client, pair, "second"
    )
    assert pair.state == "dismissed"


@pytest.mark.parametrize("how", ["", "third", "\0", "\u202e", "x" * 10_000])
def test_an_answer_that_is_none(
    editor_client: Client, pair: RepublicationCandidate, how: str
) -> None:
    answer = editor_client.post(f"{LIST}{pair.pk}/decide/", {"how": how})
    assert answer.status_code in {400, 422}  # the edge refuses some
    pair.refresh_from_db()
    assert pair.state == "proposed"


def test_whoever_had_to_log_in_again_is_shown_the_pair(
    editor_client: Client, pair: RepublicationCandidate
) -> None:
    answer = editor_client.get(f"{LIST}{pair.pk}/decide/")
    assert answer.headers["Location"] == f"{LIST}{pair.pk}/change/"
    assert editor_client.get(f"{LIST}0/decide/").status_code == 404
    assert editor_client.get(f"{LIST}0/change/").status_code == 302
    assert editor_client.get(f"{LIST}none/change/").status_code == 302


@pytest.mark.parametrize("person", [people.moderator, people.subscriber])
def test_others_see_nothing(
    client: Client, pair: RepublicationCandidate, person: Callable[[], object]
) -> None:
    client.force_login(person())  # type: ignore[arg-type]
    for address in (LIST, f"{LIST}{pair.pk}/change/", f"{LIST}{pair.pk}/decide/"):
        assert client.get(address).status_code in {302, 403}
        assert client.post(address, {"how": "second"}).status_code in {302, 403}
    assert "republicationcandidate" not in client.get("/admin/").content.decode()
    pair.refresh_from_db()
    assert pair.state == "proposed"


def test_after_a_decision_the_next_pair_is_shown(
    editor_client: Client, pair: RepublicationCandidate
) -> None:
    more, less = (
        builders.candidate(builders.article(), builders.article(), overlap=overlap)
        for overlap in (0.9, 0.4)
    )

    def next_of(decided: RepublicationCandidate, how: str) -> str:
        answer = editor_client.post(f"{LIST}{decided.pk}/decide/", {"how": how})
        return answer.headers["Location"]

    assert next_of(pair, "dismiss") == f"{LIST}{less.pk}/change/"
    assert next_of(less, "dismiss") == f"{LIST}{more.pk}/change/"
    assert next_of(less, "take_back") == f"{LIST}{less.pk}/change/"
    assert next_of(less, "dismiss") == f"{LIST}{more.pk}/change/"
    assert next_of(more, "dismiss") == LIST


def test_many_are_dismissed_at_once(editor_client: Client, pair: RepublicationCandidate) -> None:
    article = builders.article()
    others = [builders.candidate(article, builders.article()) for _ in range(3)]
    chosen = [row.pk for row in (pair, *others[:2])]
    said = {"action": "dismiss_chosen", "_selected_action": chosen}
    page = editor_client.post(LIST, said, follow=True).content.decode()
    assert "3 pairs are not the same" in page
    assert list(RepublicationCandidate.objects.proposed()) == others[2:]
    assert LogEntry.objects.filter(object_id=str(article.pk)).count() == 2
    assert RepublicationCandidate.objects.exclude(decided_by=None).count() == 3


def test_what_was_removed_elsewhere_is_not_said_to_be_held(
    editor_client: Client, pair: RepublicationCandidate
) -> None:
    say(editor_client, pair, "second")
    address, gone = f"{LIST}{pair.pk}/change/", "neither is held as a republication"
    assert gone not in editor_client.get(address).content.decode()
    unlink(pair.other, by=people.editor())
    assert gone in editor_client.get(address).content.decode()
    assert "to be decided again" in say(editor_client, pair, "take_back")
    assert "readers see it on both" in say(editor_client, pair, "second")


def test_of_a_draft_readers_see_nothing_yet(
    editor_client: Client, pair: RepublicationCandidate
) -> None:
    Article.objects.filter(pk=pair.one.pk).update(state=Article.State.DRAFT)
    page = say(editor_client, pair, "second")
    assert "readers see it once both are published" in page
    assert "on both" not in page
