"""A member renames, takes their data and leaves, in a browser, with JavaScript and without."""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.stage import LEAVERS
from tests.browser.test_axe import RUN, told
from tests.people import PASSWORD

THREAD = "/articles/where-many-left/comments/?order=newest"

_leavers = iter(LEAVERS)
_numbers = count(1)


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def visitor(
    request: pytest.FixtureRequest, browser: Browser, stage: str
) -> Iterator[BrowserContext]:
    """A browser in a network of its own, so that no test uses up the limits of another."""
    with browser.new_context(
        base_url=stage,
        java_script_enabled=request.param == "with JavaScript",
        extra_http_headers={"X-Forwarded-For": f"198.51.100.{next(_numbers)}"},
    ) as opened:
        yield opened


def test_from_a_new_name_to_no_name(visitor: BrowserContext, tmp_path: Path) -> None:
    address = next(_leavers)
    page = visitor.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()

    page.goto("/accounts/profile/")
    name = f"Somebody Who Leaves, No. {LEAVERS.index(address)}"
    page.get_by_label("Display name").fill(name)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto(THREAD)
    page.get_by_role("article").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)

    page.goto("/accounts/data/")
    page.get_by_role("link", name="Download your data").click()
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_download() as download:
        page.get_by_role("main").get_by_role("button").first.click()
    download.value.save_as(tmp_path / "data.json")
    taken = json.loads((tmp_path / "data.json").read_text())
    assert taken["account"]["email"] == address
    assert [comment["body"] for comment in taken["comments"]] == ["What I had to say."]

    page.goto("/accounts/data/delete/")
    page.get_by_label("Your e-mail address").fill(address)
    page.get_by_role("button", name="Delete the account for good").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account is deleted")
    page.goto(THREAD)
    expect(page.get_by_text("Deleted member").first).to_be_visible()
    expect(page.get_by_text(name)).to_have_count(0)


def test_axe_finds_nothing_where_one_leaves(page: Page, node_modules: Path) -> None:
    page.set_extra_http_headers({"X-Forwarded-For": f"198.51.100.{next(_numbers)}"})
    page.emulate_media(reduced_motion="reduce")
    page.goto("/accounts/login/?next=/accounts/data/delete/")
    page.get_by_label("E-mail address").fill(next(_leavers))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delete your account")
    page.get_by_label("Your e-mail address").fill("somebody.else@example.org")
    page.get_by_role("button", name="Delete the account for good").click()
    expect(page.get_by_text("This is not the address")).to_be_visible()
    page.evaluate((node_modules / "axe-core/axe.min.js").read_text())
    answer = page.evaluate(RUN)
    assert answer["passes"]
    assert [told(violation) for violation in answer["violations"]] == []
