"""What every test may ask for; how browser tests find a Chromium."""

import os
import shutil
from typing import Any

import hypothesis
import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

hypothesis.settings.register_profile("patient", deadline=None)  # timing never fails a test
hypothesis.settings.load_profile("patient")

IN_CI = bool(os.environ.get("CI"))
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
# What one worker does alone, so that what it stands on is made once: the stage, a fresh clone.
TOGETHER = ("tests/browser/", "tests/setup/test_fresh_clone.py")
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}
# Root may not use Chromium's sandbox; the rest keeps a headless browser from calling home.
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright runs an event loop in the test's thread, where Django would refuse its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium. Without one, browser tests skip aloud; in CI they fail."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if found is None:
        words = f"No Chromium here (looked for {', '.join(CHROMIUMS)}): browser tests cannot run."
        if IN_CI:
            pytest.fail(words)
        pytest.skip(words)
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], chromium: str
) -> dict[str, Any]:
    """The system's Chromium instead of one that Playwright would have to download."""
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGS}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true", help="leave out tests that use no database"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whatever uses a browser page is a browser test, marked or not."""
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    if config.getoption("--database-only"):
        # What asks no database was held already, where the suite ran as a whole.
        kept = [item for item in items if uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


def uses_database(item: pytest.Item) -> bool:
    asked = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


class Sharing(LoadScopeScheduling):
    """Who of the workers does what: each test goes to whoever is free, but those of one of
    TOGETHER all go to one. They are the largest shares, which are handed out first."""

    def _split_scope(self, nodeid: str) -> str:
        return next((share for share in TOGETHER if nodeid.startswith(share)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    """Not `--dist loadgroup`, whose marks have no effect since pytest 9.2: xdist 3.8 hands them
    on in an attribute of the test that is no longer read (pytest-xdist #1386)."""
    return Sharing(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests measured with record_property is shown; none of it is asserted."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) != "call":
                continue
            for what, value in report.user_properties:
                terminalreporter.write_line(f"measured: {what}: {value}")
