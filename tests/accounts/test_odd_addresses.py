"""Addresses that a form of the site or of the administration takes are ones that mail can go to."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts import outbox
from accounts.addresses import check_address
from accounts.models import OutboxMessage, RateCounter, User
from tests import people
from tests.accounts.second_factors.factors import logged_in
from tests.accounts.signing_up import form

SIGN_UP, RESET, CHANGE = "/accounts/signup/", "/accounts/password/reset/", "/accounts/email/"
LONG = "a" * 60 + "@" + ".".join(["b" * 60] * 4) + ".org"
ODD = [
    LONG,
    "İ@x.org",  # in lower case two characters, the second of which no address has
    '"\x01"@x.org',
    '"a\\\x7f"@x.org',
    "ſ@x.org",
    "a@" + "ü" * 60 + ".org",  # too long once it is written as the network writes it
    "a@" + ".".join(["".join(map(chr, range(0x4E00, 0x9E00, 1000)))] * 4) + ".org",
]
PLAIN = ["ada@example.org", "Ada+list@Example.org", "o'neil@münchen.example", '"a,b"@x.org']

# What Django takes for an address, and what it nearly takes.
quoted = st.text(st.characters(max_codepoint=0x7F), max_size=9).map(lambda text: f'"{text}"')
words = st.from_regex(r"[-!#$%&'*+/=?^_`{}|~0-9A-Zİſ]{1,30}", fullmatch=True)
labels = st.text(st.characters(categories=["L", "M", "Nd", "Pd"]), min_size=1, max_size=63)
hosts = st.lists(labels, min_size=1, max_size=5).map(".".join)
addresses = st.builds(
    "{}@{}".format, quoted | words | st.text(max_size=9), hosts | st.just("x.org")
)


def examples(test: Callable[..., None]) -> Callable[..., None]:
    for address in ODD:
        test = example(address)(test)
    many = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    tried: Callable[..., None] = many(given(addresses)(test))
    return tried


def sure_of_oneself() -> Client:
    """A browser in which a member has just shown again that it is they."""
    client = logged_in(people.reader())
    client.post("/accounts/reauthenticate/", {"password": people.PASSWORD})
    return client


def answered(client: Client, at: str, fields: dict[str, str]) -> bool:
    """Whether the form was taken, and mail was written if so; no answer is a failure."""
    cache.clear()
    RateCounter.objects.all().delete()
    OutboxMessage.objects.all().delete()
    answer = client.post(at, fields)
    assert answer.status_code in {302, 400, 422}, fields  # 400 is for a null character
    return answer.status_code == 302


@pytest.mark.django_db
class TestForms:
    @examples
    def test_of_new_passwords(self, email: str) -> None:
        if answered(Client(), RESET, {"email": email}):
            assert OutboxMessage.objects.count() == 1

    @examples
    def test_of_new_members(self, email: str) -> None:
        User.objects.all().delete()
        if answered(Client(), SIGN_UP, form(email=email)):
            assert OutboxMessage.objects.count() == 1

    @examples
    def test_of_new_addresses(self, email: str) -> None:
        User.objects.all().delete()
        cache.clear()
        client = sure_of_oneself()
        if answered(client, CHANGE, {"email": email, "action_add": ""}):
            assert OutboxMessage.objects.exists()

    @examples
    def test_of_logging_in(self, email: str) -> None:
        assert not answered(Client(), "/accounts/login/", {"login": email, "password": "x"})

    @pytest.mark.parametrize("email", ODD)
    @pytest.mark.parametrize("at", [RESET, SIGN_UP, CHANGE])
    def test_say_what_is_wrong(self, at: str, email: str) -> None:
        client = sure_of_oneself() if at == CHANGE else Client()
        fields = form(email=email) if at == SIGN_UP else {"email": email, "action_add": ""}
        assert not answered(client, at, fields)

    @pytest.mark.parametrize("email", ODD)
    def test_of_the_administration(self, client: Client, email: str) -> None:
        client.force_login(people.admin())
        fields = {"email": email, "display_name": "Ada", "usable_password": "false"}
        answer = client.post(reverse("admin:accounts_user_add"), fields)
        assert answer.status_code == 200
        assert list(answer.context["adminform"].form.errors) == ["email"]
        assert User.objects.count() == 1


@pytest.mark.django_db
@examples
def test_what_is_an_address_can_be_mailed(address: str) -> None:
    try:
        check_address(address)
    except ValidationError:
        return
    outbox.put(EmailMessage("A subject", "Words.", to=[address]), "a_kind")


@pytest.mark.parametrize("address", ODD)
def test_odd_addresses_are_none(address: str) -> None:
    with pytest.raises(ValidationError, match="No mail can be sent to"):
        check_address(address.lower())


@pytest.mark.parametrize("address", PLAIN)
@pytest.mark.django_db
def test_plain_addresses_are_taken(address: str) -> None:
    check_address(address)
    outbox.put(EmailMessage("A subject", "Words.", to=[address]), "a_kind")
    assert OutboxMessage.objects.get().recipient == address
