"""From a sign-up to a log-out in a browser, with JavaScript and without."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.stage import MEMBER
from tests.people import PASSWORD

LINK = re.compile(r"https?://[^/\s]+(/accounts/\S+/)$", re.MULTILINE)
PATIENCE_MS = 30_000  # the proof of work, on a busy machine

_numbers = count(1)


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def context(
    request: pytest.FixtureRequest, browser: Browser, stage: str
) -> Iterator[BrowserContext]:
    """A browser in a network of its own, so that no test uses up the limits of another."""
    with browser.new_context(
        base_url=stage,
        java_script_enabled=request.param == "with JavaScript",
        extra_http_headers={"X-Forwarded-For": f"203.0.113.{next(_numbers)}"},
    ) as opened:
        yield opened


def mailed_link(folder: Path, address: str) -> str:
    """Where the link in the last mail to `address` leads."""
    with closing(sqlite3.connect(folder / "postil.sqlite3")) as database:
        asked = "SELECT text FROM accounts_outboxmessage WHERE recipient = ? ORDER BY id DESC"
        [text] = database.execute(asked, [address]).fetchone()
    [link] = LINK.findall(text)
    return str(link)


def log_in(page: Page, address: str) -> None:
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()


def test_from_a_sign_up_to_a_log_out(
    context: BrowserContext, page: Page, complaints: list[str], stage_folder: Path
) -> None:
    address = f"someone{next(_numbers)}@example.org"
    name = f"Someone {address.partition('@')[0]}"
    page.goto("/articles/")
    page.get_by_role("link", name="Log in").click()
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Display name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    if "Without JavaScript" in page.get_by_role("main").inner_text():
        page.wait_for_timeout(4_500)  # what the form says it must have been open for
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    page.wait_for_url("**/accounts/confirm-email/", timeout=PATIENCE_MS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")

    page.goto(mailed_link(stage_folder, address))
    expect(page.get_by_role("main")).to_contain_text(name)
    page.get_by_role("button", name="Yes, confirm it").click()
    own = page.get_by_role("banner").get_by_role("link", name=name)
    expect(own).to_be_visible()
    expect(page).to_have_url(re.compile(r"^[^?]*/articles/$"))  # where they came from

    own.click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Log in")).to_be_visible()
    page.goto("/accounts/email/")
    log_in(page, address)
    expect(page).to_have_url(re.compile("/accounts/email/$"))
    expect(page.get_by_role("main")).to_contain_text(address)
    assert complaints == []


def test_a_new_password_by_mail(
    context: BrowserContext, page: Page, complaints: list[str], stage_folder: Path
) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail address").fill(MEMBER)
    page.get_by_role("button", name="Send me the link").click()
    page.goto(mailed_link(stage_folder, MEMBER))
    page.get_by_label(re.compile("^New password")).fill(PASSWORD)
    page.get_by_label("The new password again").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    page.get_by_role("main").get_by_role("link", name="log in").click()
    log_in(page, MEMBER)
    expect(page.get_by_role("link", name="Member Donau")).to_be_visible()
    assert complaints == []
