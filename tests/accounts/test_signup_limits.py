"""How many may sign up, and what the next one is told."""

import pytest
from django.test import override_settings
from django.utils import timezone

from accounts.limits import Limit, allow
from accounts.models import RateCounter
from accounts.signup_defence import rates
from accounts.signup_defence.defence import CHALLENGE_FIELD
from tests.accounts.signing_up import assert_refused, form, shown_challenge, sign_up

pytestmark = pytest.mark.django_db


def use_up(limit: Limit, who: str) -> None:
    """For this hour and for the next, which may begin before the test ends."""
    now = timezone.now()
    for at in (now, now + limit.window):
        while allow(limit, who, at):
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
    limit: Limit, who: str, solved: bool, words: str
) -> None:
    use_up(limit, who)
    sent = form(solved=solved)
    answer = sign_up(sent)
    assert_refused(answer, words, status=429)
    assert "Try again in" in answer.content.decode()
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert shown_challenge(answer) != sent[CHALLENGE_FIELD]


def test_the_way_without_scripts_ends_sooner() -> None:
    use_up(rates.WITHOUT_PROOF, "192.0.2.1")
    assert sign_up(form(solved=False)).status_code == 429
    assert sign_up(form()).status_code == 302


def test_one_network_does_not_use_up_what_is_for_all() -> None:
    use_up(rates.FROM_A_NETWORK, "192.0.2.1")
    before = set(RateCounter.objects.values_list("key", flat=True))
    sign_up(form())
    assert RateCounter.objects.exclude(key__in=before).count() == 1  # the attempt


def test_neighbours_in_an_ipv6_network_are_one() -> None:
    use_up(rates.FROM_A_NETWORK, "2001:db8:1:2::/64")
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
def test_a_forged_header_gains_nothing(proxies: int, forwarded: str) -> None:
    use_up(rates.FROM_A_NETWORK, "192.0.2.1")
    with override_settings(PROXIES=proxies, ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        answer = sign_up(form(), **{"X-Forwarded-For": forwarded})
    assert_refused(answer, "have just signed up", status=429)


def test_a_wrong_form_is_no_member() -> None:
    for _ in range(rates.FROM_A_NETWORK.most + 1):
        assert sign_up(form(password1="short")).status_code == 422
    assert sign_up(form()).status_code == 302
