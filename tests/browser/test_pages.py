"""What holds on every page: nothing overflows, the browser complains of nothing, the keyboard
gets everywhere and sees where it is."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stage import PAGES

NARROWEST, WIDE = 320, 1280
WIDER_THAN_THE_WINDOW = """() => {
  const room = document.documentElement.clientWidth;
  const scrolls = element => element && element !== document.body &&
    (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(element).overflowX)
     || scrolls(element.parentElement));
  return [...document.body.querySelectorAll('*')]
    .filter(element => element.getBoundingClientRect().right > room + 1 && !scrolls(element))
    .map(element => element.tagName + '.' + element.className);
}"""
RING = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
}"""
MOVING = """() => [...document.querySelectorAll('*')].filter(element => {
  const style = getComputedStyle(element);
  const lasts = times => times.split(',').some(time => parseFloat(time) > 0);
  return lasts(style.transitionDuration) || lasts(style.animationDuration)
    || style.scrollBehavior === 'smooth';
}).map(element => element.tagName + '.' + element.className)"""


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_narrow_window_and_nothing_moves_for_who_wants_no_motion(
    page: Page, name: str
) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    page.goto(PAGES[name])
    assert page.evaluate(WIDER_THAN_THE_WINDOW) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == NARROWEST
    page.set_viewport_size({"width": WIDE, "height": 720})
    assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_browser_complains_of_nothing_and_finds_the_landmarks(
    page: Page, complaints: list[str], name: str
) -> None:
    answer = page.goto(PAGES[name], wait_until="networkidle")
    assert answer
    its_own = f"the server responded with a status of {answer.status} "
    assert [line for line in complaints if its_own not in line] == []
    for role in ("banner", "main", "contentinfo"):
        if (role, name) != ("contentinfo", "broken"):  # that page holds as little as can be
            expect(page.get_by_role(role)).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.locator("html").get_attribute("lang") == "en"


def test_what_the_policy_refuses_would_be_heard(page: Page, complaints: list[str]) -> None:
    page.goto(PAGES["front"])
    page.evaluate("() => { document.body.setAttribute('style', 'color: red'); }")
    page.wait_for_timeout(100)
    assert any("Content Security Policy" in line for line in complaints)


def test_the_skip_link_leads_past_the_masthead(page: Page) -> None:
    page.goto(PAGES["shelf"])
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('#main') !== null")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["shelf", "article"])
def test_the_keyboard_sees_where_it_is(page: Page, name: str, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto(PAGES[name])
    for _step in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(RING), page.evaluate("() => document.activeElement.outerHTML")


def test_every_piece_in_another_language_says_so(page: Page) -> None:
    page.goto(PAGES["russian"])
    for found in ("h1", ".prose >> nth=0"):
        assert page.locator(found).get_attribute("lang") == "ru"
    page.goto(PAGES["shelf"])
    title = page.get_by_role("link", name="О смысле примечаний на полях")
    assert title.locator("bdi").get_attribute("lang") == "ru"
