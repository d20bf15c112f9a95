"""What is known, out of what could be said."""

from collections.abc import Iterable
from typing import Any


def known(pairs: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """`pairs` without those of which nothing is known. That something is 0 is known."""
    return [(name, value) for name, value in pairs if value or value == 0]
