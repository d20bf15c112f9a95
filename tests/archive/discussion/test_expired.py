"""A form whose token does not hold any more, as after logging in anew in another window."""

from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from archive.models import Article, Comment
from tests import builders
from tests.archive.discussion.filling import FORM, HTMX, Tab, has_form, held

WRITE = "/articles/talked-about/comments/write/"
HERE = {"Origin": "http://testserver"}
EXPIRED = "This form had expired"


@dataclass(frozen=True)
class StrictTab(Tab):
    def send_raw(self, address: str, body: str) -> object:
        headers = HERE | (HTMX if self.hx else {})
        return self.client.post(address, body, content_type=FORM, headers=headers)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def tab(request: pytest.FixtureRequest, member: User) -> Tab:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.force_login(member)
    return StrictTab(client, request.param)


def test_a_form_that_holds_is_taken(tab: Tab, other: Comment) -> None:
    assert tab.fill(WRITE, body="Hm.").status_code == (200 if tab.hx else 303)


@pytest.mark.parametrize("token", ["x" * 64, "", None])
def test_what_was_written_comes_back_in_a_form_that_holds(
    tab: Tab, other: Comment, member: User, token: str | None
) -> None:
    fields = held(tab.open(f"{WRITE}?parent={other.pk}")) | {"body": "My *words*."}
    answer = tab.send(WRITE, fields | {"csrfmiddlewaretoken": token})
    assert answer.status_code == 403
    assert EXPIRED in answer.content.decode()
    assert ("<html" in answer.content.decode()) is not tab.hx
    again = held(answer)
    assert (again["body"], again["parent"]) == ("My *words*.", str(other.pk))
    assert answer["Cache-Control"].endswith("private, no-store")
    tab.send(WRITE, again)
    assert Comment.objects.get(member=member).parent == other


def test_what_was_changed_comes_back(tab: Tab, own: Comment) -> None:
    fields = held(tab.open(f"/comments/{own.pk}/edit/")) | {"body": "Changed."}
    answer = tab.send(f"/comments/{own.pk}/edit/", fields | {"csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert EXPIRED in answer.content.decode()
    tab.send(f"/comments/{own.pk}/edit/", held(answer))
    own.refresh_from_db()
    assert own.body == "Changed."


def test_a_report_comes_back(tab: Tab, other: Comment) -> None:
    rule = builders.rule()
    fields = {"rule": rule.pk, "line": "A slur.", "csrfmiddlewaretoken": "x"}
    tab.open(f"/comments/{other.pk}/report/")
    answer = tab.send(f"/comments/{other.pk}/report/", fields)
    assert answer.status_code == 403
    assert "A slur." in answer.content.decode()
    assert has_form(answer)
    assert not rule.reports.exists()


def test_after_the_session_the_words_can_be_copied(tab: Tab, other: Comment) -> None:
    fields = held(tab.open(WRITE)) | {"body": "My *words*."}
    Session.objects.all().delete()
    del tab.client.cookies[settings.CSRF_COOKIE_NAME]
    answer = tab.send(WRITE, fields)
    assert answer.status_code == 403
    assert held(answer)["typed"] == "My *words*."
    assert not has_form(answer)


def test_a_preview_says_so_in_a_sentence_and_without_alarm(tab: Tab, other: Comment) -> None:
    answer = tab.send("/comments/preview/", {"body": "x"})
    assert answer.status_code == 403
    assert "This form has expired, so there is no preview" in answer.content.decode()
    for alarm in ("<html", "alert", "<textarea"):
        assert alarm not in answer.content.decode()


def test_a_preview_after_its_session_says_how_to_go_on(stranger: Tab) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/comments/preview/", {"body": "x"}, headers=HERE)
    assert answer.status_code == 403
    assert "not logged in any more" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_form_about_what_is_gone_gives_its_words_back(tab: Tab, other: Comment) -> None:
    tab.open(WRITE)
    Article.objects.update(state=Article.State.DRAFT)
    answer = tab.send(WRITE, {"body": "My *words*.", "csrfmiddlewaretoken": "x"})
    assert answer.status_code == 404
    if tab.hx:  # the form stays, and this is shown beneath it
        assert answer["Content-Type"].startswith("text/plain")
    else:
        assert held(answer)["typed"] == "My *words*."


def test_nobody_else_s_page_fills_in_a_form(tab: Tab, other: Comment, member: User) -> None:
    tab.open(WRITE)
    body = urlencode({"body": "Words of somebody else.", "key": "x"})
    for origin in ("https://elsewhere.example", "null", "http://testserver.example"):
        answer = tab.client.post(WRITE, body, content_type=FORM, headers={"Origin": origin})
        assert answer.status_code == 403
        assert "Words of somebody else" not in answer.content.decode()
    assert not Comment.objects.filter(member=member).exists()


def test_other_forms_of_the_site_are_answered_as_before(member: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    answer = client.post("/accounts/profile/", {"display_name": "X"}, headers=HERE)
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()
