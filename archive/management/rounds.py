"""The worker's rounds: each chore when its turn comes, whatever became of the others."""

import logging
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import Error as DatabaseTrouble
from django.db import close_old_connections, connection, reset_queries
from django.utils import timezone

from accounts.outbox import MailServerAway
from archive.management.chores import Chore

log = logging.getLogger("postil.worker")

LOOK_S = 0.5  # how soon a worker that has nothing to do notices that it should stop
LONGEST_PAUSE_S = 60  # what fails is tried again after 2, 4, 8 … seconds, and at least this often


@dataclass
class Turn:
    """When a chore's turn comes next, in seconds of the monotonic clock."""

    chore: Chore
    next_s: float = 0.0
    failures: int = 0

    def come(self, now_s: float) -> bool:
        return now_s >= self.next_s

    def take(self, now_s: float) -> None:
        rest_s = perform(self.chore)
        self.failures = self.failures + 1 if rest_s is None else 0
        self.next_s = now_s + (pause_s(self.failures) if rest_s is None else rest_s)


def go_round(chores: Iterable[Chore], over: Callable[[], bool], beat: Callable[[], None]) -> None:
    """Do the chores in turn until it is `over`. After each round in which the database answered,
    there is a `beat`."""
    turns = [Turn(chore) for chore in chores]
    away = 0
    while not over():
        if _database_answers(away):
            away = 0
            for turn in turns:
                if turn.come(time.monotonic()) and not over():
                    _fresh()
                    turn.take(time.monotonic())
            beat()
        else:
            away += 1
        _wait(pause_s(away) if away else LOOK_S, over)


def perform(chore: Chore) -> int | None:
    """Do one chore, now, and say for how many seconds it rests then. What stops it is one line in
    the log, and None."""
    try:
        return chore.rest_s(chore.do(timezone.now()))
    except MailServerAway as error:
        log.warning("no mail can be sent: %s", error)
    except Exception as error:
        log.error("could not %s: %s", chore.name, _in_a_line(error))
        log.debug("could not %s", chore.name, exc_info=True)
    return None


def pause_s(failures: int) -> float:
    """How long to leave alone what has failed so often in a row."""
    return float(min(2 ** min(failures, 10), LONGEST_PAUSE_S))


def _database_answers(away: int) -> bool:
    _fresh()
    try:
        connection.ensure_connection()
    except DatabaseTrouble as error:
        log.warning("the database does not answer: %s", _in_a_line(error))
        return False
    if away:
        log.info("the database answers again")
    return True


def _fresh() -> None:
    """A worker lives long: it keeps neither a connection that died nor, in debugging, queries."""
    close_old_connections()
    reset_queries()


def _wait(seconds: float, over: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not over() and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, LOOK_S))


def _in_a_line(error: Exception) -> str:
    """What was raised, and by which line."""
    words = " ".join(str(error).split())
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__}: {words} ({Path(frames[-1].filename).name}:{frames[-1].lineno})"
