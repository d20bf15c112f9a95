"""Captions and credits: what stands under or over a picture, told from running text."""

import re

from .features import LONG, WORDS, is_file_name, size
from .lines import Line
from .page import Page
from .signatures import CREDIT_END, CREDIT_OPEN, CREDIT_WITHIN

LONGEST_CAPTION = 700
LONGEST_CREDIT = 160
LONGEST_ALT = 80  # of an image's replacement text that runs into its caption
RUN_IN = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-ZА-ЯЁ][^\W\d_A-Z])")


def is_credit(line: Line) -> bool:
    """A short line that says whose a picture is."""
    text = line.text
    if size(text) > LONGEST_CREDIT or not line.has_words:
        return False
    if CREDIT_OPEN.match(text):
        return True
    return size(text) < LONG and text[-1] not in ".!?" and CREDIT_END.search(text) is not None


def is_caption(page: Page, line: Line) -> bool:
    """A line that describes a picture and credits it, or that begins with its replacement text."""
    text = line.text
    if not text or len(text) > LONGEST_CAPTION or line.level:
        return False
    if line.pictured or CREDIT_WITHIN.search(text):
        return True
    if CREDIT_OPEN.match(text) and size(text) > LONGEST_CREDIT:
        return True
    return bool(alt_text(page, line))


def alt_text(page: Page, line: Line) -> str:
    """The replacement text that runs into a caption: "Harbour wallThe wall at dusk."

    Both words at the seam must be known from elsewhere, and not their compound.
    """
    seam = RUN_IN.search(line.text[:LONGEST_ALT])
    if not seam or line.bullet or size(line.text) < LONG:
        return ""
    at = seam.start()
    alt, rest = line.text[:at], line.text[at:]
    before, after = WORDS.findall(alt)[-1], WORDS.findall(rest)[0]
    if len(before) < 2 or len(after) < 3 or not alt[:1].isupper():
        return ""
    known = page.vocabulary
    if before in known and after in known and known[before + after] == 1:
        return alt.strip()
    return ""


def is_picture_name(line: Line) -> bool:
    return is_file_name(line.text)
