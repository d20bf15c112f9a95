"""Entries: what a catalogue says of one capture, as plain values."""

from dataclasses import dataclass

from archive.importing.assertions import Assertion
from archive.importing.refusal import Refused

NAME = "catalogue.toml"


@dataclass(frozen=True, slots=True)
class CommentBorder:
    """One comment, as an editor reads the capture: lines `first` to `last`."""

    first: int
    last: int
    answers: int | None = None
    answers_lines: tuple[int, ...] = ()
    author: str = ""
    by_article_author: bool = False
    author_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedPiece:
    """As the reader's CitationFinding, but with what only an editor can say: that a piece
    republishes another, and a basis beyond the lines."""

    relation: str
    author: str
    title: str
    outlet: str
    basis: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of one capture. `comments` and `citations` are None where it
    leaves them to the reader."""

    key: str
    file: str
    kind: str | None
    assertions: tuple[Assertion, ...]
    comments: tuple[CommentBorder, ...] | None
    citations: tuple[CitedPiece, ...] | None

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it takes out of the reader's hands."""
        whole = {"kind": self.kind, "comments": self.comments, "citations": self.citations}
        named = {assertion.field for assertion in self.assertions}
        named.update(fact for fact, said in whole.items() if said is not None)
        return ("key", *sorted(named))

    def fault(self, reason: str) -> Refused:
        return Refused(NAME, f"document “{self.key}”", reason)

    def check_lines(self, line_count: int) -> None:
        """Raises Refused where the entry speaks of lines that a capture of `line_count` lacks."""
        spoken = [n for a in self.assertions for n in a.lines]
        spoken += [n for c in self.citations or () for n in c.lines]
        for c in self.comments or ():
            spoken += [c.first, c.last, *c.answers_lines, *c.author_lines]
        beyond = max(spoken, default=0)
        if beyond > line_count:
            raise self.fault(
                f"it names line {beyond}, and {self.file} has {line_count}. Correct the lines."
            )
