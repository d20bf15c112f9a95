"""An appeal or a request to remove, whose form stood open for too long, loses none of its words."""

from html import unescape

import pytest
from django.conf import settings
from django.test import Client

from archive.models import Appeal, ModerationEntry, RemovalRequest
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.discussion.filling import held
from tests.archive.moderation.asking import TYPED, address_of, form

pytestmark = pytest.mark.django_db

HERE = {"Origin": "http://testserver"}
STALE = {"csrfmiddlewaretoken": "x" * 64}
EXPIRED = "This form had expired"


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def decided(browser: Client) -> str:
    """The address of an appeal of the decision about whoever is logged in."""
    member = people.reader()
    comment = builders.comment(builders.article(), member)
    decision = Decision(ModerationEntry.Act.REMOVED, people.moderator(), "it shouts")
    (entry,) = set_state([comment.pk], decision)
    browser.force_login(member)
    return f"/moderation/appeal/{entry.pk}/"


def test_an_appeal_comes_back_in_a_form_that_holds(browser: Client) -> None:
    address = decided(browser)
    browser.get(address)
    answer = browser.post(address, {"words": "I whispered.", **STALE}, headers=HERE)
    assert answer.status_code == 403
    assert EXPIRED in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    browser.post(address, held(answer), headers=HERE)
    assert Appeal.objects.get().words == "I whispered."


def test_an_appeal_comes_back_to_whoever_was_logged_out(browser: Client) -> None:
    address = decided(browser)
    browser.logout()
    answer = browser.post(address, {"words": "I whispered.", **STALE}, headers=HERE)
    assert answer.status_code == 403
    assert "I whispered." in answer.content.decode()


def test_a_request_to_remove_comes_back_in_a_form_that_holds(browser: Client) -> None:
    article = builders.article()
    browser.get(address_of(article))
    answer = browser.post(address_of(article), form() | STALE, headers=HERE)
    assert answer.status_code == 403
    shown = unescape(answer.content.decode())
    assert EXPIRED in shown
    for words in TYPED.values():
        assert words in shown
    browser.post(address_of(article), form() | held(answer), headers=HERE)
    assert RemovalRequest.objects.get().words == TYPED["words"]


def test_elsewhere_nobody_makes_it_show_anything(browser: Client) -> None:
    article = builders.article()
    browser.cookies[settings.CSRF_COOKIE_NAME] = "y" * 32
    there = {"Origin": "https://evil.example"}
    answer = browser.post(address_of(article), form() | STALE, headers=there)
    assert answer.status_code == 403
    assert TYPED["words"] not in answer.content.decode()
