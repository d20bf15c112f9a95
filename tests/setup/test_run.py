"""`make run`, step by step, where a step can go wrong."""

import os
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.setup.clone import ROOT


def run(var: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """`make run` without make, on a port that is taken: so far and no further."""
    clean = {"PATH": os.environ["PATH"], "POSTIL_VAR": str(var), **environ}
    return subprocess.run(
        [sys.executable, "-m", "config.run"],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def taken_port() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


def test_a_taken_port_is_said_before_anything_is_done(tmp_path: Path, taken_port: str) -> None:
    done = run(tmp_path, PORT=taken_port)
    assert done.returncode != 0
    assert done.stderr == (
        f"postil: cannot serve on 127.0.0.1:{taken_port} (Address already in use): stop what uses "
        f"it, or choose another port, as in `make run PORT={int(taken_port) + 1}`.\n"
    )
    assert not (tmp_path / "postil.sqlite3").exists()


def test_a_secret_key_is_generated_once_for_nobody_else(tmp_path: Path, taken_port: str) -> None:
    run(tmp_path, PORT=taken_port)
    kept = tmp_path / "secret_key"
    first = kept.read_text()
    assert len(first) > 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    run(tmp_path, PORT=taken_port)
    assert kept.read_text() == first


def test_a_secret_key_that_is_given_is_used(tmp_path: Path, taken_port: str) -> None:
    run(tmp_path, PORT=taken_port, SECRET_KEY="given-and-long-enough-to-be-accepted")
    assert not (tmp_path / "secret_key").exists()


def test_a_wrong_setting_is_one_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, PORT="no")
    assert done.stderr == (
        "postil: PORT is 'no', which is not a whole number: write one, such as 8000.\n"
    )


@pytest.mark.parametrize(
    ("python", "sentence"),
    [
        ("", "postil: needs Python 3.11 or newer."),
        ("exit 1", "postil: needs Python 3.11 or newer."),
        ('case "$2" in *ensurepip*) exit 1;; esac', "postil: python3 lacks the venv module."),
    ],
    ids=["none", "old", "without-venv"],
)
def test_a_python_that_will_not_do_is_named(tmp_path: Path, python: str, sentence: str) -> None:
    (tmp_path / "requirements").mkdir()
    shutil.copy(ROOT / "requirements/install.sh", tmp_path / "requirements")
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("dirname", "sh"):
        (programs / name).symlink_to(shutil.which(name) or name)
    if python:
        (programs / "python3").write_text(f"#!/bin/sh\n{python}\n")
        (programs / "python3").chmod(0o755)
    done = subprocess.run(
        ["requirements/install.sh", "base"],
        cwd=tmp_path,
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stderr.startswith(sentence)
    assert not (tmp_path / ".venv").exists()
