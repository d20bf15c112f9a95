"""Taking part in a discussion, with JavaScript and without."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.browser.discussed import ADA, WAITING
from tests.people import PASSWORD

pytestmark = pytest.mark.browser

REFUSED = re.compile(r"Failed to load resource: .* (403|409|422|429|503)|.* Code 503")  # as meant
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def logged_in(browser: Browser, stage: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a browser keeps in which Ada has logged in."""
    context = browser.new_context(base_url=stage)
    page = context.new_page()
    log_in(page, ADA)
    kept = tmp_path_factory.mktemp("ada") / "state.json"
    context.storage_state(path=kept)
    context.close()
    return kept


@pytest.fixture
def opened(browser: Browser, stage: str, logged_in: Path) -> Iterator[Opened]:
    """Pages of Ada's browser, with JavaScript or without. What the browser complains of fails."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not REFUSED.match(message.text):
            complaints.append(message.text)

    def open_page(path: str, *, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=stage, storage_state=logged_in, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def log_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    fill_in(page, email)
    expect(page.locator("[name=password]")).to_have_count(0)


def fill_in(page: Page, email: str) -> None:
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in", exact=True).first.click()


def saying(page: Page, words: str) -> Locator:
    """The comment that says `words`."""
    return page.locator(".comment", has=page.locator(".comment__body", has_text=words)).first


def form(page: Page) -> Locator:
    return page.locator(".write__form textarea")


class TestWithJavaScript:
    def test_writing_and_answering_in_place(self, opened: Opened) -> None:
        page = opened("/articles/to-write-on/")
        page.evaluate("() => { window.stillHere = true; }")
        page.get_by_role("link", name="Write a comment").click()
        expect(form(page)).to_be_focused()
        form(page).fill("Good *morning*.")
        expect(page.locator(".write__preview em")).to_have_text("morning")
        expect(page.locator(".write__count")).to_have_text("15 of 10,000 characters")
        expect(page.get_by_role("button", name="Preview")).to_be_hidden()
        page.get_by_role("button", name="Post the comment").dblclick()
        expect(saying(page, "Good morning")).to_be_focused()
        expect(form(page)).to_have_count(0)

        first = saying(page, "It is doubtful")
        first.get_by_role("link", name="Reply").click()
        form(page).fill("Why?")
        page.get_by_role("button", name="Post the answer").click()
        answer = saying(page, "Why?")
        expect(answer).to_be_focused()
        expect(answer.get_by_text("in reply to Berta")).to_be_visible()
        assert page.evaluate("() => window.stillHere === true")

        page.reload()
        expect(page.locator(".comment__body", has_text="Good morning")).to_have_count(1)
        expect(saying(page, "Why?").get_by_text("in reply to Berta")).to_be_visible()

    def test_a_refusal_keeps_the_words_and_says_why(self, opened: Opened) -> None:
        page = opened("/articles/to-write-on/")
        page.get_by_role("link", name="Write a comment").click()
        form(page).fill("> " * 11 + "deep")
        page.get_by_role("button", name="Post the comment").click()
        expect(form(page)).to_have_attribute("aria-invalid", "true")
        expect(form(page)).to_be_focused()
        expect(page.locator(".errorlist")).to_contain_text("Quote less deeply")
        assert form(page).input_value().endswith("deep")

    def test_where_the_site_is_out_of_reach_the_words_stay(self, opened: Opened) -> None:
        page = opened("/articles/to-write-on/")
        page.get_by_role("link", name="Write a comment").click()
        form(page).fill("Lost?")
        expect(page.locator(".write__preview p").last).to_have_text("Lost?")
        page.route("**/comments/write/", lambda route: route.fulfill(status=503, body="away"))
        page.get_by_role("button", name="Post the comment").click()
        expect(page.locator(".write__trouble")).to_contain_text("What you wrote is still here")
        expect(form(page)).to_have_value("Lost?")
        expect(page.get_by_role("button", name="Post the comment")).to_be_enabled()

    def test_giving_up_leads_back(self, opened: Opened) -> None:
        page = opened("/articles/to-write-on/")
        reply = saying(page, "It is doubtful").get_by_role("link", name="Reply")
        reply.click()
        page.get_by_role("link", name="Cancel").click()
        expect(form(page)).to_have_count(0)
        expect(reply).to_be_focused()

    def test_what_waits_says_so(self, opened: Opened) -> None:
        page = opened(f"/articles/{WAITING}/")
        page.get_by_role("link", name="Write a comment").click()
        form(page).fill("May I?")
        page.get_by_role("button", name="Post the comment").click()
        expect(saying(page, "May I?")).to_contain_text("Waiting for a moderator")

    def test_changing_and_withdrawing(self, opened: Opened) -> None:
        page = opened("/articles/to-change/")
        page.get_by_role("link", name="Write a comment").click()
        form(page).fill("It were so.")
        page.get_by_role("button", name="Post the comment").click()
        own = saying(page, "It were so.")
        own.get_by_role("link", name="Edit").click()
        expect(form(page)).to_have_value("It were so.")
        form(page).fill("It was so.")
        page.get_by_role("button", name="Save the change").click()
        own = saying(page, "It was so.")
        expect(own).to_be_focused()
        expect(own.locator(".comment__edited")).to_be_visible()
        own.get_by_role("link", name="Withdraw").click()
        page.get_by_role("button", name="Withdraw it for good").click()
        gone = page.get_by_text("You have withdrawn this comment.")
        expect(gone).to_be_focused()
        expect(page.get_by_text("It was so.")).to_have_count(0)

    def test_reporting(self, opened: Opened) -> None:
        page = opened("/articles/to-report/")
        report = saying(page, "Another thing").get_by_role("link", name="Report")
        report.click()
        page.get_by_label("Be civil").check()
        page.get_by_role("button", name="Report it").click()
        expect(page.get_by_text("Thank you.")).to_be_visible()
        report.click()
        page.get_by_label("Be civil").check()
        page.get_by_role("button", name="Report it").click()
        expect(page.get_by_text("already")).to_be_visible()


class TestWithoutJavaScript:
    def test_writing_and_answering(self, opened: Opened) -> None:
        page = opened("/articles/to-write-on-plainly/", scripts=False)
        expect(page.get_by_role("button", name="Keys")).to_be_hidden()
        page.get_by_role("link", name="Write a comment").click()
        form(page).fill("Good *morning*.")
        page.get_by_role("button", name="Preview").click()
        expect(page.locator(".write__preview em")).to_have_text("morning")
        expect(form(page)).to_have_value("Good *morning*.")
        page.get_by_role("button", name="Post the comment").click()
        expect(page).to_have_url(re.compile(r"/comments/\d+/$"))
        expect(saying(page, "Good morning")).to_be_visible()

        page.goto("/articles/to-write-on-plainly/")
        saying(page, "It is doubtful").get_by_role("link", name="Reply").click()
        page.get_by_role("link", name="quotation of all").click()
        expect(form(page)).to_have_value("> It is *doubtful* whether this is so.\n\n")
        form(page).fill("")
        page.get_by_role("button", name="Post the answer").click()
        expect(page.locator(".errorlist")).to_contain_text("nothing to read")
        form(page).fill("Why?")
        page.get_by_role("button", name="Post the answer").click()
        expect(saying(page, "Why?").get_by_text("in reply to Berta")).to_be_visible()

    def test_what_waits_says_so(self, opened: Opened) -> None:
        page = opened(f"/articles/{WAITING}/comments/write/", scripts=False)
        form(page).fill("May I, plainly?")
        page.get_by_role("button", name="Post the comment").click()
        expect(saying(page, "May I, plainly?")).to_contain_text("Waiting for a moderator")

    def test_changing_and_withdrawing(self, opened: Opened) -> None:
        page = opened("/articles/to-change-plainly/comments/write/", scripts=False)
        form(page).fill("It were so.")
        page.get_by_role("button", name="Post the comment").click()
        own = page.url
        page.get_by_role("link", name="Edit").click()
        form(page).fill("It was so.")
        page.get_by_role("button", name="Save the change").click()
        expect(page).to_have_url(own)
        page.get_by_role("link", name="edited").click()
        expect(page.locator("del")).to_have_text("were")
        expect(page.locator("ins")).to_have_text("was")
        page.goto(own)
        page.get_by_role("link", name="Withdraw").click()
        page.get_by_role("button", name="Withdraw it for good").click()
        expect(page).to_have_url(re.compile("/articles/to-change-plainly/#comments"))
        expect(page.get_by_text("It was so.")).to_have_count(0)

    def test_reporting(self, opened: Opened) -> None:
        page = opened("/articles/to-report-plainly/", scripts=False)
        saying(page, "Another thing").get_by_role("link", name="Report").click()
        page.get_by_label("No advertisements").check()
        page.get_by_role("button", name="Report it").click()
        expect(page.get_by_text("Thank you.")).to_be_visible()

    def test_strangers_are_told_how_to_come_in(self, browser: Browser, stage: str) -> None:
        context = browser.new_context(base_url=stage, java_script_enabled=False)
        page = context.new_page()
        page.goto("/articles/to-look-at/")
        expect(page.locator("#comments form")).to_have_count(0)
        expect(page.get_by_role("link", name="Reply", exact=True)).to_have_count(0)
        page.goto("/articles/to-look-at/comments/write/")
        page.locator("main").get_by_role("link", name="log in").click()
        fill_in(page, ADA)
        expect(form(page)).to_be_visible()
        context.close()
