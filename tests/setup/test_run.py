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


def test_a_half_written_secret_key_is_written_again(tmp_path: Path, taken_port: str) -> None:
    kept = tmp_path / "secret_key"
    kept.touch()
    run(tmp_path, PORT=taken_port)
    assert len(kept.read_text()) > 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({}, "file is not a database"),
        ({"DATABASE_URL": "sqlite:////proc/nowhere/x"}, "unable to open database file"),
        ({"DATABASE_URL": "postgres://nobody@127.0.0.1:1/x"}, "Connection refused"),
        ({"POSTIL_VAR": "/proc/nowhere"}, "/proc/nowhere cannot be used"),
    ],
    ids=["corrupt", "unopenable", "no-server", "no-var"],
)
def test_what_the_machine_refuses_is_one_sentence(
    tmp_path: Path, environ: dict[str, str], sentence: str
) -> None:
    (tmp_path / "postil.sqlite3").write_text("This is no database, whatever it is called.\n" * 9)
    done = run(tmp_path, **{"PORT": _free_port()} | environ)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert done.stderr.startswith("postil: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("bind", ["nonsense:1", "192.0.2.1"])
def test_an_address_of_another_machine_is_refused(tmp_path: Path, bind: str) -> None:
    done = run(tmp_path, PORT=_free_port(), POSTIL_BIND=bind)
    assert done.stderr.startswith("postil: cannot serve on ")
    assert done.stderr.endswith("): write an address of this machine in POSTIL_BIND.\n")


def _free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return str(server.getsockname()[1])


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


@pytest.mark.parametrize("pip", ["", "exit 1"], ids=["whole", "without-pip"])
def test_an_environment_without_pip_is_made_again(tmp_path: Path, pip: str) -> None:
    """As an interrupted `python -m venv` leaves it, or `uv venv`."""
    (tmp_path / "requirements").mkdir()
    shutil.copy(ROOT / "requirements/install.sh", tmp_path / "requirements")
    (tmp_path / "requirements/base.txt").touch()
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("cmp", "cp", "dirname", "mkdir", "rm", "sh"):
        (programs / name).symlink_to(shutil.which(name) or name)
    # A Python that makes environments with itself in them, and notes it.
    python = f"""#!/bin/sh
case "$*" in
    "-m venv .venv") mkdir -p .venv/bin && cp bin/python3 .venv/bin/python && echo made;;
    "-m pip --version") {pip or "exit 0"};;
esac
"""
    (programs / "python3").write_text(python)
    (programs / "python3").chmod(0o755)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    shutil.copy(programs / "python3", tmp_path / ".venv/bin/python")
    (tmp_path / ".venv/left-over").touch()
    done = subprocess.run(
        ["requirements/install.sh", "base"],
        cwd=tmp_path,
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / ".venv/left-over").exists() == (pip == "")
