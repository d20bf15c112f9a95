"""What browser tests share: the stage, the tools from npm, and what the browser complains of."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.browser.stage import ROOT, staged
from tests.conftest import IN_CI


@pytest.fixture(scope="session")
def stage_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the site on the stage keeps what it writes, its database among it."""
    return tmp_path_factory.mktemp("stage")


@pytest.fixture(scope="session")
def stage(chromium: str, stage_folder: Path) -> Iterator[str]:
    """The address of a site with something of every kind."""
    with staged(stage_folder) as address:
        yield address


@pytest.fixture(scope="session")
def base_url(stage: str) -> str:
    """So that tests go to paths."""
    return stage


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The tools that package.json names. Without them, their tests skip aloud; in CI they fail."""
    folder = ROOT / "node_modules"
    if not (folder / "axe-core").is_dir() or shutil.which("node") is None:
        words = "No node_modules here: run `make quality`, which installs them."
        if IN_CI:
            pytest.fail(words)
        pytest.skip(words)
    return folder


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser has to say against the pages that `page` opens: console errors, among
    them what the Content-Security-Policy refused, and uncaught exceptions."""
    found: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            found.append(f"{message.location.get('url')}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found
