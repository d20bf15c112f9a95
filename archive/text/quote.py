"""Quoting what somebody wrote in an answer to it."""


def quoted(source: str) -> str:
    """A Markdown source as a quotation, with room beneath it for the answer."""
    lines = (f"> {line}".rstrip() for line in source.split("\n"))
    return "\n".join(lines) + "\n\n"
