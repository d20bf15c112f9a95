"""A moderator decides about what waits, with JavaScript and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.browser.keyholder import SET_UP_APP, context, log_in, set_up_app, show_password
from tests.browser.moderated import BY_KEYBOARD, WITH_SCRIPTS, WITHOUT_SCRIPTS, address_of

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with-scripts", "without"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def moderating(browser: Browser, stage: str, scripts: bool) -> Iterator[Page]:
    yield from at_work(browser, stage, WITH_SCRIPTS if scripts else WITHOUT_SCRIPTS, scripts)


@pytest.fixture
def keyboard(browser: Browser, stage: str) -> Iterator[Page]:
    yield from at_work(browser, stage, BY_KEYBOARD, scripts=True)


def at_work(browser: Browser, stage: str, slug: str, scripts: bool) -> Iterator[Page]:
    """The page of a moderator who is logged in. What the browser complains of fails."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    opened = context(browser, stage, java_script_enabled=scripts)
    page = opened.new_page()
    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    log_in(page, address_of(slug))
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


def test_approving_and_hiding(
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
    page.get_by_role("button", name="Hide…").click()
    expect(page.get_by_role("heading", level=1, name="Hide 1 comment")).to_be_visible()
    reason = page.get_by_label("Reason")
    expect(reason).to_be_focused()
    page.get_by_label("Sell nothing").check()
    expect(reason).to_have_value("it breaks the rule “Sell nothing”" if scripts else "")
    reason.fill("nothing is for sale here")
    page.get_by_label("none of them").check()
    expect(reason).to_have_value("nothing is for sale here")
    page.get_by_role("button", name="Hide 1 comment").click()
    expect(page.locator(".messagelist")).to_have_text("1 comment was decided.")

    words = public(browser, stage, slug)
    assert "Let me pass." in words
    assert "pills" not in words


def test_by_the_keyboard_alone(keyboard: Page) -> None:
    """Down the list, deciding: what came next has the focus after each decision."""
    page = keyboard
    waiting(page, BY_KEYBOARD)
    page.keyboard.press("j")
    expect(focused(page)).to_contain_text("Let me pass.")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(focused(page)).to_contain_text("Let me pass.")
    page.keyboard.press("a")
    expect(page.locator(".messagelist")).to_have_text("1 comment was decided.")
    expect(focused(page)).to_contain_text("Buy my pills.")

    page.keyboard.press("r")
    expect(page.get_by_label("Reason")).to_be_focused()
    page.keyboard.type("a jar of bark")  # letters that are keys elsewhere
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_have_text("1 comment was decided.")
    expect(focused(page)).to_contain_text("I am a troll.")

    page.keyboard.press("b")
    expect(page.get_by_label("Reason")).to_be_focused()
    expect(page.get_by_label("this comment")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Banned: ")
    expect(focused(page)).to_contain_text("I wait.")

    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Comment by")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    page.get_by_label("Keys are on in this browser").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Comment by")


def focused(page: Page) -> Locator:
    return page.locator("#result_list tr:focus")
