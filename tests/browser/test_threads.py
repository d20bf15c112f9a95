"""Reading long threads, with and without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.discussed import ADA
from tests.browser.stage import IN_THE_DEEP, PAGES
from tests.people import PASSWORD

HEADS = "#thread-posts > li"
FIRST = f"{HEADS} >> nth=0"
NEWS = "/articles/where-news-comes/"


@pytest.fixture
def plain_page(browser: Browser, stage: str) -> Iterator[Page]:
    """A page in a browser whose JavaScript is off."""
    context = browser.new_context(base_url=stage, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def ada(browser: Browser, stage: str) -> Iterator[BrowserContext]:
    """A browser in which Ada is logged in."""
    context = browser.new_context(base_url=stage)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(ADA)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"^(?!.*login)"))
    page.close()
    yield context
    context.close()


def test_more_threads_come_after_those_that_are_there(page: Page, complaints: list[str]) -> None:
    page.goto(PAGES["busy"])
    expect(page.locator(HEADS)).to_have_count(20)
    more = page.get_by_role("link", name="More threads")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator(HEADS)).to_have_count(40)
    expect(page.locator(HEADS).nth(20)).to_be_focused()
    more.click()
    expect(page.locator(HEADS)).to_have_count(45)
    expect(more).to_have_count(0)
    numbers = page.locator(".comment[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(numbers) == len(set(numbers))
    expect(page).to_have_url(re.compile(f"{PAGES['busy']}$"))
    assert complaints == []


def test_another_order_stands_in_place_of_the_first(page: Page, complaints: list[str]) -> None:
    page.goto(PAGES["busy"])
    page.evaluate("window.still = true")
    oldest = page.locator(FIRST).inner_text()
    page.get_by_role("link", name="Liveliest").click()
    expect(page.locator(FIRST)).not_to_have_text(oldest)
    expect(page.locator(FIRST)).to_contain_text("Continue this thread: 30 replies in all")
    expect(page.get_by_role("link", name="Liveliest")).to_have_attribute("aria-current", "true")
    expect(page.locator("#comments")).to_be_focused()
    assert page.evaluate("window.still")
    page.get_by_role("link", name="More threads").click()
    expect(page.locator(HEADS)).to_have_count(40)
    assert complaints == []


def test_without_javascript_there_are_pages(plain_page: Page) -> None:
    page = plain_page
    page.goto(PAGES["busy"])
    page.get_by_role("link", name="Newest").click()
    page.wait_for_url("**?order=newest#comments")
    expect(page.locator(HEADS)).to_have_count(20)
    newest = page.locator(FIRST).inner_text()
    page.get_by_role("link", name="More threads").click()
    page.wait_for_url("**/a-busy-thread/comments/?order=newest&cursor=*")
    expect(page.locator(HEADS)).to_have_count(20)
    page.get_by_role("link", name="Next").click()
    expect(page.locator(HEADS)).to_have_count(5)
    page.get_by_role("link", name="Previous").click()
    page.get_by_role("link", name="Previous").click()
    assert page.locator(FIRST).inner_text() == newest
    page.get_by_role("link", name="The article").click()
    page.wait_for_url(f"**{PAGES['busy']}")


def test_a_thread_that_is_cut_goes_on_on_its_own_page(page: Page, complaints: list[str]) -> None:
    page.goto(PAGES["busy"])
    page.get_by_role("link", name="Continue this thread", exact=True).click()
    page.wait_for_url("**/comments/*/")
    expect(page.locator(".comment[aria-current]")).to_be_visible()
    deep = page.locator(f"#comment-{IN_THE_DEEP}")
    deep.locator(".comment__moment").click()
    page.wait_for_url(f"**/comments/{IN_THE_DEEP}/")
    expect(deep).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="Further up in this thread").click()
    expect(deep).not_to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="All commentary").click()
    page.wait_for_url("**/a-busy-thread/comments/")
    assert complaints == []


def test_a_member_is_told_that_the_thread_has_changed(ada: BrowserContext) -> None:
    page = ada.new_page()
    page.clock.install()
    page.goto(NEWS)
    with page.expect_response("**/comments/new/*") as asked:
        page.clock.fast_forward("01:01")
    assert asked.value.status == 204
    other = ada.new_page()
    other.goto(f"{NEWS}comments/write/")
    other.locator("textarea").fill("Something new.")
    other.get_by_role("button", name="Post").click()
    expect(other.get_by_text("Something new.").first).to_be_visible()
    expect(page.get_by_text("Something new.")).to_have_count(0)
    page.clock.fast_forward("01:01")
    page.get_by_role("status").get_by_role("link", name="This discussion has changed").click()
    expect(page.get_by_text("Something new.")).to_be_visible()
    expect(page.locator("#comments")).to_be_focused()
