"""Refusal: what could not be imported, where in it, and what to do about that."""

from pathlib import Path


class Refused(Exception):
    """One document, catalogue or path that is not imported. The others go on.

    `name` is the thing, `place` is where in it ("line 7", "byte 120", or empty), `reason` says
    what is wrong and how to mend it.
    """

    def __init__(self, name: str, place: str, reason: str) -> None:
        self.name, self.place, self.reason = map(one_line, (name, place, reason))
        where = f"{self.name}, {self.place}" if place else self.name
        super().__init__(f"{where}: {self.reason}")

    def within(self, folder: Path) -> "Refused":
        """The same, of a thing that is told by its folder too."""
        return type(self)(str(folder / self.name), self.place, self.reason)


def one_line(words: str) -> str:
    """`words` fit for one line of any terminal or file: what cannot be shown is escaped."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in words)
