"""Settings come from the environment, and a wrong one stops the start with a sentence.

Every setting NAME can instead be read from the file that NAME_FILE names, which keeps secrets
out of process listings. What was asked for is remembered, so that a misspelt POSTIL_… is
refused and the table in docs/operating.md can be checked against the code.
"""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PREFIX = "POSTIL_"
YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}
UNITS = {"B": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}


class Env:
    """Reads settings from `environ`; a value that cannot be meant raises ImproperlyConfigured."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self.declared: set[str] = set()

    def find(self, name: str) -> str | None:
        """The value of a setting as written, from the environment or its file; None if unset."""
        self.declared.add(name)
        value, file = self._environ.get(name), self._environ.get(f"{name}_FILE")
        if value is not None and file is not None:
            raise ImproperlyConfigured(
                f"{name} and {name}_FILE are both set, and only one can count: unset one of them."
            )
        if file is not None:
            value = _read(f"{name}_FILE", file)
        if value is None:
            return None
        if not value.strip():
            raise ImproperlyConfigured(f"{name} is empty: give it a value, or unset it.")
        if "\0" in value:
            raise ImproperlyConfigured(f"{name} holds a NUL character: write it as plain text.")
        return value.strip()

    def text(self, name: str, default: str) -> str:
        """Any text."""
        value = self.find(name)
        return default if value is None else value

    def flag(self, name: str, *, default: bool) -> bool:
        """Yes or no."""
        value = self.find(name)
        if value is None:
            return default
        if value.lower() in YES | NO:
            return value.lower() in YES
        raise _refused(name, value, "is neither yes nor no", "write yes or no")

    def whole(self, name: str, default: int, *, least: int = 0, most: int = 2**31 - 1) -> int:
        """A whole number within bounds."""
        value = self.find(name)
        if value is None:
            return default
        # int() would also take "1_0" and digits of other scripts, which nobody means here.
        if not re.fullmatch(r"-?[0-9]{1,12}", value):
            raise _refused(name, value, "is not a whole number", f"write one, such as {default}")
        if not least <= int(value) <= most:
            raise _refused(name, value, "is out of range", f"write {least} to {most}")
        return int(value)

    def words(self, name: str, default: list[str]) -> list[str]:
        """Several values, separated by commas."""
        value = self.find(name)
        if value is None:
            return default
        words = [word.strip() for word in value.split(",")]
        if not all(words) or any(" " in word for word in words):
            raise _refused(
                name, value, "is not a list of words", "separate the words by single commas"
            )
        return words

    def choice(self, name: str, default: str, options: list[str]) -> str:
        """One of a few words."""
        value = self.find(name)
        if value is None:
            return default
        if value not in options:
            raise _refused(name, value, "is not a choice", f"write {', '.join(options)}")
        return value

    def size(self, name: str, default: str) -> int:
        """A number of bytes, written as 5 MB or 800 kB."""
        value = self.text(name, default)
        match = re.fullmatch(r"([0-9]{1,12})\s*([A-Za-z]+)", value)
        unit = UNITS.get(match[2].upper()) if match else None
        if match is None or unit is None or int(match[1]) == 0:
            remedy = f"write a number and B, kB, MB or GB, such as {default}"
            raise _refused(name, value, "is not a size", remedy)
        return int(match[1]) * unit

    def folder(self, name: str, default: Path) -> Path:
        """An absolute path of a folder, which need not exist yet."""
        value = self.find(name)
        path = default if value is None else Path(value)
        if not path.is_absolute():
            raise _refused(name, str(path), "is a relative path", "begin it with /")
        if path.exists() and not path.is_dir():
            raise _refused(name, str(path), "is not a folder", "name a folder, or nothing yet")
        return path

    def refuse_unknown(self) -> None:
        """A POSTIL_… that no setting asked for is a typo, and would be ignored in silence."""
        known = self.declared | {f"{name}_FILE" for name in self.declared}
        for name in sorted(self._environ):
            if name.startswith(PREFIX) and name not in known:
                near = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
                remedy = f"did you mean {near[0]}?" if near else "docs/operating.md lists them all."
                raise ImproperlyConfigured(f"{name} is not a setting of Postil: {remedy}")


def _read(name: str, file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        fault = error.strerror if isinstance(error, OSError) and error.strerror else "not UTF-8"
        raise ImproperlyConfigured(
            f"{name} names {file!r}, which cannot be read ({fault}): name a readable text file."
        ) from None


def _refused(name: str, value: str, fault: str, remedy: str) -> ImproperlyConfigured:
    shown = value if len(value) <= 40 else f"{value[:40]}…"
    return ImproperlyConfigured(f"{name} is {shown!r}, which {fault}: {remedy}.")
