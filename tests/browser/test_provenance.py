"""From a fact on the page to the lines of the capture that show it, and back, by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stage import SEED

MOST_TABS = 200


def tab_to(page: Page, words: str) -> None:
    """Press Tab until a link or a box with these words has the focus."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
        )
        if focused == words:
            return
    pytest.fail(f"No Tab leads to “{words}”.")


def test_a_fact(page: Page) -> None:
    page.goto(SEED)
    tab_to(page, "lines 9, 79–80")  # what shows the original outlet
    page.keyboard.press("Enter")
    page.wait_for_url("**/source/?version=1&lines=9,79-80#L9")
    expect(page.locator("#L9")).to_be_in_viewport()
    expect(page.locator(".source__line--shown")).to_have_count(3)
    tab_to(page, "First appeared at")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SEED}#fact-original_outlet")
    expect(page.locator("#fact-original_outlet")).to_be_in_viewport()
    expect(page.locator("#fact-original_outlet")).to_contain_text("Indian Punchline")


def test_a_paragraph(page: Page) -> None:
    page.goto(SEED)
    expect(page.get_by_text("lines 33–35")).to_be_hidden()
    tab_to(page, "Show the lines beside the text")
    page.keyboard.press("Space")
    tab_to(page, "lines 33–35")
    page.keyboard.press("Enter")
    page.wait_for_url("**/source/?version=1&lines=33-35#L33")
    tab_to(page, "Body")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SEED}#from-line-33")
    expect(page.locator("#from-line-33")).to_be_in_viewport()
