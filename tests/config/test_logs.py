"""What a visitor sends cannot begin a line of the log."""

import logging

from config.logs import OneLine


def test_a_record_is_one_line() -> None:
    record = logging.LogRecord("a", logging.INFO, "", 0, "x\nERROR y\r\x1b[2J\u2028é", (), None)
    line = OneLine("%(levelname)s %(message)s").format(record)
    assert line == "INFO x\\nERROR y\\r\\x1b[2J\\u2028é"
