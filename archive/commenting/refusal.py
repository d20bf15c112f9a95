"""A verb's refusal, in one sentence that says what would help."""


class Refused(Exception):
    """Nothing was changed. Its words are for whoever asked."""
