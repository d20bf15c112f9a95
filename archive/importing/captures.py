"""Captures on disk: which files there are, and the text in them or why there is none."""

import codecs
import hashlib
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.importing.assertions import LONGEST_FILE_NAME
from archive.importing.reader.lines import split_lines
from archive.importing.refusal import Refused

SUFFIX = ".txt"
MIB = 1024 * 1024
CAPTURE_LIMIT = 16 * MIB  # bytes; four times the longest of novels, and safe in 512 MiB of memory
LINE_LIMIT = MIB  # bytes; no person wrote a longer one
LINE_COUNT_LIMIT = 200_000  # a page of a thousand comments has a few thousand
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture as it was given: `content` byte for byte, and the text that it encodes."""

    name: str
    content: bytes
    encoding: str
    text: str
    line_count: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def find(paths: Iterable[Path]) -> Iterator[Path | Refused]:
    """The capture files at `paths`, in the order of their names within each directory."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        try:
            found = sorted(file for file in path.iterdir() if file.suffix.lower() == SUFFIX)
        except OSError as error:
            yield Refused(str(path), "", f"the directory cannot be read: {error.strerror}.")
            continue
        if not found:
            yield Refused(str(path), "", f"there are no captures ({SUFFIX} files) in it.")
        yield from (_within(file, path) for file in found)


def load(path: Path) -> Capture:
    """The capture in one file. Raises Refused."""
    name = path.name
    _check_name(name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Refused(name, "", "this is not a file. Give a text file.")
        if status.st_size > CAPTURE_LIMIT:
            raise _too_large(name, status.st_size)
        with path.open("rb") as file:
            content = file.read(CAPTURE_LIMIT + 1)
    except FileNotFoundError:
        fault = "the link leads to nothing" if path.is_symlink() else "there is no such file"
        raise Refused(name, "", f"{fault}. Check the path.") from None
    except OSError as error:
        raise Refused(name, "", f"the file cannot be read: {error.strerror}.") from None
    return decode(name, content)


def decode(name: str, content: bytes) -> Capture:
    """The capture that `content` is. Raises Refused where it is not text in UTF-8."""
    _check_name(name)
    if len(content) > CAPTURE_LIMIT:
        raise _too_large(name, len(content))
    if content.startswith(UTF_16):
        raise Refused(name, "byte 1", "this is UTF-16. Save the file as UTF-8 and import it.")
    encoding = "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8"
    nul = content.find(b"\0")
    if nul >= 0:
        raise Refused(name, _place(content, nul), _binary_or_nul(content))
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        # The position counts from behind the byte order mark, if there is one.
        start = error.start + (len(content) - len(error.object))
        raise Refused(
            name,
            _place(content, start),
            f"byte 0x{content[start]:02x} is not UTF-8. Save the file as UTF-8 and import it.",
        ) from None
    if not any(c.isprintable() and not c.isspace() for c in text):
        raise Refused(name, "", "the file is empty. Capture the page again.")
    return Capture(name, content, encoding, text, _count_lines(name, text))


def _check_name(name: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError:
        raise Refused(name, "", "the file's name is not UTF-8. Give it another.") from None
    if len(name) > LONGEST_FILE_NAME:
        reason = f"a file's name may have {LONGEST_FILE_NAME} characters. Shorten it."
        raise Refused(name, "", reason)


def _within(file: Path, directory: Path) -> Path | Refused:
    leads_to = file.resolve() if file.is_symlink() and file.exists() else None
    if leads_to and not leads_to.is_relative_to(directory.resolve()):
        return Refused(str(file), "", "the link leads out of its directory. Copy the file.")
    return file


def _too_large(name: str, size: int) -> Refused:
    return Refused(
        name,
        "",
        f"it has {size:,} bytes, and a capture may have {CAPTURE_LIMIT:,}. Split the file.",
    )


def _place(content: bytes, offset: int) -> str:
    line = content.count(b"\n", 0, offset) + 1
    return f"line {line}, byte {offset + 1}"


def _binary_or_nul(content: bytes) -> str:
    sample = content[:4096]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in sample)
    if controls > len(sample) // 20:
        return "this is binary data, not text. Give a text file in UTF-8."
    return "there is a NUL character. Remove it and import the file again."


def _count_lines(name: str, text: str) -> int:
    lines = split_lines(text)
    if len(lines) > LINE_COUNT_LIMIT:
        raise Refused(
            name,
            f"line {LINE_COUNT_LIMIT + 1}",
            f"it has {len(lines):,} lines, and a capture may have {LINE_COUNT_LIMIT:,}. Split it.",
        )
    for number, line in enumerate(lines, start=1):
        if len(line) * 4 > LINE_LIMIT and len(line.encode()) > LINE_LIMIT:
            raise Refused(
                name,
                f"line {number}",
                f"the line has {len(line.encode()):,} bytes, and one may have {LINE_LIMIT:,}. "
                "Break it into paragraphs.",
            )
    return len(lines)
