"""What the documentation says exists, exists; and what exists is documented."""

import re
from pathlib import Path

import pytest

from config import settings

ROOT = Path(__file__).resolve().parents[1]
OPERATING = (ROOT / "docs/operating.md").read_text()
FILES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("seeds/*.md")]
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))


def documented() -> set[str]:
    return set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATING, re.MULTILINE))


def test_every_setting_is_documented() -> None:
    assert settings.env.declared
    assert settings.env.declared - documented() == set()


def test_every_documented_setting_exists() -> None:
    assert documented() - settings.env.declared == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_setting_named_anywhere_exists(file: Path) -> None:
    known = settings.env.declared | {f"{name}_FILE" for name in settings.env.declared}
    assert set(re.findall(r"\bPOSTIL_[A-Z_]+\b", file.read_text())) - known == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_make_target_named_anywhere_exists(file: Path) -> None:
    # Only where it is code: prose makes other things too.
    named = re.findall(r"(?:`|^ {4})make ([a-z-]+)", file.read_text(), re.MULTILINE)
    assert set(named) - TARGETS == set()


def test_the_readme_names_the_targets_one_begins_with() -> None:
    readme = (ROOT / "README.md").read_text()
    assert TARGETS
    for target in ("run", "dev", "test", "help", "admin"):
        assert target in TARGETS
        assert f"make {target}" in readme


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(file: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", file.read_text()):
        if not re.match(r"[a-z]+:", link):
            target = file.parent / link.partition("#")[0]
            assert target.exists(), f"{link} in {file.name}"
