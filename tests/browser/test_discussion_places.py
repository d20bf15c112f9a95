"""What stands where, and where the keyboard goes on, while somebody writes in a thread."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.discussed import BERTA, MANY, TO_BEGIN
from tests.browser.test_discussion import form, log_in, saying

pytestmark = pytest.mark.browser

HEADS = "#thread-posts > li"
THERE = f"/articles/{MANY}/"
KEPT = "() => Object.values(localStorage).map(kept => JSON.parse(kept).text)"


@pytest.fixture(scope="module")
def logged_in(browser: Browser, stage: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a browser keeps in which Berta has logged in."""
    context = browser.new_context(base_url=stage)
    log_in(context.new_page(), BERTA)
    kept = tmp_path_factory.mktemp("berta") / "state.json"
    context.storage_state(path=kept)
    context.close()
    return kept


@pytest.fixture
def berta(browser: Browser, stage: str, logged_in: Path) -> Iterator[BrowserContext]:
    """Berta's browser. What it complains of fails."""
    context = browser.new_context(base_url=stage, storage_state=logged_in)
    complaints: list[str] = []
    context.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context
    context.close()
    assert complaints == []


def opened(berta: BrowserContext, path: str) -> Page:
    page = berta.new_page()
    page.goto(path)
    return page


def write(page: Page, words: str) -> None:
    page.get_by_role("link", name="Write a comment").click()
    form(page).fill(words)


def post(page: Page, words: str) -> None:
    write(page, words)
    page.get_by_role("button", name="Post the comment").click()
    expect(saying(page, words)).to_be_focused()


def answer(page: Page, answered: str, words: str) -> None:
    saying(page, answered).get_by_role("link", name="Reply", exact=True).click()
    form(page).fill(words)
    page.get_by_role("button", name="Post the answer").click()
    expect(saying(page, words)).to_be_focused()


def test_the_first_comment_begins_a_discussion(berta: BrowserContext) -> None:
    page = berta.new_page()
    page.clock.install()
    page.goto(f"/articles/{TO_BEGIN}/")
    nobody, count = page.get_by_text("Nobody has commented"), page.locator("#comments-heading span")
    expect(nobody).to_be_visible()
    post(page, "Good morning.")
    expect(nobody).to_be_hidden()
    expect(count).to_have_text("1")
    with page.expect_response("**/comments/new/*") as asked:
        page.clock.fast_forward("01:01")
    assert asked.value.status == 204  # nobody else did anything
    saying(page, "Good morning.").get_by_role("link", name="Withdraw").click()
    page.get_by_role("button", name="Withdraw it for good").click()
    expect(count).to_have_text("0")


