"""Refusal: what could not be imported, where in it, and what to do about that."""


class Refused(Exception):
    """One document, catalogue or path that is not imported. The others go on.

    `name` is the thing, `place` is where in it ("line 7", "byte 120", or empty), `reason` says
    what is wrong and how to mend it.
    """

    def __init__(self, name: str, place: str, reason: str) -> None:
        self.name, self.place, self.reason = name, place, reason
        super().__init__(f"{name}, {place}: {reason}" if place else f"{name}: {reason}")
