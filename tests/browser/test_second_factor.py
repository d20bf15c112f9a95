"""Second factors in a browser, under the site’s own policy: an app, a passkey, the staff’s door."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.keyholder import (
    ADD_PASSKEY,
    FACTORS,
    LOG_IN,
    SET_UP_APP,
    TRUSTED_DEVICE,
    add_passkey,
    assert_logged_in,
    context,
    log_in,
    log_out,
    next_code,
    pages_of_second_factors,
    set_up_app,
    show_password,
)
from tests.browser.test_html import faults

_members = count(0)


@pytest.fixture
def page(browser: Browser, stage: str) -> Iterator[Page]:
    """By the name of this machine: a number is no name for a passkey."""
    with context(browser, stage.replace("127.0.0.1", "localhost")) as opened:
        yield opened.new_page()


@pytest.fixture
def plain_page(browser: Browser, stage: str) -> Iterator[Page]:
    with context(browser, stage, java_script_enabled=False) as opened:
        yield opened.new_page()


@pytest.fixture
def device(page: Page) -> None:
    """Something in this browser that can keep passkeys."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": TRUSTED_DEVICE})


@pytest.fixture
def member() -> str:
    """The address of somebody without a second factor, in no other test."""
    return f"member{next(_members)}@example.org"


@pytest.mark.usefixtures("device")
def test_a_passkey_logs_in_alone(page: Page, member: str, complaints: list[str]) -> None:
    log_in(page, member)
    add_passkey(page)
    page.get_by_role("button", name="I have them").click()
    expect(page.get_by_text("This computer")).to_be_visible()
    log_out(page)
    page.goto(f"{LOG_IN}?next=/topics/")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page).to_have_url(re.compile(r"^[^?]*/topics/$"))
    assert_logged_in(page)
    assert complaints == []


@pytest.mark.usefixtures("device")
def test_a_passkey_is_a_second_factor(page: Page, member: str, complaints: list[str]) -> None:
    log_in(page, member)
    add_passkey(page, alone=False)
    log_out(page)
    log_in(page, member)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))
    assert_logged_in(page)
    assert complaints == []


def test_an_app_is_a_second_factor(page: Page, member: str, complaints: list[str]) -> None:
    log_in(page, member)
    page.goto(SET_UP_APP)
    show_password(page)
    drawn = "async image => { await image.decode(); return image.naturalWidth; }"
    assert page.locator(".keyring__picture").evaluate(drawn) > 0
    app = set_up_app(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them").click()
    shown = page.locator(".keyring__codes code").all_inner_texts()
    assert len(shown) == 10
    assert set(shown) <= set(Path(download.value.path()).read_text().split())
    log_out(page)
    log_in(page, member)
    page.get_by_label("Code").fill(next_code(app))
    page.get_by_role("button", name="Log in", exact=True).click()
    assert_logged_in(page)
    assert complaints == []


def test_without_javascript_an_app_and_a_recovery_code_do(plain_page: Page, member: str) -> None:
    page = plain_page
    log_in(page, member)
    page.goto(SET_UP_APP)
    show_password(page)
    set_up_app(page)
    code = page.locator(".keyring__codes code").first.inner_text()
    page.get_by_role("button", name="I have them").click()
    log_out(page)
    expect(page.get_by_role("button", name="passkey")).to_have_count(0)
    log_in(page, member)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Log in", exact=True).click()
    assert_logged_in(page)
    expect(page.get_by_text("9 are left.")).to_be_visible()


def test_without_javascript_a_page_says_that_passkeys_need_it(
    plain_page: Page, member: str
) -> None:
    plain_page.goto(LOG_IN)
    expect(plain_page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    log_in(plain_page, member)
    plain_page.goto(ADD_PASSKEY)
    show_password(plain_page)
    expect(plain_page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    expect(plain_page.get_by_role("button", name="Add it")).to_be_hidden()


def test_where_the_site_has_no_name_the_page_says_so(
    browser: Browser, stage: str, member: str
) -> None:
    with context(browser, stage) as opened:
        page = opened.new_page()
        log_in(page, member)
        page.goto(ADD_PASSKEY)
        show_password(page)
        expect(page.get_by_text("A passkey belongs to a site’s name")).to_be_visible()
        expect(page.get_by_role("button", name="Add it")).to_be_hidden()
        here = page.get_by_role("link", name="localhost")
        assert here.get_attribute("href") == page.url.replace("127.0.0.1", "localhost")


def test_a_browser_without_passkeys_says_that_it_failed(page: Page, member: str) -> None:
    """There is nothing in this browser that keeps them, so the request is refused."""
    log_in(page, member)
    page.goto(ADD_PASSKEY)
    show_password(page)
    page.evaluate("() => { navigator.credentials.create = async () => { throw new Error(); }; }")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("alert")).to_have_text(re.compile("No passkey came of it"))


@pytest.mark.usefixtures("device")
def test_the_staff_s_door(page: Page, complaints: list[str]) -> None:
    asked_for = "/admin/archive/comment/"
    log_in(page, "moderator0@example.org")
    page.goto(asked_for)
    expect(page.get_by_text("The administration opens to whoever has shown")).to_be_visible()
    page.get_by_role("link", name="Add a passkey").click()
    show_password(page)
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("button", name="go on to the administration").click()
    expect(page).to_have_url(re.compile(rf"^[^?]*{asked_for}$"))
    log_out(page)
    page.goto(asked_for)
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page).to_have_url(re.compile(rf"^[^?]*{asked_for}$"))
    assert complaints == []


def test_a_session_is_ended_from_another(
    page: Page, browser: Browser, stage: str, member: str
) -> None:
    with context(browser, stage) as opened:
        elsewhere = opened.new_page()
        log_in(elsewhere, member)
        assert_logged_in(elsewhere)
        log_in(page, member)
        page.goto("/accounts/sessions/")
        page.get_by_role("button", name="End", exact=True).click()
        expect(page.get_by_text("The session is ended.")).to_be_visible()
        elsewhere.goto(FACTORS)
        expect(elsewhere).to_have_url(re.compile(LOG_IN))


@pytest.mark.usefixtures("device")
@pytest.mark.parametrize(("theme", "width"), [("light", 360), ("dark", 1280)])
def test_the_pages_are_valid_and_axe_finds_nothing(
    page: Page, member: str, node_modules: Path, tmp_path: Path, theme: Any, width: int
) -> None:
    axe = (node_modules / "axe-core/axe.min.js").read_text()
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    answers: list[Response] = []  # asked for once more, a page would have another secret
    page.on("response", lambda answer: answers.append(answer) if is_page(answer) else None)
    log_in(page, member)
    seen = []
    for look in pages_of_second_factors(page, member):
        page.evaluate(axe)
        answer = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        assert answer["passes"], look
        seen.append(look)
        (tmp_path / f"{len(seen)}.html").write_bytes(answers[-1].body())
        assert not answer["violations"], (look, answer["violations"])
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= width, look
    assert len(seen) > 8
    assert faults(node_modules, tmp_path) == []


def is_page(answer: Response) -> bool:
    return answer.request.is_navigation_request() and not answer.headers.get("location")
