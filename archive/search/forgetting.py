"""Forgetting: words that were erased leave the database's own index, too."""

import time
from datetime import datetime

from archive.search.backends import backend

LONGEST_S = 10  # others wait for the worker, too


def forget_erased(_at: datetime) -> bool:
    """A chore: as far as there is time; and whether all of them left."""
    ends = time.monotonic() + LONGEST_S
    while not (is_done := backend().forget_erased()) and time.monotonic() < ends:
        pass
    return is_done
