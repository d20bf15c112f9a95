"""Ways through the archive, with and without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.stage import PAGES

pytestmark = pytest.mark.xdist_group("stage")

COUNT = ".results__count"
FIRST = ".card__title a >> nth=0"


@pytest.fixture
def plain_page(browser: Browser, stage: str) -> Iterator[Page]:
    """A page in a browser whose JavaScript is off."""
    context = browser.new_context(base_url=stage, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_filtering_swaps_the_results_and_back_brings_them_again(
    page: Page, complaints: list[str]
) -> None:
    page.goto(PAGES["shelf"])
    all_of_them = page.locator(COUNT).inner_text()
    mark(page)
    page.get_by_label("Kind").select_option("discussion")
    expect(page).to_have_url(re.compile("kind=discussion"))
    expect(page.locator(COUNT)).not_to_have_text(all_of_them)
    assert marked(page), "the whole page was loaded again"
    page.go_back()
    expect(page.locator(COUNT)).to_have_text(all_of_them)
    expect(page).to_have_url(re.compile("/articles/$"))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert complaints == []


def test_paging_swaps_the_results_and_shows_their_beginning(
    page: Page, complaints: list[str]
) -> None:
    page.goto(PAGES["shelf"])
    first = page.locator(FIRST).inner_text()
    mark(page)
    page.get_by_role("link", name="Next").click()
    expect(page.locator(FIRST)).not_to_have_text(first)
    assert marked(page)
    expect(page.locator("#results")).to_be_in_viewport()
    page.get_by_role("link", name="Previous").click()
    expect(page.locator(FIRST)).to_have_text(first)
    assert complaints == []


def test_after_a_turn_of_pages_the_keyboard_goes_on_from_their_beginning(page: Page) -> None:
    page.goto(PAGES["shelf"])
    next_page = page.get_by_role("link", name="Next")
    next_page.focus()
    first = page.locator(FIRST).inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(FIRST)).not_to_have_text(first)
    expect(page.locator("#results")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(FIRST)).to_be_focused()


def test_a_filter_keeps_the_focus_it_has(page: Page) -> None:
    page.goto(PAGES["shelf"])
    kind = page.get_by_label("Kind")
    kind.focus()
    kind.select_option("discussion")
    expect(page).to_have_url(re.compile("kind=discussion"))
    expect(kind).to_be_focused()


def test_filtering_and_paging_without_javascript(plain_page: Page) -> None:
    plain_page.goto(PAGES["shelf"])
    all_of_them = plain_page.locator(COUNT).inner_text()
    first = plain_page.locator(FIRST).inner_text()
    plain_page.get_by_role("link", name="Next").click()
    expect(plain_page.locator(FIRST)).not_to_have_text(first)
    plain_page.go_back()
    plain_page.get_by_label("Kind").select_option("discussion")
    plain_page.get_by_role("button", name="Show").click()
    expect(plain_page.locator(COUNT)).not_to_have_text(all_of_them)
    expect(plain_page.get_by_label("Kind")).to_have_value("discussion")
    plain_page.go_back()
    expect(plain_page.locator(COUNT)).to_have_text(all_of_them)


def test_a_reader_finds_from_the_front_page_to_an_article_and_its_outlet(plain_page: Page) -> None:
    plain_page.goto(PAGES["front"])
    plain_page.get_by_label("Archive").get_by_role("link", name="Outlets").click()
    plain_page.get_by_role("link", name="Global Research").click()
    title = plain_page.locator(FIRST).inner_text()
    plain_page.locator(FIRST).click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text(title)


def mark(page: Page) -> None:
    """Something that only stays while the document does."""
    page.evaluate("() => { window.stillHere = true; }")


def marked(page: Page) -> bool:
    return bool(page.evaluate("() => window.stillHere === true"))
