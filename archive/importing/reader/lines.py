"""Physical lines: how a capture is cut into lines, and what each looks like on its own."""

import re
from dataclasses import dataclass

LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*\)")
BULLET = re.compile(r"^[\s ]*([•*+\-–o·▪])(?:[\s ]+|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line. `raw` is without its terminator; `text` is what a reader would see:
    stripped, bullets and dead links' targets dropped."""

    number: int
    raw: str
    text: str
    bullet: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.text and not self.bullet


def split_lines(text: str) -> list[str]:
    """Physical lines with their terminators; joined again they are `text`.

    A line ends at a line feed; only a file without any ends its lines at carriage returns.
    """
    end = "\n" if "\n" in text or "\r" not in text else "\r"
    lines = [line + end for line in text.split(end)]
    lines[-1] = lines[-1][: -len(end)]
    return lines if lines[-1] else lines[:-1]


def look_at(number: int, physical: str) -> Line:
    raw = physical.rstrip("\r\n")
    text = LINK.sub(r"\1", raw)
    bullet = BULLET.match(text)
    if bullet:
        text = text[bullet.end() :]
    return Line(number, raw, text.strip(), bullet.group(1) if bullet else "")
