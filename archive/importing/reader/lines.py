"""Physical lines: how a capture is cut into lines, and what each looks like on its own."""

import re
from dataclasses import dataclass, replace

# Possessive quantifiers and limits keep these linear on hostile lines.
TARGET = r"\((?:[^()\s]|\([^()\s]{0,200}+\)){0,2000}+(?:[ \t]++\"[^\"]{0,200}+\")?\)"
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]{0,200}+\]){0,1000}+)\]" + TARGET)
IMAGE = re.compile(r"!\[([^\[\]]{0,500}+)\]" + TARGET)
BULLET = re.compile(r"^[\s\u00a0]*([•*+\-–o·▪‣◦])(?:[\s\u00a0]+|$)")
HEADING = re.compile(r"^\s{0,8}(#{1,6})\s+(?=\S)")
QUOTED = re.compile(r"^\s{0,8}>+\s?")
TABLE_CELLS = re.compile(r"^\s*\|[\s|]*|\s*\|\s*$")
STRONG = re.compile(r"\*\*+|(?<!\w)__+|__+(?!\w)")
EMPHASIS = re.compile(r"(?<!\w)[*_](?=[^\s*_])|(?<=[^\s*_])[*_](?!\w)")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")
SPACE = re.compile(r"[\s\u00a0\u200b\ufeff]+")
WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line. `raw` is without its terminator; `text` is what a reader would see:
    stripped, bullets, Markdown marks and links' targets dropped, spaces collapsed.

    `linked` is the share of `text` that is link; `level` is a Markdown heading's depth, or 0.
    """

    number: int
    raw: str
    text: str
    bullet: str = ""
    level: int = 0
    linked: float = 0.0
    quoted: bool = False
    strong: bool = False
    pictured: bool = False

    @property
    def is_blank(self) -> bool:
        return not self.text and not self.bullet

    @property
    def has_words(self) -> bool:
        return WORD.search(self.text) is not None


def split_lines(text: str) -> list[str]:
    """Physical lines with their terminators; joined again they are `text`.

    A line ends at a line feed; only a file without any ends its lines at carriage returns.
    """
    end = "\n" if "\n" in text or "\r" not in text else "\r"
    lines = [line + end for line in text.split(end)]
    lines[-1] = lines[-1][: -len(end)]
    return lines if lines[-1] else lines[:-1]


def look_at(number: int, physical: str) -> Line:
    """What one physical line shows."""
    raw = physical.rstrip("\r\n")
    text = raw.strip()
    if not text:
        return Line(number, raw, "")
    pictured = "![" in text
    if pictured:
        text = IMAGE.sub(r"\1", text)
    linked = 0
    if "](" in text:
        linked = sum(len(link.strip()) for link in LINK.findall(text))
        text = LINK.sub(r"\1", text)
    return _unmarked(Line(number, raw, text, pictured=pictured), linked)


def _unmarked(line: Line, linked: int) -> Line:
    """`line` without the marks that its text begins with or is dressed in."""
    text, level = line.text, 0
    quoted = QUOTED.match(text)
    if quoted:
        text = text[quoted.end() :]
    heading = HEADING.match(text)
    if heading:
        text, level = text[heading.end() :], len(heading.group(1))
    bullet = BULLET.match(text)
    if bullet:
        text = text[bullet.end() :]
    text = TABLE_CELLS.sub("", text)
    strong = text.startswith("**") and text.endswith("**")
    text = SPACE.sub(" ", plain(text)).strip()
    return replace(
        line,
        text=text,
        bullet=bullet.group(1) if bullet else "",
        level=level,
        linked=min(1.0, linked / len(text)) if text else 0.0,
        quoted=bool(quoted),
        strong=strong,
    )


def plain(text: str) -> str:
    """`text` without Markdown's marks of emphasis and its escapes."""
    if "**" in text or "__" in text:
        text = STRONG.sub("", text)
    if len(EMPHASIS.findall(text)) > 1:
        text = EMPHASIS.sub("", text)
    return ESCAPED.sub(r"\1", text) if "\\" in text else text
