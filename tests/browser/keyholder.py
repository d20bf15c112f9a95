"""Somebody with a browser who sets up second factors, and shows them."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.accounts.second_factors.factors import STEP, App
from tests.people import PASSWORD

FACTORS, LOG_IN = "/accounts/2fa/", "/accounts/login/"
ADD_PASSKEY, SET_UP_APP = f"{FACTORS}webauthn/add/", f"{FACTORS}totp/activate/"
# A phone or computer that asks for a finger, and gets it.
TRUSTED_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

_networks = count(1)


def context(browser: Browser, base_url: str, **options: Any) -> BrowserContext:
    """A browser in a network of its own, so that no test uses up the limits of another."""
    network = {"X-Forwarded-For": f"203.0.113.{next(_networks)}"}
    return browser.new_context(base_url=base_url, extra_http_headers=network, **options)


def log_in(page: Page, address: str) -> None:
    page.goto(LOG_IN)
    page.get_by_label("E-mail").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def log_out(page: Page) -> None:
    page.goto(FACTORS)
    page.get_by_role("main").get_by_role("button", name="Log out").click()


def show_password(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def set_up_app(page: Page) -> App:
    """From the page with the secret to the recovery codes."""
    app = App(page.locator(".keyring__secret").inner_text().replace(" ", ""))
    page.get_by_label("Code").fill(app.code())
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    return app


def next_code(app: App) -> str:
    """The one before counts no more."""
    return app.code(timezone.now() + STEP)


def add_passkey(page: Page, *, alone: bool = True) -> None:
    page.goto(ADD_PASSKEY)
    show_password(page)
    page.get_by_label("Name").fill("This computer")
    page.get_by_label("Log in with it alone").set_checked(alone)
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def assert_logged_in(page: Page) -> None:
    page.goto(FACTORS)
    expect(page.get_by_role("heading", name="Second factors", level=1)).to_be_visible()


def pages_of_second_factors(page: Page, member: str) -> Iterator[str]:
    """Goes through them, and stops at each."""
    page.goto(FACTORS)
    yield "none yet"
    page.goto(SET_UP_APP)
    yield "password again"
    show_password(page)
    yield "app"
    page.get_by_label("Code").fill("000 000")
    page.get_by_role("button", name="Set up").click()
    yield "app, refused"
    set_up_app(page)
    yield "recovery codes"
    page.get_by_role("button", name="I have them").click()
    page.goto(ADD_PASSKEY)
    yield "passkey"
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    yield "all of them"
    page.get_by_role("link", name="Rename").click()
    yield "rename"
    page.goto(FACTORS)
    page.get_by_role("link", name="Remove", exact=True).click()
    yield "remove a passkey"
    page.goto(f"{FACTORS}totp/deactivate/")
    yield "remove the app"
    page.goto(f"{FACTORS}recovery-codes/")
    yield "recovery codes, shown before"
    page.goto(f"{FACTORS}reauthenticate/")
    yield "code again"
    page.goto(f"{FACTORS}webauthn/reauthenticate/")
    yield "passkey again"
    page.goto("/accounts/sessions/")
    yield "sessions"
    log_out(page)
    page.goto(LOG_IN)
    yield "log in"
    log_in(page, member)
    yield "second factor"
