"""Who is whose child on this machine, as Linux tells it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

PATIENCE_S = 300  # a busy machine; nothing is measured here
PROC = Path("/proc")

linux_only = pytest.mark.skipif(
    not (PROC / "self/stat").exists(), reason="It asks Linux who is whose child."
)


def children(of: int, named: str) -> list[int]:
    """The living children of a process whose command line holds the word `named`."""
    found = []
    for folder in PROC.glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
            words = (folder / "cmdline").read_bytes().decode().split("\0")
        except OSError:  # it ended while it was looked at
            continue
        state, parent = stat.rpartition(") ")[2].split()[:2]
        if state != "Z" and int(parent) == of and named in words:
            found.append(int(folder.name))
    return found


def alive(process: int) -> bool:
    try:
        return (PROC / str(process) / "stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


def wait_until(it_is_so: Callable[[], bool], what: str) -> None:
    latest = time.monotonic() + PATIENCE_S
    while not it_is_so():
        assert time.monotonic() < latest, what
        time.sleep(0.05)
