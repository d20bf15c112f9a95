"""The worker, beside the web processes: `manage.py worker`. As many may run as one likes."""

import logging
import os
import signal
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from archive.management.chores import CHORES
from archive.management.rounds import go_round, perform

log = logging.getLogger("postil.worker")

# Longer than the slowest round: a batch of mail to a server that lets every command time out.
STALE_S = 300


class Command(BaseCommand):
    requires_system_checks = []  # they read every page's code; `--check` is asked twice a minute
    help = "Do what nobody waits for: send mail, settle drives, end subscriptions, tidy up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do every chore once, and end.")
        parser.add_argument(
            "--heartbeat", type=Path, metavar="FILE", help="Touch this file after every round."
        )
        parser.add_argument(
            "--check",
            type=Path,
            metavar="FILE",
            help="Only say whether the worker with this heartbeat is well: exit code 0 or 1.",
        )
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="End when the parent is not this process."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            check(options["check"])
            return
        if connection.connection is None:
            # One thread needs one connection; a pool would only try again and again what fails.
            connection.settings_dict["OPTIONS"].pop("pool", None)
        if options["once"]:
            failed = [chore.name for chore in CHORES if perform(chore) is None]
            if failed:
                raise CommandError(f"Could not {', '.join(failed)}: the log says why.")
        else:
            work(options["heartbeat"], options["parent"])


def work(heartbeat: Path | None, parent: int | None) -> None:
    """Go round until a signal ends it, or until `parent` is gone."""
    stopped = _stop_signals()

    def over() -> bool:
        return bool(stopped) or (parent is not None and os.getppid() != parent)

    log.info("the worker begins")
    go_round(CHORES, over, heartbeat.touch if heartbeat else lambda: None)
    log.info("the worker ends")


def check(heartbeat: Path) -> None:
    """Raises CommandError if no round was finished lately."""
    try:
        age_s = time.time() - heartbeat.stat().st_mtime
    except OSError as error:
        raise CommandError(f"No worker has finished a round: {error.strerror}.") from None
    if age_s > STALE_S:
        raise CommandError(f"The worker has not finished a round for {age_s:.0f} seconds.")


def _stop_signals() -> list[int]:
    """The signals to stop that have come, so far none: what is begun is finished first."""
    came: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda came_now, _frame: came.append(came_now))
    return came
