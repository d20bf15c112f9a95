"""Ways through the archive, with and without JavaScript."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.stage import PAGES

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


def test_results_come_as_one_types_and_back_leads_before_them(
    page: Page, complaints: list[str]
) -> None:
    page.goto(PAGES["front"])
    page.get_by_label("Search the archive").fill("russia")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=russia$"))
    status = page.get_by_role("status")
    found = status.inner_text()
    mark(page)
    box = page.get_by_label("Articles and comments")
    box.focus()
    box.press("End")
    box.press_sequentially(" -china")
    typed = re.compile(r"q=russia(\+|%20)-china$")
    expect(page).to_have_url(typed)
    expect(status).not_to_have_text(found)
    expect(box).to_be_focused()
    expect(page.locator("#found mark").first).to_have_text(re.compile("russia", re.IGNORECASE))
    page.get_by_label("Narrow the results").get_by_role("link", name="Comments").click()
    expect(page).to_have_url(re.compile("kind=comment"))
    expect(page.locator("#found")).to_be_focused()
    expect(page.get_by_role("link", name="Take away Kind: Comments")).to_be_visible()
    assert marked(page), "the whole page was loaded again"
    box.fill("china")
    expect(page).to_have_url(re.compile(r"q=china&kind=comment"))
    page.go_back()
    expect(page).to_have_url(typed)
    expect(box).to_have_value("russia -china")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Search")
    assert complaints == []


def test_a_search_shows_what_was_asked_last(page: Page) -> None:
    held: list[Route] = []
    slow = re.compile(r"/search/.q=china$")
    page.goto("/search/?q=russia")
    box, status = page.get_by_label("Articles and comments"), page.get_by_role("status")
    found = status.inner_text()

    def hold(route: Route) -> None:
        held.append(route)

    page.route(slow, hold)
    box.fill("china")
    page.wait_for_function("() => document.querySelector('.htmx-request')")
    page.get_by_label("Narrow the results").get_by_role("link", name="Comments").click()
    expect(page).to_have_url(re.compile(r"q=russia&kind=comment$"))
    expect(status).not_to_have_text(found)
    assert len(held) == 1, "the slower answer was given up"
    expect(box).to_have_value("russia")
    expect(page).to_have_title(re.compile("russia"))
    expect(page.get_by_role("link", name="Take away Kind: Comments")).to_be_visible()
    page.unroute(slow)
    steps = page.evaluate("() => history.length")
    box.press("Enter")
    page.route("**/search/**", lambda route: route.abort())
    box.press_sequentially("n")
    expect(status).to_contain_text("could not be fetched")
    assert page.evaluate("() => history.length") == steps


def test_searching_without_javascript(plain_page: Page) -> None:
    plain_page.set_viewport_size({"width": 360, "height": 800})
    plain_page.goto(PAGES["front"])
    plain_page.get_by_role("link", name="Search", exact=True).click()
    plain_page.get_by_label("Articles and comments").fill("russia")
    plain_page.get_by_role("button", name="Search").click()
    found = plain_page.get_by_role("status").inner_text()
    expect(plain_page.get_by_label("Narrow the results")).to_be_hidden()
    plain_page.get_by_text("Narrow", exact=True).click()
    plain_page.get_by_label("Narrow the results").get_by_role("link", name="Comments").click()
    expect(plain_page.get_by_role("status")).not_to_have_text(found)
    plain_page.get_by_label("Articles and comments").fill("china")
    plain_page.get_by_role("button", name="Search").click()
    expect(plain_page).to_have_url(re.compile(r"q=china&kind=comment"))
    plain_page.locator(FIRST).click()
    expect(plain_page.locator(".comment[aria-current]")).to_be_visible()


def test_what_is_like_an_article_comes_when_it_is_in_sight(
    page: Page, complaints: list[str]
) -> None:
    page.goto(PAGES["article"])
    assert page.locator(".likes").count() == 0
    page.get_by_role("link", name="More like this").scroll_into_view_if_needed()
    expect(page.locator(".likes__title").first).to_be_visible()
    assert complaints == []
