"""Text that can stand in an XML document."""

import re

# XML 1.0 has no way to write these, escaped or not: whoever reads one stops there.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """`text` without the characters that XML has no way to write."""
    return UNWRITABLE.sub("", text)
