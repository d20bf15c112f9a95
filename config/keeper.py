"""Keeps a worker running beside the site that `make run` serves: `python -m config.keeper PID`.

It is a child of the site's process, and ends its worker when that is gone, however it went; the
worker does the same should the keeper be killed. So nothing is left behind, and what stops the
site stops it all. Where something else supervises (docker-compose.yml, systemd), the worker is a
service of its own and needs no keeper.
"""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
CODE = ("accounts", "archive", "config", "templates")

LOOK_S = 0.5
RESTART_AFTER_S = 5  # a worker that cannot start is not started without end
STOP_S = 30  # a worker finishes what it is at; then it is killed, which loses nothing


def main(arguments: list[str]) -> None:
    """Keep a worker until the parent is gone, or somebody stops this process."""
    parser = ArgumentParser(prog="config.keeper")
    parser.add_argument("parent", type=int, metavar="PID")
    parser.add_argument("--reload", action="store_true")
    options = parser.parse_args(arguments)
    stopped: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda came, _frame: stopped.append(came))
    keep(
        over=lambda: bool(stopped) or os.getppid() != options.parent,
        version=newest_change if options.reload else lambda: 0,
    )


def keep(over: Callable[[], bool], version: Callable[[], int]) -> None:
    """Run one worker after the other until it is `over`: a new one when the last one died, and
    when there is another `version` of the code."""
    while not over():
        begun = version()
        worker = _start()
        while worker.poll() is None and not over() and version() == begun:
            time.sleep(LOOK_S)
        if worker.poll() is None:
            _end(worker)
        elif not over():
            sys.stderr.write(
                f"postil: the worker ended with code {worker.returncode}; "
                f"it is started again in {RESTART_AFTER_S} seconds.\n"
            )
            _wait(RESTART_AFTER_S, over)


def newest_change() -> int:
    """When a file of the code last changed, in nanoseconds of the file system's clock."""
    files = (file for folder in CODE for file in (BASE_DIR / folder).rglob("*.*"))
    return max(map(_changed, (file for file in files if file.suffix in {".py", ".txt", ".html"})))


def _changed(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:  # editors come and go with files of a moment
        return 0


def _start() -> subprocess.Popen[bytes]:
    work = [sys.executable, str(BASE_DIR / "manage.py"), "worker", "--parent", str(os.getpid())]
    return subprocess.Popen(work, stdin=subprocess.DEVNULL)  # noqa: S603


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(STOP_S)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def _wait(seconds: float, over: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not over() and time.monotonic() < until:
        time.sleep(LOOK_S)


if __name__ == "__main__":
    main(sys.argv[1:])
