"""Redactions, as the capture view keeps them."""

from archive.importing.reader.lines import split_lines
from archive.models import Redaction, SourceDocument


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
