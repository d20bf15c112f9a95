"""A throwaway PostgreSQL around a command: `python -m tests.postgres pytest …`.

The cluster lives in a temporary folder, listens on loopback only, and is gone when the command
ends. The command finds it in DATABASE_URL.
"""

import contextlib
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PATIENCE_S = 60
UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL refuses to run as root
# Nothing here outlives the command, so nothing needs to reach a disk.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# Of tests that roll back it sees dead rows only: at some moment it would have a table taken for
# empty, and a statement planned like that. tests/pages/test_rows_read.py does so on purpose.
UNDISTURBED = {"autovacuum": "off"}


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster, hand out its URL, and stop it by its own process."""
    folder = Path(tempfile.mkdtemp(prefix="postil-pg-"))
    rights = _unprivileged(folder)
    password = secrets.token_hex(16)
    port = _free_port()
    try:
        _initialise(folder, password, rights)
        server = _start(folder, port, rights)
        try:
            _wait(server, port, folder / "log")
            yield f"postgres://postil:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": roll back and disconnect everyone
            server.wait(PATIENCE_S)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(folder: Path, password: str, rights: dict[str, Any]) -> None:
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o644)  # the folder is closed to all but its owner
    done = subprocess.run(
        [
            *(_programs() / "initdb", "--pgdata", folder / "data", "--no-sync"),
            *("--username", "postil", "--auth", "scram-sha-256", "--pwfile", secret),
            *("--encoding", "UTF8", "--locale", "C.UTF-8"),
        ],
        **rights,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"postil: initdb failed: {done.stderr.strip()}")


def _start(folder: Path, port: int, rights: dict[str, Any]) -> subprocess.Popen[bytes]:
    settings = {
        **CARELESS,
        **UNDISTURBED,
        "listen_addresses": "127.0.0.1",
        "port": port,
        "max_connections": 200,
    }
    settings["unix_socket_directories"] = ""
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("w") as log:
        return subprocess.Popen(
            [_programs() / "postgres", "-D", folder / "data", *options],
            **rights,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the command; the server is stopped after it
        )


def _programs() -> Path:
    """The folder of the newest PostgreSQL server programs; Debian keeps them off the PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    folders = sorted(debian, key=lambda path: [int(n) for n in re.findall(r"\d+", str(path))])
    on_path = shutil.which("initdb")
    candidates = [*reversed(folders), *([Path(on_path).parent] if on_path else [])]
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    sys.exit("postil: no PostgreSQL server programs here. On Debian: apt install postgresql")


def _unprivileged(folder: Path) -> dict[str, Any]:
    """For root: the rights of somebody else, who is given the folder."""
    if os.geteuid() != 0:
        return {"cwd": folder}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = next(name for name in UNPRIVILEGED if name in names)
    shutil.chown(folder, user)
    group = pwd.getpwnam(user).pw_gid
    return {"cwd": folder, "user": user, "group": group, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    sys.exit(f"postil: PostgreSQL did not start: {log.read_text().strip()}")


def main() -> int:
    """Run the rest of the command line beside a cluster; its exit code is this one's."""
    with cluster() as url:
        return subprocess.run(
            sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
