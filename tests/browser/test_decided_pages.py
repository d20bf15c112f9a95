"""What members read of decisions about them, and the desk: without faults that machines find."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.keyholder import SET_UP_APP, set_up_app, show_password
from tests.browser.moderated import DECIDED, WATCHER
from tests.browser.test_accounts import log_in
from tests.browser.test_axe import RUN, told
from tests.browser.test_html import faults

DESK, PAIRS = "/admin/archive/comment/desk/", "/admin/archive/republicationcandidate/"


@pytest.fixture
def decided(page: Page) -> dict[str, str]:
    """Pages of somebody about whom a good deal was decided, who is logged in."""
    page.goto("/accounts/login/")
    log_in(page, DECIDED)
    page.goto("/accounts/decisions/")
    to_appeal = page.get_by_role("link", name="Appeal this decision").first.get_attribute("href")
    assert to_appeal
    return {"decisions": "/accounts/decisions/", "appeal": to_appeal}


@pytest.mark.parametrize(("theme", "width"), [("dark", 360), ("light", 1280)])
def test_axe_finds_nothing_in_what_was_decided(
    page: Page, decided: dict[str, str], node_modules: Path, theme: str, width: int
) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    found = [fault for path in decided.values() for fault in axe(page, node_modules, path)]
    assert not found, "\n".join(found)


def test_what_was_decided_is_valid(
    page: Page, decided: dict[str, str], node_modules: Path, tmp_path: Path
) -> None:
    for name, path in decided.items():
        answer = page.request.get(path)
        assert answer.status == 200, name
        (tmp_path / f"{name}.html").write_bytes(answer.body())
    assert faults(node_modules, tmp_path) == []


def test_axe_finds_nothing_on_the_desk_and_in_a_pair(page: Page, node_modules: Path) -> None:
    page.goto("/accounts/login/")
    log_in(page, WATCHER)
    page.goto(SET_UP_APP)
    show_password(page)
    set_up_app(page)
    page.emulate_media(reduced_motion="reduce")
    page.goto(PAIRS)
    pair = page.locator("#result_list th a").first.get_attribute("href")
    assert pair
    found = [fault for path in (DESK, pair) for fault in axe(page, node_modules, path)]
    page.set_viewport_size({"width": 360, "height": 900})
    found += [fault for path in (DESK, pair) for fault in axe(page, node_modules, path)]
    assert not found, "\n".join(found)


def axe(page: Page, node_modules: Path, path: str) -> list[str]:
    page.goto(path)
    page.evaluate((node_modules / "axe-core/axe.min.js").read_text())
    answer = page.evaluate(RUN)
    assert answer["passes"], path
    return [f"{path}: {told(violation)}" for violation in answer["violations"]]
