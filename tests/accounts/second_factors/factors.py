"""Second factors for tests: an authenticator app, and somebody who goes through the pages."""

import re
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMessage, User
from tests.people import PASSWORD

ACTIVATE = "/accounts/2fa/totp/activate/"
STEP = timedelta(seconds=30)
SECRET = re.compile(r'<code class="keyring__secret">([A-Z2-7 ]+)</code>')
CODE = re.compile(r"<li><code>(\d{8})</code></li>")


class App:
    """An authenticator app that knows one secret."""

    def __init__(self, secret: str = "") -> None:
        self.secret = secret or generate_totp_secret()

    def code(self, at: datetime | None = None) -> str:
        moment = at or timezone.now()
        return format_hotp_value(hotp_value(self.secret, int(moment.timestamp()) // 30))

    def wrong_code(self) -> str:
        """One that no step near this moment has."""
        now = timezone.now()
        near = {self.code(now + STEP * steps) for steps in range(-3, 4)}
        return next(code for code in map("{:06}".format, range(10)) if code not in near)


def give_app(user: User) -> App:
    """`user` has had an authenticator app, and recovery codes, for some time."""
    app = App()
    TOTP.activate(user, app.secret)
    RecoveryCodes.activate(user)
    return app


def recovery_codes_of(user: User) -> list[str]:
    codes = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return list(codes.wrap().get_unused_codes())


def give_password(client: Client, user: User, **more: str) -> HttpResponse:
    """The log-in page, filled in."""
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD} | more)


def show_code(client: Client, code: str) -> HttpResponse:
    return client.post("/accounts/2fa/authenticate/", {"code": code})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def logged_in(user: User, code: str = "", **browser: str) -> Client:
    """A browser in which `user` has logged in through the pages."""
    client = Client(**browser)
    give_password(client, user)
    if code:
        show_code(client, code)
    assert is_in(client)
    return client


def show_password_again(client: Client) -> None:
    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert answer.status_code == 302


def mails_to(user: User) -> list[str]:
    mails = OutboxMessage.objects.filter(recipient=user.email).order_by("pk")
    return list(mails.values_list("kind", flat=True))


def set_up(client: Client) -> App:
    page = client.get(ACTIVATE)
    found = SECRET.search(page.content.decode())
    assert found
    return App(found[1].replace(" ", ""))
