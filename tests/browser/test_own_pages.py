"""A member's own pages: no fault in them that axe or a validator finds."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.stage import MEMBER
from tests.browser.test_accounts import log_in
from tests.browser.test_axe import RUN, told
from tests.browser.test_html import faults

OWN = {
    "account": "/accounts/",
    "profile": "/accounts/profile/",
    "comments": "/accounts/comments/",
    "data": "/accounts/data/",
    "subscription": "/accounts/subscription/",
    "redeem": "/accounts/subscription/redeem/",
    "email": "/accounts/email/",
    "password": "/accounts/password/change/",
    "logout": "/accounts/logout/",
    "reauthenticate": "/accounts/reauthenticate/",
}


@pytest.mark.parametrize(("theme", "width"), [("dark", 360), ("light", 1280)])
def test_axe_finds_nothing_on_one_s_own_pages(
    page: Page, node_modules: Path, theme: str, width: int
) -> None:
    axe = (node_modules / "axe-core/axe.min.js").read_text()
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/accounts/login/")
    log_in(page, MEMBER)
    found = []
    for name, path in OWN.items():
        page.goto(path)
        page.evaluate(axe)
        answer = page.evaluate(RUN)
        assert answer["passes"], name
        found += [f"{name}: {told(violation)}" for violation in answer["violations"]]
    assert not found, "\n".join(found)


def test_one_s_own_pages_are_valid(page: Page, node_modules: Path, tmp_path: Path) -> None:
    page.goto("/accounts/login/")
    log_in(page, MEMBER)
    for name, path in OWN.items():
        answer = page.request.get(path)
        assert answer.status == 200, name
        (tmp_path / f"{name}.html").write_bytes(answer.body())
    assert faults(node_modules, tmp_path) == []
