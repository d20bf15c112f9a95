"""The first view of an article is light, and nothing on a page moves once it is shown."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.stage import PAGES

WHOLE_LIMIT = 100_000  # bytes as sent, headers too, without the font
OWN_SCRIPT_LIMIT = 15_000  # beside htmx
# An italic word moves its neighbours by a hair when its own letters arrive, after the first paint.
NEGLIGIBLE = 0.001
SHIFTS = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.value; }))
    .observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => setTimeout(() => resolve(sum), 300));
})"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length"
SUPPORTED = "() => PerformanceObserver.supportedEntryTypes.includes('layout-shift')"


@pytest.mark.parametrize("name", ["front", "shelf", "article", "thread"])
def test_the_first_view_is_light(page: Page, name: str, record_property: Any) -> None:
    sent = bytes_sent(page, PAGES[name])
    assert sent["Font"] > 0
    assert sent["Stylesheet"] > 0
    whole = sum(sent.values()) - sent["Font"] - sent["htmx"]  # which is among the scripts
    record_property(f"{name}: bytes of the first view without the font", whole)
    assert whole <= WHOLE_LIMIT
    assert sent["Script"] - sent["htmx"] <= OWN_SCRIPT_LIMIT


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves(page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(PAGES[name])
    assert page.evaluate(SUPPORTED)
    assert page.evaluate(SHIFTS) < NEGLIGIBLE


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])  # a passkey needs a name
def test_nothing_moves_when_the_script_of_passkeys_is_late(
    page: Page, stage: str, host: str, width: int
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.set_viewport_size({"width": width, "height": 900})
    page.route("**/passkeys*.js", hold)
    page.goto(stage.replace("127.0.0.1", host) + PAGES["login"], wait_until="commit")
    page.wait_for_function(PAINTED)
    (script,) = held
    script.continue_()
    page.wait_for_load_state("load")
    named, numbered = page.locator("[data-passkey-button]"), page.get_by_text("opened by a number")
    expect(named if host == "localhost" else numbered).to_be_visible()
    expect(numbered if host == "localhost" else named).to_be_hidden()
    assert page.evaluate(SHIFTS) < NEGLIGIBLE


def test_the_page_is_read_before_its_font_arrives(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/*.woff2", hold)
    page.goto(PAGES["article"], wait_until="commit")
    page.wait_for_function(PAINTED)
    assert held
    for route in held:
        route.abort()


def bytes_sent(page: Page, path: str) -> dict[str, int]:
    """What the server sends for the first view of `path`, by kind; htmx, a script, once more."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, tuple[str, str]] = {}
    sent: dict[str, int] = dict.fromkeys(("Document", "Stylesheet", "Script", "Font", "htmx"), 0)

    def begun(event: Any) -> None:
        kinds[event["requestId"]] = (event["type"], event["response"]["url"])

    def ended(event: Any) -> None:
        kind, url = kinds[event["requestId"]]
        sent[kind] = sent.get(kind, 0) + event["encodedDataLength"]
        if "/htmx" in url:
            sent["htmx"] += event["encodedDataLength"]

    wire.on("Network.responseReceived", begun)
    wire.on("Network.loadingFinished", ended)
    page.goto(path, wait_until="networkidle")
    return sent
