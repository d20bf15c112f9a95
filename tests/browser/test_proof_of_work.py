"""Signing up in a browser: with its proof of work, without scripts, and where the work fails."""

import base64
import json
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from tests.browser.stage import PAGES

SIGN_UP = PAGES["signup"]
THROUGH = "**/accounts/confirm-email/"
PASSWORD = "correct horse battery staple"
WORKER = "**/proof_of_work_worker*.js"
PATIENCE_MS = 30_000

_numbers = count(1)


def context(browser: Browser, stage: str, **options: Any) -> BrowserContext:
    """A browser in a network of its own, so that no test uses up the limits of another."""
    network = {"X-Forwarded-For": f"198.51.100.{next(_numbers)}"}
    return browser.new_context(base_url=stage, extra_http_headers=network, **options)


@pytest.fixture
def page(browser: Browser, stage: str) -> Iterator[Page]:
    with context(browser, stage) as opened:
        yield opened.new_page()


@pytest.fixture
def plain_page(browser: Browser, stage: str) -> Iterator[Page]:
    with context(browser, stage, java_script_enabled=False) as opened:
        yield opened.new_page()


@pytest.fixture
def sent(page: Page) -> list[dict[str, Any]]:
    """What each form that `page` sends brings of the work: the challenge, and its solution."""
    forms: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            forms.append(json.loads(base64.b64decode(request.post_data_json["altcha"])))

    page.on("request", note)
    return forms


def fill_in(page: Page) -> None:
    number = next(_numbers)
    page.get_by_label("E-mail").fill(f"browser{number}@example.org")
    page.get_by_label("Display name").fill(f"Somebody with a browser {number}")
    page.get_by_label("Password").fill(PASSWORD)


def patiently(route: Route) -> None:
    """The form as it is, but for the longer wait, which no slow machine shall see the end of."""
    if route.request.method == "GET":
        answer = route.fetch()
        waits = re.compile(r'data-wait-without-proof="\d+"')
        body = waits.sub('data-wait-without-proof="600"', answer.text())
        route.fulfill(response=answer, body=body)
    else:
        route.continue_()


def press(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Sign up").click(no_wait_after=True)


def test_whoever_presses_at_once_need_not_press_again(
    page: Page, complaints: list[str], sent: list[dict[str, Any]]
) -> None:
    page.goto(SIGN_UP)
    fill_in(page)
    press(page)
    page.wait_for_url(THROUGH, timeout=PATIENCE_MS)
    assert [form.get("solution", {}).keys() >= {"counter", "derivedKey"} for form in sent] == [True]
    assert complaints == []


def test_pressing_twice_sends_once(page: Page, sent: list[dict[str, Any]]) -> None:
    page.goto(SIGN_UP)
    status = page.get_by_role("status")
    expect(status).to_have_text("This form can be sent now.", timeout=PATIENCE_MS)
    fill_in(page)
    page.get_by_role("main").get_by_role("button", name="Sign up").dblclick(no_wait_after=True)
    page.wait_for_url(THROUGH, timeout=PATIENCE_MS)
    assert len(sent) == 1


def test_the_keyboard_is_never_blocked_and_told_what_is_waited_for(page: Page) -> None:
    held: list[Route] = []
    page.route(WORKER, lambda route: held.append(route))  # noqa: PLW0108 -- Playwright marks it
    page.route(f"**{SIGN_UP}", patiently)
    page.goto(SIGN_UP)
    status = page.get_by_role("status")
    expect(status).to_have_text(
        "Your browser is doing a small calculation, which keeps machines out."
    )
    fill_in(page)
    page.keyboard.press("Enter")
    expect(status).to_have_text("One moment: this is sent as soon as the calculation is done.")
    page.keyboard.press("Tab")
    button = page.get_by_role("main").get_by_role("button", name="Sign up")
    expect(button).to_be_focused()
    expect(button).to_be_enabled()
    held[0].continue_()
    page.wait_for_url(THROUGH, timeout=PATIENCE_MS)


def test_where_the_work_fails_the_form_is_sent_after_the_longer_wait(
    page: Page, sent: list[dict[str, Any]]
) -> None:
    page.route(WORKER, lambda route: route.abort())
    page.goto(SIGN_UP)
    fill_in(page)
    press(page)
    page.wait_for_url(THROUGH, timeout=PATIENCE_MS)
    assert ["solution" in form for form in sent] == [False]


def test_a_form_that_was_wrong_can_be_corrected_with_the_same_work(
    page: Page, sent: list[dict[str, Any]]
) -> None:
    page.goto(SIGN_UP)
    fill_in(page)
    page.get_by_label("Password").fill("password")
    press(page)
    expect(page.get_by_text("This password is too common.")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_label("Password").fill(PASSWORD)
    press(page)
    page.wait_for_url(THROUGH, timeout=PATIENCE_MS)
    assert sent[0]["challenge"] == sent[1]["challenge"]


def test_no_key_leads_into_the_trap(page: Page) -> None:
    page.goto(SIGN_UP)
    page.get_by_label("Password").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("button", name="Sign up")).to_be_focused()
    trap = page.locator("[name=website]")
    expect(trap).to_have_count(1)
    assert trap.evaluate("node => node.getClientRects().length") > 0, "machines would pass over it"
    box = page.locator(".defence__trap").bounding_box()
    assert box is not None
    assert max(box["width"], box["height"]) <= 1


def test_without_scripts_the_form_says_how_long_it_waits_and_then_is_taken(
    plain_page: Page,
) -> None:
    plain_page.goto(SIGN_UP)
    expect(plain_page.get_by_text("Without JavaScript, this form can be sent")).to_be_visible()
    fill_in(plain_page)
    email = plain_page.get_by_label("E-mail").input_value()
    press(plain_page)
    plain_page.wait_for_load_state()
    if plain_page.url.endswith(SIGN_UP):  # it was filled in faster than a person would
        expect(plain_page.get_by_role("alert")).to_contain_text("Type your password again")
        expect(plain_page.get_by_label("E-mail")).to_have_value(email)
        expect(plain_page.get_by_label("Password")).to_have_value("")
        left = plain_page.locator(".defence").get_attribute("data-wait-without-proof")
        plain_page.get_by_label("Password").fill(PASSWORD)
        plain_page.wait_for_timeout(int(left or 0) * 1000)
        press(plain_page)
    plain_page.wait_for_url(THROUGH, timeout=PATIENCE_MS)
