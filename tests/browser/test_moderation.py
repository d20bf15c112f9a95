"""A moderator decides about what waits, with JavaScript and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.keyholder import SET_UP_APP, context, log_in, set_up_app, show_password
from tests.browser.moderated import WITH_SCRIPTS, WITHOUT_SCRIPTS, address_of

pytestmark = [pytest.mark.xdist_group("stage"), pytest.mark.browser]


@pytest.fixture(params=[True, False], ids=["with-scripts", "without"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def moderating(browser: Browser, stage: str, scripts: bool) -> Iterator[Page]:
    """The page of a moderator who is logged in. What the browser complains of fails."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    opened = context(browser, stage, java_script_enabled=scripts)
    page = opened.new_page()
    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    log_in(page, address_of(WITH_SCRIPTS if scripts else WITHOUT_SCRIPTS))
    page.goto(SET_UP_APP)
    show_password(page)
    set_up_app(page)
    yield page
    opened.close()
    assert complaints == []


def waiting(page: Page, slug: str) -> None:
    page.goto(f"/admin/archive/comment/?q={slug}")


def public(browser: Browser, stage: str, slug: str) -> str:
    """What a reader who is not logged in has before them."""
    context = browser.new_context(base_url=stage)
    page = context.new_page()
    page.goto(f"/articles/{slug}/")
    words = page.locator("main").inner_text()
    context.close()
    return words


def test_approving_and_rejecting(
    browser: Browser, stage: str, moderating: Page, scripts: bool
) -> None:
    page, slug = moderating, WITH_SCRIPTS if scripts else WITHOUT_SCRIPTS
    waiting(page, f"{slug}+pass")
    page.get_by_role("row", name="Let me pass.").get_by_role("checkbox").check()
    page.get_by_role("combobox").select_option(label="Approve, or keep in spite of reports")
    page.get_by_role("button", name="Go").click()
    expect(page.locator(".messagelist")).to_have_text("1 comment was decided.")

    waiting(page, f"{slug}+pills")
    page.get_by_role("link", name="Buy my pills.").click()
    page.get_by_role("button", name="Reject…").click()
    expect(page.get_by_role("heading", level=1, name="Reject 1 comment")).to_be_visible()
    reason = page.get_by_label("Reason")
    page.get_by_role("button", name="Reject 1 comment").click()
    expect(reason).to_have_js_property("validity.valueMissing", True)
    reason.fill("nothing is for sale here")
    page.get_by_role("button", name="Reject 1 comment").click()
    expect(page.locator(".messagelist")).to_have_text("1 comment was decided.")

    words = public(browser, stage, slug)
    assert "Let me pass." in words
    assert "pills" not in words
