"""What cannot be done to a subscription."""


class Refused(Exception):
    """The sentence says why, and what would help. `endless`: since what they have never ends."""

    def __init__(self, sentence: str, *, endless: bool = False) -> None:
        super().__init__(sentence)
        self.endless = endless
