"""One record, one line: what a visitor sends cannot forge a second one."""

import logging


class OneLine(logging.Formatter):
    """Writes line breaks and other control characters of a record as escapes."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
