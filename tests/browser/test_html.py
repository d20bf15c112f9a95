"""The HTML of every page is valid, by a validator with none of its rules turned off."""

import json
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.browser.stage import PAGES, ROOT

pytestmark = pytest.mark.browser

CONFIG = ROOT / "tests/browser/htmlvalidate.json"


def test_every_page_is_valid(stage: str, node_modules: Path, tmp_path: Path) -> None:
    for name, path in PAGES.items():
        (tmp_path / f"{name}.html").write_bytes(fetched(stage + path))
    assert faults(node_modules, tmp_path) == []


def test_the_validator_would_find_a_fault(node_modules: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text("<!DOCTYPE html><html><body><p><div></div></body></html>")
    assert faults(node_modules, tmp_path)


def test_no_rule_is_turned_off() -> None:
    config = json.loads(CONFIG.read_text())
    assert not [rule for rule, how in config["rules"].items() if "off" in how or "warn" in how]
    assert not [
        path for path in (ROOT / "templates").rglob("*.html") if "html-validate" in path.read_text()
    ]


def fetched(address: str) -> bytes:
    """What stands at `address`, an error page too."""
    try:
        with urlopen(address) as answer:
            return bytes(answer.read())
    except HTTPError as error:
        with error:
            return error.read()


def faults(node_modules: Path, folder: Path) -> list[str]:
    """What the validator finds in the pages of `folder`."""
    command = ["node", node_modules / "html-validate/bin/html-validate.mjs"]
    told = folder / "faults.json"  # what it prints is cut off at the size of a pipe
    options = ["--config", CONFIG, "--formatter", f"json={told}", *sorted(folder.glob("*.html"))]
    subprocess.run([*command, *options], check=False)
    return [
        f"{Path(page['filePath']).name}:{fault['line']}: {fault['ruleId']}: {fault['message']}"
        for page in json.loads(told.read_text())
        for fault in page["messages"]
    ]
