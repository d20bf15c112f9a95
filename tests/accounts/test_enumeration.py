"""Nobody learns whether an address has an account: not from what they are answered, not from how
many mails are sent, not from how much is computed.

Each way to ask is asked about an address that nobody has and about those of everyone who may not
come in, and the whole answers are compared, but for what differs each time.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMessage, User
from tests import people
from tests.accounts.mailbox import kinds_to, link_to
from tests.accounts.signing_up import ADDRESS as SIGNUP
from tests.accounts.signing_up import form
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
STRANGER = "stranger@example.org"
EACH_TIME = re.compile(
    r'(name="(?:csrfmiddlewaretoken|altcha)" value=)"[^"]*"|(?:session|csrf)=[^;]*;|expires=[^;]*;'
)
TELLS_NOTHING = {"Content-Length", "Expires"}  # an address's own length; the second it is


@pytest.fixture(autouse=True)
def _no_limit_is_near() -> None:
    cache.clear()


def member() -> User:
    return people.reader()


def inactive() -> User:
    return people.reader(is_active=False)


def without_password() -> User:
    user = people.reader()
    user.set_unusable_password()
    user.save()
    return user


def added_by_staff() -> User:
    return User.objects.create_user("added@example.org", PASSWORD, display_name="Added")


def tombstone() -> User:
    gone = {"email": "gone@deleted.invalid", "is_active": False, "deleted_at": timezone.now()}
    return people.reader(**gone)


def wished_for() -> str:
    """An address that a member wants to change to."""
    EmailAddress.objects.create(user=people.reader(), email="wished.for@example.org")
    return "wished.for@example.org"


HOLDERS = (
    member,
    inactive,
    without_password,
    added_by_staff,
    people.unverified,
    tombstone,
    wished_for,
)


def address_of(holder: Callable[[], User | str]) -> str:
    made = holder()
    return made.email if isinstance(made, User) else made


def seen(answer: HttpResponse, address: str) -> tuple[int, object, str]:
    """All of an answer that could tell one address from another."""
    cookies = EACH_TIME.sub(r"\1", answer.cookies.output())
    headers = {name: value for name, value in answer.items() if name not in TELLS_NOTHING}
    words = EACH_TIME.sub(r"\1", answer.content.decode()).replace(address, "ADDRESS")
    return answer.status_code, (sorted(headers.items()), cookies), words


@contextmanager
def hashed() -> Iterator[list[str]]:
    """The passwords that are hashed meanwhile: that is what takes time."""
    passwords: list[str] = []
    stock = MD5PasswordHasher.encode

    def encode(self: MD5PasswordHasher, password: str, salt: str) -> str:
        passwords.append(password)
        return stock(self, password, salt)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(MD5PasswordHasher, "encode", encode)
        yield passwords


Asked = tuple[list[tuple[int, object, str]], int, int]


def ask(address: str, *requests: tuple[str, dict[str, str]]) -> Asked:
    """What a browser sees that sends the `requests` one after the other, how many mails that
    causes, and how many passwords it makes the server hash."""
    before = OutboxMessage.objects.count()
    client = Client()
    answers = []
    with hashed() as passwords:
        for path, fields in requests:
            answer = client.post(path, fields) if fields else client.get(path)
            answers.append(seen(answer, address))
    return answers, OutboxMessage.objects.count() - before, len(passwords)


def log_in(address: str, password: str = "wrong") -> tuple[str, dict[str, str]]:
    return "/accounts/login/", {"login": address, "password": password}


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_log_in(holder: Callable[[], User | str]) -> None:
    address = address_of(holder)
    unknown = ask(STRANGER, log_in(STRANGER))
    assert unknown[1:] == (0, 1)
    assert ask(address, log_in(address)) == unknown


@pytest.mark.parametrize("holder", [h for h in HOLDERS if h is not member])
def test_a_log_in_with_the_right_password_of_whoever_may_not_come_in(
    holder: Callable[[], User | str],
) -> None:
    address = address_of(holder)
    assert ask(address, log_in(address, PASSWORD)) == ask(STRANGER, log_in(STRANGER, PASSWORD))


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_reset(holder: Callable[[], User | str]) -> None:
    address = address_of(holder)

    def reset(whose: str) -> Asked:
        at = "/accounts/password/reset/"
        return ask(whose, (at, {"email": whose}), (f"{at}done/", {}))

    unknown = reset(STRANGER)
    assert unknown[1] == 1
    assert reset(address) == unknown


def test_whom_a_reset_lets_in() -> None:
    """Beside what a stranger sees: a link goes to those alone whose account it is."""
    addresses = {holder.__name__: address_of(holder) for holder in HOLDERS}
    for address in addresses.values():
        Client().post("/accounts/password/reset/", {"email": address})
    mailed = {name: kinds_to(address) for name, address in addresses.items()}
    link, none = ["password_reset_key"], ["unknown_account"]
    assert mailed == {
        "member": link,
        "inactive": none,
        "without_password": link,
        "added_by_staff": link,
        "unverified": link,
        "tombstone": none,
        "wished_for": none,
    }


class TestSignUp:
    def sign_up(self, address: str, name: str = "Newcomer") -> Asked:
        return ask(
            address,
            (SIGNUP, form(email=address, display_name=name)),
            ("/accounts/confirm-email/", {}),
            # Whoever chose the password of a new account must not learn here that there is one.
            log_in(address, PASSWORD),
            ("/accounts/login/", {}),
        )

    @pytest.mark.parametrize("holder", [h for h in HOLDERS if h is not member])
    def test_with_an_address(self, holder: Callable[[], User | str]) -> None:
        address = address_of(holder)
        unknown = self.sign_up(STRANGER)
        assert unknown[1:] == (1, 2)
        assert self.sign_up(address, "Somebody") == unknown

    def test_with_a_member_s_address(self) -> None:
        """Whose password is not the one that was chosen now."""
        address = people.reader().email
        user = User.objects.get(email=address)
        user.set_password("their own")
        user.save()
        assert self.sign_up(address) == self.sign_up(STRANGER, "Somebody")
        user.refresh_from_db()
        assert user.check_password("their own")
        assert kinds_to(address) == ["account_already_exists"]

    @pytest.mark.parametrize("known", [True, False])
    def test_the_name_is_taken_afterwards_either_way(self, known: bool) -> None:
        address = people.reader().email if known else STRANGER
        self.sign_up(address, "A name to test with")
        again = form(email="third@example.org", display_name="A name to test with")
        answer = Client().post(SIGNUP, again)
        assert answer.status_code == 422
        assert "is, or looks like, the name of another member" in answer.content.decode()

    @pytest.mark.parametrize("known", [True, False])
    def test_a_second_one_at_once_sends_no_second_mail(self, known: bool) -> None:
        address = people.reader().email if known else STRANGER
        assert self.sign_up(address, "Somebody")[1] == 1
        assert self.sign_up(address, "Somebody else")[1] == 0


def test_a_change_to_an_address() -> None:
    def change(client: Client, whose: str) -> Asked:
        before = OutboxMessage.objects.count()
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        answers = [
            client.post("/accounts/email/", {"email": whose, "action_add": ""}),
            client.get("/accounts/email/"),
        ]
        sent = OutboxMessage.objects.count() - before
        return [seen(answer, whose) for answer in answers], sent, 0

    user = people.reader()
    client = Client()
    client.force_login(user)
    unknown = change(client, STRANGER)
    assert unknown[1] == 1
    for holder in HOLDERS:
        address = address_of(holder)
        assert change(client, address) == unknown, holder


def test_a_taken_address_is_not_confirmed_for_somebody_else() -> None:
    owner, user = people.reader(), people.reader()
    client = Client()
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"email": owner.email, "action_add": ""})
    answer = client.post(link_to(owner.email), follow=True)
    assert "belongs to another account" in answer.content.decode()
    owner.refresh_from_db()
    user.refresh_from_db()
    assert owner.email != user.email


def test_what_is_compared_can_differ() -> None:
    address = people.reader().email
    assert ask(address, log_in(address, PASSWORD)) != ask(STRANGER, log_in(STRANGER, PASSWORD))
