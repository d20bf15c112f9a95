"""No page has a fault that axe can find, in either theme, wide or narrow."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.stage import PAGES

# Beyond the standards' rules also what axe calls best practice.
RUN = "() => axe.run(document, {resultTypes: ['violations', 'incomplete']})"


@pytest.mark.parametrize(("theme", "width"), [("dark", 360), ("light", 1280)])
def test_axe_finds_nothing(page: Page, node_modules: Path, theme: Any, width: int) -> None:
    axe = (node_modules / "axe-core/axe.min.js").read_text()
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    found = []
    for name, path in PAGES.items():
        page.goto(path)
        page.evaluate(axe)
        answer = page.evaluate(RUN)
        assert answer["passes"], name
        found += [f"{name}: {told(violation)}" for violation in answer["violations"]]
    assert not found, "\n".join(found)


def test_axe_would_find_a_fault(page: Page, node_modules: Path) -> None:
    page.goto(PAGES["front"])
    page.evaluate("() => { document.documentElement.lang = ''; }")
    page.evaluate((node_modules / "axe-core/axe.min.js").read_text())
    assert [v["id"] for v in page.evaluate(RUN)["violations"]] == ["html-has-lang"]


def told(violation: dict[str, Any]) -> str:
    nodes = "; ".join(
        f"{node['html'][:160]} {node['failureSummary']}" for node in violation["nodes"]
    )
    return f"{violation['id']}: {violation['help']}: {nodes}"
