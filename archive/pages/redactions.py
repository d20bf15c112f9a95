"""Redactions, as the capture view and the history keep them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from archive.importing.reader.lines import split_lines
from archive.models import Article, Redaction, SourceDocument

LONG = 8  # letters and digits: a shorter line ("Share") stands within others that are not meant


def redact(document: SourceDocument, lines: list[str]) -> dict[int, str]:
    """Empty the redacted ones of a document's `lines`, before anything looks into them; the
    reasons by line, from 1.

    A redaction is of words: where another version of the capture has the same ones in a line, it
    holds there too, or importing the page again would bring them back.
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
            if there[number - 1].strip():
                words[there[number - 1].strip()] = redaction.reason
    for number, line in enumerate(lines, 1):
        if line.strip() in words:
            reasons.setdefault(number, words[line.strip()])
    for number in reasons:
        lines[number - 1] = ""
    return reasons


def redacted_words(article: Article) -> dict[str, str]:
    """The words of every redacted line of the captures of `article`, in letters and digits alone,
    and the reason of each."""
    rows = Redaction.objects.filter(document__article=article).select_related("document")
    return {
        letters: row.reason
        for row in rows
        for line in split_lines(row.document.text)[row.first_line - 1 : row.last_line]
        if (letters := _letters(line))
    }


def without_redacted(text: str, words: Mapping[str, str]) -> str:
    """`text` with the reason in the place of each line that repeats a redacted one, however it is
    marked up; `words` are those of `redacted_words`."""
    return "\n".join(_or_reason(line, words) for line in text.split("\n")) if words else text


def _or_reason(line: str, words: Mapping[str, str]) -> str:
    said = _letters(line)
    for letters, reason in words.items():
        if letters == said or (len(letters) >= LONG and letters in said):
            return _("Redacted: %(reason)s") % {"reason": reason}
    return line


def _letters(line: str) -> str:
    return "".join(letter for letter in line.casefold() if letter.isalnum())
