"""Redactions, as the capture view and the history keep them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from archive.importing.reader.lines import split_lines
from archive.models import Article, Redaction, SourceDocument
from archive.text.sameness import LONG, letters, same_but_for_trifles


def redact(document: SourceDocument, lines: list[str]) -> dict[int, str]:
    """Empty the redacted ones of a document's `lines`, before anything looks into them; the
    reasons by line, from 1.

    A redaction is of words: where another version of the capture has the same ones in a line, but
    for trifles, it holds there too, or importing the page again would bring them back.
    """
    of_all_versions = Redaction.objects.filter(document__article=document.article_id)
    reasons: dict[int, str] = {}
    words: dict[str, str] = {}
    for redaction in of_all_versions.select_related("document"):
        own = redaction.document == document
        there = lines if own else split_lines(redaction.document.text)
        last = min(redaction.last_line, len(there))
        for number in range(redaction.first_line, last + 1):
            if own:
                reasons[number] = redaction.reason
            if letters(there[number - 1]):
                words[there[number - 1]] = redaction.reason
    for number, line in enumerate(lines, 1) if words else ():
        if reason := _reason_of(line, words):
            reasons.setdefault(number, reason)
    for number in reasons:
        lines[number - 1] = ""
    return reasons


def redacted_words(article: Article) -> dict[str, str]:
    """The words of every redacted line of the captures of `article`, in letters and digits alone,
    and the reason of each."""
    rows = Redaction.objects.filter(document__article=article).select_related("document")
    return {
        found: row.reason
        for row in rows
        for line in split_lines(row.document.text)[row.first_line - 1 : row.last_line]
        if (found := letters(line))
    }


def without_redacted(text: str, words: Mapping[str, str]) -> str:
    """`text` with the reason in the place of each line that repeats a redacted one, however it is
    marked up; `words` are those of `redacted_words`."""
    return "\n".join(_or_reason(line, words) for line in text.split("\n")) if words else text


def _or_reason(line: str, words: Mapping[str, str]) -> str:
    said = letters(line)
    for redacted, reason in words.items():
        if redacted == said or (len(redacted) >= LONG and redacted in said):
            return _("Redacted: %(reason)s") % {"reason": reason}
    return line


def _reason_of(line: str, words: Mapping[str, str]) -> str:
    """Why `line` is redacted, if it repeats one of `words`; empty if it does not."""
    same = (reason for said, reason in words.items() if same_but_for_trifles(said, line))
    return next(same, "")
