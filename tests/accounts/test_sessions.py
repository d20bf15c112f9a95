"""Where somebody is logged in, and how that is ended from elsewhere."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.browsers import browser_of, system_of
from accounts.models import User
from tests import people
from tests.accounts.second_factors.factors import give_password, is_in

pytestmark = pytest.mark.django_db
LIST = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)


def browser(user: User, agent: str = FIREFOX, address: str = "192.0.2.1") -> Client:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    give_password(client, user)
    assert is_in(client)
    return client


def test_the_list_names_each_browser_and_this_one_first() -> None:
    reader = people.reader()
    browser(reader, SAFARI, "198.51.100.7")
    here = browser(reader)
    browser(people.reader(), address="203.0.113.9")
    page = here.get(LIST).content.decode()
    assert page.index("Firefox on Linux") < page.index("this one") < page.index("Safari on iPhone")
    assert "198.51.100.7" in page
    assert "203.0.113.9" not in page


def test_one_session_is_ended() -> None:
    reader = people.reader()
    there, here = browser(reader), browser(reader)
    note = UserSession.objects.get(session_key=there.session.session_key)
    assert here.get(f"{LIST}{note.pk}/end/").status_code == 405
    answer = here.post(f"{LIST}{note.pk}/end/")
    assert "Clear-Site-Data" not in answer.headers
    assert there.get("/accounts/profile/").status_code == 302
    assert here.get("/accounts/profile/").status_code == 200


def test_all_others_are_ended() -> None:
    reader = people.reader()
    others = [browser(reader) for _one in range(3)]
    somebody = browser(people.reader())
    here = browser(reader)
    answer = here.post(LIST, follow=True)
    assert "All other sessions are ended." in answer.content.decode()
    assert [client.get("/accounts/profile/").status_code for client in others] == [302] * 3
    assert here.get("/accounts/profile/").status_code == 200
    assert somebody.get("/accounts/profile/").status_code == 200


def test_to_end_the_session_that_asks_is_to_log_out() -> None:
    here = browser(people.reader())
    answer = here.post(f"{LIST}{UserSession.objects.get().pk}/end/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert here.get("/accounts/profile/").status_code == 302


def test_nobody_ends_somebody_else_s() -> None:
    there = browser(people.reader())
    note = UserSession.objects.get()
    here = browser(people.reader())
    assert here.post(f"{LIST}{note.pk}/end/").status_code == 404
    assert there.get("/accounts/profile/").status_code == 200


def test_what_is_over_is_not_listed_and_listing_deletes_nothing() -> None:
    reader = people.reader()
    there, here = browser(reader, SAFARI), browser(reader)
    there.session.flush()
    assert "Safari" not in here.get(LIST).content.decode()
    assert UserSession.objects.count() == 2


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox Linux"),
        (SAFARI, "Safari iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18 Safari/605", "Safari macOS"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_has_a_name(agent: str, words: str) -> None:
    assert f"{browser_of(agent)} {system_of(agent)}".strip() == words


def test_an_unknown_browser_is_listed_too() -> None:
    here = browser(people.reader(), "<script>")
    page = here.get(LIST).content.decode()
    assert "An unknown browser" in page
    assert "<script>&" not in page