def test_a_thread_of_one_s_own_is_there_once(berta: BrowserContext) -> None:
    page = opened(berta, THERE)
    post(page, "Only once.")
    answer(page, "Only once.", "And this below it.")
    expect(page.locator(HEADS)).to_have_count(21)
    page.get_by_role("link", name="More threads").click()
    expect(page.locator(HEADS).nth(20)).to_be_focused()
    expect(page.locator(HEADS).nth(20)).to_contain_text("Number 20.")
    expect(page.locator(HEADS).last).to_contain_text("Only once.")
    expect(page.locator(HEADS).last).to_contain_text("And this below it.")
    numbers = page.locator(".comment[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(numbers) == len(set(numbers))


def test_the_newest_thread_is_the_first_where_the_newest_are(berta: BrowserContext) -> None:
    page = opened(berta, THERE)
    page.get_by_role("link", name="Newest").click()
    expect(page.get_by_role("link", name="Newest")).to_have_attribute("aria-current", "true")
    post(page, "The newest of all.")
    expect(page.locator(HEADS).first).to_contain_text("The newest of all.")


def test_answers_stand_in_the_order_in_which_they_came(berta: BrowserContext) -> None:
    page = opened(berta, THERE)
    answer(page, "Number 3.", "The elder.")
    answer(page, "Number 3.", "The younger.")
    saying(page, "The elder.").get_by_role("link", name="Edit").click()
    form(page).fill("The elder, changed.")
    page.get_by_role("button", name="Save the change").click()
    expect(saying(page, "The elder, changed.")).to_be_focused()
    answers = page.locator(f"{HEADS} >> nth=3").locator(".comment__replies .comment__body")
    expect(answers).to_have_text(["The elder, changed.", "The younger."])
    answer(page, "The elder, changed.", "One that answers it.")
    expect(answers).to_have_text(["The elder, changed.", "One that answers it.", "The younger."])


def test_what_is_written_in_another_window_is_not_what_was_posted(berta: BrowserContext) -> None:
    first, second = opened(berta, THERE), opened(berta, THERE)
    write(first, "Of the first window.")
    write(second, "Of the second.")
    first.get_by_role("button", name="Post the comment").click()
    expect(saying(first, "Of the first window.")).to_be_focused()
    second.reload()
    second.get_by_role("link", name="Write a comment").click()
    expect(form(second)).to_have_value("Of the second.")


def test_what_is_written_while_the_words_before_are_on_their_way_is_kept(
    berta: BrowserContext,
) -> None:
    page = opened(berta, THERE)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    write(page, "Sent.")
    page.route("**/comments/write/", hold)
    page.get_by_role("button", name="Post the comment").click()
    form(page).press_sequentially(" And more.")
    (route,) = held
    route.continue_()
    expect(saying(page, "Sent.")).to_be_focused()
    page.unroute("**/comments/write/")
    page.get_by_role("link", name="Write a comment").click()
    expect(form(page)).to_have_value("Sent. And more.")


def test_an_old_draft_is_no_more_kept_than_it_is_shown(berta: BrowserContext) -> None:
    page = opened(berta, THERE)
    keep = """days => localStorage.setItem(`postil draft ${days}`,
      JSON.stringify({text: String(days), at: Date.now() - days * 24 * 3600 * 1000}))"""
    for days in (29, 31):
        page.evaluate(keep, days)
    page.evaluate("() => localStorage.setItem('of somebody else', '{\"text\": \"theirs\"}')")
    page.reload()
    assert sorted(page.evaluate(KEPT)) == ["29", "theirs"]


def test_a_form_that_was_fetched_has_the_keyboard(berta: BrowserContext) -> None:
    page = opened(berta, THERE)
    report = saying(page, "Number 1.").get_by_role("link", name="Report")
    report.press("Enter")
    expect(page.get_by_label("Be civil")).to_be_focused()
    page.get_by_label("Be civil").check()
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_text("Thank you.")).to_be_focused()
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".write")).to_have_count(0)
    expect(report).to_be_focused()


def test_whoever_is_turned_away_hears_of_it_and_goes_on(page: Page) -> None:
    page.goto(THERE)
    report = saying(page, "Number 1.").get_by_role("link", name="Report")
    report.press("Enter")
    expect(page.get_by_text("To report a comment, log in")).to_be_focused()
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".write")).to_have_count(0)
    expect(report).to_be_focused()
    page.goto(report.get_attribute("href") or "")
    expect(page.get_by_text("To report a comment, log in")).to_be_visible()
    expect(page.get_by_role("button", name="Close")).to_be_hidden()


def test_an_order_outlives_going_away_and_leaves_forms_open(berta: BrowserContext) -> None:
    page = opened(berta, THERE)
    write(page, "Half a thought")
    page.get_by_role("link", name="Newest").click()
    newest = page.get_by_role("link", name="Newest")
    expect(newest).to_have_attribute("aria-current", "true")
    expect(form(page)).to_have_value("Half a thought")
    expect(form(page)).to_have_count(1)
    page.locator(".comment__moment").first.click()
    page.wait_for_url("**/comments/*/")
    page.go_back()
    expect(newest).to_have_attribute("aria-current", "true")
