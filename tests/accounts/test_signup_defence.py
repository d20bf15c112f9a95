"""Signing up: what a form must have passed before it makes anything, and what is said if not."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone

from accounts.models import OutboxMessage, UsedChallenge, User
from accounts.signup_defence import challenge
from accounts.signup_defence.admission import knock
from accounts.signup_defence.challenge import Challenge
from accounts.signup_defence.defence import CHALLENGE_FIELD, TRAP_FIELD
from tests import people
from tests.accounts.signing_up import (
    ADDRESS,
    PASSWORD,
    TYPED,
    assert_refused,
    form,
    shown_challenge,
    sign_up,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
LONG_AGO = challenge.LIFETIME + timedelta(minutes=1)
HOUR = timedelta(hours=1)  # no machine is so slow that a form sent at once was open for as long


def ago(**length: float) -> datetime:
    return timezone.now() - timedelta(**length)


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
    @override_settings(SIGNUP_WAIT=HOUR)
    def test_faster_than_people_write(self) -> None:
        fast = form()
        answer = sign_up(fast)
        assert_refused(answer, "faster than people write")
        assert shown_challenge(answer) == fast[CHALLENGE_FIELD]
        assert not UsedChallenge.objects.exists()

    @override_settings(SIGNUP_WAIT_WITHOUT_PROOF=HOUR)
    def test_without_a_proof_it_takes_longer(self) -> None:
        answer = sign_up(form(solved=False))
        assert_refused(answer, "Without JavaScript this form waits")
        [left] = re.findall(r"press the button in (\d+) seconds", answer.content.decode())
        assert 0 < int(left) < HOUR.total_seconds()

    def test_without_a_proof_a_form_that_was_open_for_a_while_is_taken(self) -> None:
        assert sign_up(form(at=ago(seconds=21), solved=False)).status_code == 302

    @override_settings(SIGNUP_WAIT_WITHOUT_PROOF=HOUR)
    def test_what_is_left_of_the_waits_is_in_the_page(self) -> None:
        page = sign_up(form(password1="")).content.decode()
        assert 'data-wait="0"' in page
        [left] = re.findall(r'data-wait-without-proof="(\d+)"', page)
        assert 0 < int(left) < HOUR.total_seconds()

    @pytest.mark.parametrize(
        ("solved", "seconds", "passes"),
        [(True, 2.9, False), (True, 3, True), (False, 19.9, False), (False, 20, True)],
    )
    def test_each_wait_ends_on_its_second(self, solved: bool, seconds: float, passes: bool) -> None:
        opened = Challenge("", NOON, solved)
        refusal = knock(opened, "192.0.2.1", NOON + timedelta(seconds=seconds))
        assert (refusal is None) == passes


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
        "without a proof": {"solved": False},
        "caught": {TRAP_FIELD: "x"},
        "admitted": {},
    }

    @pytest.mark.parametrize("fault", FAULTS)
    @override_settings(SIGNUP_WAIT_WITHOUT_PROOF=HOUR)
    def test_known_and_unknown_addresses_are_answered_alike(self, fault: str) -> None:
        known = people.reader().email
        answers = []
        for number, email in enumerate((known, "unknown@example.org")):
            typed = {"display_name": f"Somebody {number}", "email": email}
            answers.append(sign_up(form(**typed, **self.FAULTS[fault]), f"192.0.2.{number}"))
        assert answers[0].status_code == answers[1].status_code
        assert answers[0].headers.get("Location") == answers[1].headers.get("Location")
        one, other = (self.without_what_differs(answer) for answer in answers)
        assert one.replace(known, "unknown@example.org") == other

    @staticmethod
    def without_what_differs(answer: HttpResponse) -> str:
        tokens = r'(name="(?:csrfmiddlewaretoken|altcha)") value="[^"]+"|\d+ seconds|data-wait[^>]*'
        return re.sub(tokens, r"\1", answer.content.decode()).replace("Somebody 0", "Somebody 1")
