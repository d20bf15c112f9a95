"""What tests of the verbs ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.side_by_side import database_for_threads


@pytest.fixture
def for_threads(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that threads can write to at once."""
    with database_for_threads(tmp_path):
        yield
