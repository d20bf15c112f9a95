"""The shelf that tests import from."""

from pathlib import Path

import pytest

from tests.archive.importing.shelf import PIECE


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "lighthouse.txt").write_text(PIECE)
    return tmp_path
