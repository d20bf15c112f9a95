"""An article on paper: all of it that can be read, where it is from, and nothing to press."""

from playwright.sync_api import Page, expect

from tests.browser.stage import PAGES

PRINTED = ("h1", ".piece__byline", ".record", ".prose >> nth=0", "#rights", "#comments")
SCREEN_ONLY = (
    ".masthead__nav",
    ".masthead__member",
    ".skip-link",
    ".share",
    ".neighbours",
    ".lines-switch",
)


def test_an_article_on_paper(page: Page, stage: str) -> None:
    page.goto(PAGES["thread"])
    foot = page.locator(".only-printed")
    expect(foot).to_be_hidden()
    page.emulate_media(media="print")
    for part in PRINTED:
        expect(page.locator(part)).to_be_visible()
    for part in SCREEN_ONLY:
        expect(page.locator(part).first).to_be_hidden()
    expect(foot).to_contain_text(f"From {stage}{PAGES['thread']}, as it was on")


def test_where_links_lead_is_told_on_paper(page: Page) -> None:
    page.goto(PAGES["thread"])
    page.emulate_media(media="print")
    after = "element => getComputedStyle(element, '::after').content"
    outward = page.locator(".prose a[href^=http]").first
    assert "https://example.org/" in outward.evaluate(after)
