"""Addresses on the web, as strictly as whatever leads a reader there must be."""

import re
from urllib.parse import urlsplit

# Browsers mend "http:evil", "https:/path" and backslashes into addresses that nobody wrote.
WEB_ADDRESS = re.compile(r"https?://[^\s/\\?#]+(?:[/?#][^\s\\]*)?", re.IGNORECASE)


def is_web_address(words: str) -> bool:
    """Whether `words` are http:// or https://, a host, and what may follow it."""
    if not WEB_ADDRESS.fullmatch(words):
        return False
    try:
        return bool(urlsplit(words).hostname)
    except ValueError:  # a bracket that never closes
        return False
