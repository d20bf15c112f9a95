"""Signing up: what a form must have passed before it makes anything, and what is said if not."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from accounts.limits import Limit, allow
from accounts.models import OutboxMessage, RateCounter, UsedChallenge, User
from accounts.signup_defence import challenge, rates
from accounts.signup_defence.views import CHALLENGE_FIELD, TRAP_FIELD
from tests import people
from tests.accounts.signing_up import ADDRESS, PASSWORD, TYPED, form

pytestmark = pytest.mark.django_db

SHOWN = re.compile(rf'name="{CHALLENGE_FIELD}" value="([^"]+)"')
LONG_AGO = challenge.LIFETIME + timedelta(minutes=1)


def sign_up(fields: dict[str, str], network: str = "192.0.2.1", **headers: str) -> Any:
    return Client(REMOTE_ADDR=network, headers=headers).post(ADDRESS, fields)


def ago(**length: float) -> datetime:
    return timezone.now() - timedelta(**length)


def shown_challenge(answer: HttpResponse) -> str:
    [text] = SHOWN.findall(answer.content.decode())
    return text


def assert_refused(answer: HttpResponse, words: str, status: int = 422) -> None:
    """In place, with the reason; all that was typed kept, but the password; nothing made."""
    assert answer.status_code == status
    page = answer.content.decode()
    assert words in page
    assert f'value="{TYPED["email"]}"' in page
    assert f'value="{TYPED["display_name"]}"' in page
    assert PASSWORD not in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert not User.objects.filter(email=TYPED["email"]).exists()
    assert not OutboxMessage.objects.exists()


class TestTheForm:
    def test_a_solved_challenge_makes_a_member(self) -> None:
        assert sign_up(form()).status_code == 302
        assert User.objects.get().email == TYPED["email"]
        assert OutboxMessage.objects.get().recipient == TYPED["email"]

    def test_the_form_carries_a_new_challenge_each_time(self) -> None:
        first, second = (Client().get(ADDRESS) for _ in range(2))
        assert shown_challenge(first) != shown_challenge(second)
        assert challenge.read(shown_challenge(first)) is not None

    def test_what_is_offered_can_be_used(self) -> None:
        """As a browser without scripts does it, with the challenge that stands in the page."""
        opened = shown_challenge(Client().get(ADDRESS))
        with override_settings(SIGNUP_WAIT_WITHOUT_PROOF=timedelta(0)):
            assert sign_up({**TYPED, CHALLENGE_FIELD: opened}).status_code == 302

    @pytest.mark.parametrize("given", ["", "nonsense", "bm9uc2Vuc2U=", "e30=", "W10=", "bnVsbA=="])
    def test_without_a_challenge_of_ours_nothing_is_made(self, given: str) -> None:
        answer = sign_up({**TYPED, CHALLENGE_FIELD: given})
        assert_refused(answer, "This form was open for too long")
        assert challenge.read(shown_challenge(answer)) is not None

    def test_a_form_that_was_open_too_long_gets_a_new_challenge(self) -> None:
        answer = sign_up(form(at=timezone.now() - LONG_AGO))
        assert_refused(answer, "This form was open for too long")
        renewed = challenge.read(shown_challenge(answer))
        assert renewed is not None
        assert not renewed.expired(timezone.now())

    def test_a_form_is_good_for_one_member(self) -> None:
        once = form()
        assert sign_up(once).status_code == 302
        answer = sign_up(once | {"email": "another@example.org", "display_name": "Another"})
        assert answer.status_code == 422
        assert shown_challenge(answer) != once[CHALLENGE_FIELD]
        assert User.objects.count() == 1

    def test_what_was_wrong_with_a_form_does_not_cost_its_challenge(self) -> None:
        wrong = form(password1="short")
        answer = sign_up(wrong)
        assert answer.status_code == 422
        assert shown_challenge(answer) == wrong[CHALLENGE_FIELD]
        assert sign_up(wrong | {"password1": PASSWORD}).status_code == 302


class TestTime:
    def test_faster_than_people_write(self) -> None:
        fast = form(at=ago(seconds=0))
        answer = sign_up(fast)
        assert_refused(answer, "faster than people write")
        assert shown_challenge(answer) == fast[CHALLENGE_FIELD]
        assert not UsedChallenge.objects.exists()

    def test_without_a_proof_it_takes_longer(self) -> None:
        answer = sign_up(form(at=ago(seconds=5), solved=False))
        assert_refused(answer, "Without JavaScript this form waits")
        assert re.search(r"press the button in 1[45] seconds", answer.content.decode())

    def test_without_a_proof_a_form_that_was_open_for_a_while_is_taken(self) -> None:
        assert sign_up(form(at=ago(seconds=21), solved=False)).status_code == 302

    def test_a_wrong_solution_is_none(self) -> None:
        unsolved, other = form(at=ago(seconds=5), solved=False), form()
        read = challenge.read(unsolved[CHALLENGE_FIELD])
        assert read is not None
        assert not read.solved
        known = challenge.read(other[CHALLENGE_FIELD])
        assert known is not None
        assert known.solved

    def test_what_is_left_of_the_waits_is_in_the_page(self) -> None:
        page = sign_up(form(at=ago(seconds=5), password1="")).content.decode()
        assert 'data-wait="0"' in page
        assert re.search(r'data-wait-without-proof="1[45]"', page)


class TestTheTrap:
    def test_who_fills_in_everything_gets_the_answer_of_a_success_and_nothing_else(self) -> None:
        honest = sign_up(form(email="honest@example.org", display_name="Honest"), "192.0.2.2")
        OutboxMessage.objects.all().delete()
        caught = sign_up(form(**{TRAP_FIELD: "https://example.com/"}))
        assert (caught.status_code, caught.headers.items()) == (302, honest.headers.items())
        assert caught.cookies.keys() == honest.cookies.keys()
        assert User.objects.get().email == "honest@example.org"
        assert not OutboxMessage.objects.exists()
        assert not mail.outbox

    def test_neither_does_the_page_they_are_led_to_tell(self) -> None:
        pages = []
        for who, trap in (("honest", ""), ("caught", "https://example.com/")):
            client = Client()
            typed = {"email": f"{who}@example.org", "display_name": who, TRAP_FIELD: trap}
            first = client.post(ADDRESS, form(**typed))
            page = client.get(first.headers["Location"]).content.decode()
            pages.append(page.replace(who, "somebody"))
        assert pages[0] == pages[1]

    def test_people_do_not_see_it_and_no_key_leads_to_it(self) -> None:
        page = Client().get(ADDRESS).content.decode()
        [trap] = re.findall(
            rf'<div class="defence__trap"[^>]*>.*?name="{TRAP_FIELD}".*?</div>', page, re.S
        )
        assert 'aria-hidden="true"' in trap
        assert 'tabindex="-1"' in trap
        assert 'autocomplete="off"' in trap


class TestWhoIsKnown:
    """Nothing here depends on the address that signs up."""

    FAULTS = {
        "stale": {"at": datetime(2026, 1, 1, tzinfo=UTC)},
        "without a proof": {"solved": False, "at": None},
        "caught": {TRAP_FIELD: "x"},
        "admitted": {},
    }

    @pytest.mark.parametrize("fault", FAULTS)
    def test_known_and_unknown_addresses_are_answered_alike(self, fault: str) -> None:
        known = people.reader().email
        opened = ago(seconds=5) if fault == "without a proof" else None
        answers = []
        for number, email in enumerate((known, "unknown@example.org")):
            given = {"display_name": f"Somebody {number}", "email": email, **self.FAULTS[fault]}
            given = {**given, "at": given.get("at") or opened}
            answers.append(sign_up(form(**given), f"192.0.2.{number}"))
        assert answers[0].status_code == answers[1].status_code
        assert answers[0].headers.get("Location") == answers[1].headers.get("Location")
        one, other = (self.without_what_differs(answer) for answer in answers)
        assert one.replace(known, "unknown@example.org") == other

    @staticmethod
    def without_what_differs(answer: HttpResponse) -> str:
        tokens = r'(name="(?:csrfmiddlewaretoken|altcha)") value="[^"]+"|\d+ seconds|data-wait[^>]*'
        return re.sub(tokens, r"\1", answer.content.decode()).replace("Somebody 0", "Somebody 1")


class TestLimits:
    def used_up(self, limit: Limit, who: str) -> None:
        while allow(limit, who, timezone.now()):
            pass

    @pytest.mark.parametrize(
        ("limit", "who", "solved", "words"),
        [
            (rates.ATTEMPTS, "192.0.2.1", True, "sent too often from your network"),
            (rates.FROM_A_NETWORK, "192.0.2.1", True, "have just signed up from your network"),
            (rates.in_all(), "", True, "than this site lets in"),
            (rates.WITHOUT_PROOF, "192.0.2.1", False, "Without JavaScript only a few"),
            (rates.WITHOUT_PROOF_IN_ALL, "", False, "Without JavaScript only a few"),
        ],
        ids=lambda value: value.what if isinstance(value, Limit) else "",
    )
    def test_a_limit_says_so_and_when_to_come_again(
        self, limit: Limit, who: str, solved: bool, words: str
    ) -> None:
        self.used_up(limit, who)
        sent = form(solved=solved)
        answer = sign_up(sent)
        assert_refused(answer, words, status=429)
        assert "Try again in" in answer.content.decode()
        assert 0 < int(answer.headers["Retry-After"]) <= 3600
        assert shown_challenge(answer) != sent[CHALLENGE_FIELD]

    def test_the_way_without_scripts_ends_sooner(self) -> None:
        self.used_up(rates.WITHOUT_PROOF, "192.0.2.1")
        assert sign_up(form(solved=False)).status_code == 429
        assert sign_up(form()).status_code == 302

    def test_one_network_does_not_use_up_what_is_for_all(self) -> None:
        self.used_up(rates.FROM_A_NETWORK, "192.0.2.1")
        before = set(RateCounter.objects.values_list("key", flat=True))
        sign_up(form())
        assert RateCounter.objects.exclude(key__in=before).count() == 1  # the attempt

    def test_neighbours_in_an_ipv6_network_are_one(self) -> None:
        self.used_up(rates.FROM_A_NETWORK, "2001:db8:1:2::/64")
        assert sign_up(form(), "2001:db8:1:2:ffff::1").status_code == 429
        assert sign_up(form(), "2001:db8:1:3:ffff::1").status_code == 302

    @pytest.mark.parametrize(
        ("proxies", "forwarded"),
        [
            (0, "198.51.100.1"),
            (1, "198.51.100.1, 192.0.2.1"),
            (2, "198.51.100.1, 192.0.2.1, 10.0.0.1"),
        ],
    )
    def test_a_forged_header_gains_nothing(self, proxies: int, forwarded: str) -> None:
        self.used_up(rates.FROM_A_NETWORK, "192.0.2.1")
        with override_settings(PROXIES=proxies, ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
            answer = sign_up(form(), **{"X-Forwarded-For": forwarded})
        assert_refused(answer, "have just signed up", status=429)

    def test_a_wrong_form_is_no_member(self) -> None:
        for _ in range(rates.FROM_A_NETWORK.most + 1):
            assert sign_up(form(password1="short")).status_code == 422
        assert sign_up(form()).status_code == 302
