"""Every way to get a setting wrong has its own sentence: the name, the fault, the remedy."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import Env

FOLDER = Path("/somewhere")

READERS: dict[str, Callable[[Env], Any]] = {
    "text": lambda env: env.text("X", "default"),
    "flag": lambda env: env.flag("X", default=False),
    "whole": lambda env: env.whole("X", 5, least=1, most=9),
    "words": lambda env: env.words("X", ["default"]),
    "choice": lambda env: env.choice("X", "INFO", ["INFO", "ERROR"]),
    "size": lambda env: env.size("X", "5 MB"),
    "folder": lambda env: env.folder("X", FOLDER),
}


@pytest.mark.parametrize(
    ("reader", "value", "meant"),
    [
        ("text", None, "default"),
        ("text", " a b \n", "a b"),
        ("flag", None, False),
        ("flag", "Yes", True),
        ("flag", "1", True),
        ("flag", "OFF", False),
        ("whole", None, 5),
        ("whole", "1", 1),
        ("whole", "9", 9),
        ("words", None, ["default"]),
        ("words", "a, b,c", ["a", "b", "c"]),
        ("choice", "ERROR", "ERROR"),
        ("size", None, 5_000_000),
        ("size", "800 kB", 800_000),
        ("size", "1GB", 1_000_000_000),
        ("folder", None, FOLDER),
        ("folder", "/tmp", Path("/tmp")),
    ],
)
def test_a_value_is_read(reader: str, value: str | None, meant: object) -> None:
    environ = {} if value is None else {"X": value}
    assert READERS[reader](Env(environ)) == meant


@pytest.mark.parametrize(
    ("reader", "value", "sentence"),
    [
        ("text", "", "X is empty: give it a value, or unset it."),
        ("text", "  ", "X is empty: give it a value, or unset it."),
        ("text", "a\0b", "X holds a NUL character: write it as plain text."),
        ("flag", "maybe", "X is 'maybe', which is neither yes nor no: write yes or no."),
        ("whole", "many", "X is 'many', which is not a whole number: write one, such as 5."),
        ("whole", "1_0", "X is '1_0', which is not a whole number: write one, such as 5."),
        ("whole", "٣", "X is '٣', which is not a whole number: write one, such as 5."),
        ("whole", "1.5", "X is '1.5', which is not a whole number: write one, such as 5."),
        ("whole", "0", "X is '0', which is out of range: write 1 to 9."),
        ("whole", "-3", "X is '-3', which is out of range: write 1 to 9."),
        ("whole", "10", "X is '10', which is out of range: write 1 to 9."),
        (
            "words",
            "a,,b",
            "X is 'a,,b', which is not a list of words: separate the words by single commas.",
        ),
        (
            "words",
            "a b",
            "X is 'a b', which is not a list of words: separate the words by single commas.",
        ),
        ("choice", "info", "X is 'info', which is not a choice: write INFO, ERROR."),
        (
            "size",
            "5",
            "X is '5', which is not a size: write a number and B, kB, MB or GB, such as 5 MB.",
        ),
        (
            "size",
            "0 MB",
            "X is '0 MB', which is not a size: write a number and B, kB, MB or GB, such as 5 MB.",
        ),
        ("folder", "var", "X is 'var', which is a relative path: begin it with /."),
        (
            "folder",
            "/dev/null",
            "X is '/dev/null', which is not a folder: name a folder, or nothing yet.",
        ),
    ],
)
def test_a_malformed_value_is_refused(reader: str, value: str, sentence: str) -> None:
    assert refusal(lambda: READERS[reader](Env({"X": value}))) == sentence


def test_any_setting_can_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("7\n")
    assert READERS["whole"](Env({"X_FILE": str(file)})) == 7


def test_a_value_and_a_file_at_once_are_refused(tmp_path: Path) -> None:
    sentence = "X and X_FILE are both set, and only one can count: unset one of them."
    assert refusal(lambda: Env({"X": "a", "X_FILE": str(tmp_path)}).text("X", "")) == sentence


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe")
    for file, fault in [
        (tmp_path / "none", "No such file or directory"),
        (tmp_path, "Is a directory"),
        (binary, "not UTF-8"),
    ]:
        assert refusal(lambda file=file: Env({"X_FILE": str(file)}).text("X", "")) == (
            f"X_FILE names '{file}', which cannot be read ({fault}): name a readable text file."
        )


def test_a_misspelt_setting_is_refused_with_the_nearest_one() -> None:
    env = Env({"POSTIL_DEBGU": "yes", "HOME": "/"})
    env.flag("POSTIL_DEBUG", default=False)
    sentence = "POSTIL_DEBGU is not a setting of Postil: did you mean POSTIL_DEBUG?"
    assert refusal(env.refuse_unknown) == sentence


def test_a_setting_nobody_knows_is_refused() -> None:
    env = Env({"POSTIL_COFFEE": "yes"})
    sentence = "POSTIL_COFFEE is not a setting of Postil: docs/operating.md lists them all."
    assert refusal(env.refuse_unknown) == sentence


def test_known_settings_and_their_files_pass(tmp_path: Path) -> None:
    file = tmp_path / "debug"
    file.write_text("yes")
    env = Env({"POSTIL_DEBUG_FILE": str(file), "OTHER": "x"})
    assert env.flag("POSTIL_DEBUG", default=False)
    env.refuse_unknown()


def refusal(act: Callable[[], Any]) -> str:
    with pytest.raises(ImproperlyConfigured) as refused:
        act()
    return str(refused.value)
