"""What somebody who reads a comment meets: its words, and where its links lead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from markdown_it.token import Token

from archive.text.cells import folded
from archive.text.hosts import HOST
from archive.text.markdown import parse_comment

# fmt: off
# Hosts with these are addresses without a path, too. Endings that are words are left out.
ENDINGS = {
    "app", "biz", "club", "cn", "com", "de", "dev", "edu", "eu", "fr", "gov", "icu", "info", "io",
    "live", "net", "online", "org", "ru", "shop", "site", "store", "top", "uk", "xyz",
}
# What looks like a host and is none: names of files and of programs.
FILES = {
    "cfg", "conf", "cs", "css", "csv", "doc", "exe", "gif", "htm", "html", "ini", "jpg", "js",
    "json", "md", "pdf", "php", "png", "py", "rb", "rs", "sh", "sql", "ts", "txt", "xml", "yaml",
}
# fmt: on
REST = r"(?:(?!https?://|www\.)[^\s,;|<>()\[\]\"])*"
BARE = re.compile(
    rf"\b(?:https?://(?:www\.)?|www\.(?=\w)){REST}|(?<![\w@./-])(?P<host>{HOST.pattern})(?P<rest>[/@]{REST})?",
    re.IGNORECASE,
)
# Letters and digits. What is shorter, such as “Thank you very much!”, many say.
TELLING = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """The `words` of a comment, a line for each block; the `addresses` that its links lead to; and
    how many `bare` ones it has, which are written out and lead nowhere."""

    words: str
    addresses: tuple[str, ...]
    bare: int

    @property
    def links(self) -> int:
        return len(self.addresses) + self.bare


def read(source: str) -> Reading:
    """What `source`, in Markdown, comes to."""
    lines: list[str] = []
    addresses: list[str] = []
    bare = 0
    for token in parse_comment(source):
        if token.type == "inline":
            parts = list(_with_depth(token.children or []))
            lines.append("".join(_words(part) for part, _in_link in parts))
            addresses += [str(part.attrs["href"]) for part, _ in parts if part.type == "link_open"]
            bare += _bare("".join(_words(part) for part, within in parts if not within))
        elif token.type in {"fence", "code_block"}:
            lines.append(token.content)
            bare += _bare(token.content)
    return Reading("\n".join(lines), tuple(addresses), bare)


def fingerprint(words: str) -> str:
    """The same for the same words, however they are written; empty for words that many say."""
    letters = "".join(letter for letter in folded(words) if letter.isalnum())
    if len(letters) < TELLING:
        return ""
    return blake2b(letters.encode(errors="replace"), digest_size=16).hexdigest()


def _bare(words: str) -> int:
    """How many addresses are written out in `words`."""
    found = BARE.finditer(words)
    return sum(not one["host"] or _is_address(one["host"], one["rest"] or "") for one in found)


def _is_address(host: str, rest: str) -> bool:
    """Whether `host`, which nothing marks as one, and the `rest` are an address on the web."""
    name, _, top = host.lower().rpartition(".")
    if not name or rest.startswith("@"):
        return False
    return top in ENDINGS or (bool(rest) and top.isalpha() and len(top) > 1 and top not in FILES)


def _with_depth(parts: list[Token]) -> Iterator[tuple[Token, bool]]:
    """Each part of a line, and whether it stands in a link."""
    within = False
    for part in parts:
        within = part.type == "link_open" or (within and part.type != "link_close")
        yield part, within


def _words(part: Token) -> str:
    return " " if part.type in {"softbreak", "hardbreak"} else part.content
