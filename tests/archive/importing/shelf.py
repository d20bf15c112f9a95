"""A shelf of captures to import, and what stands on it."""

from pathlib import Path

from archive.importing.report import Report, Status
from archive.importing.runs import Run
from archive.models import Article, Author, Citation, Comment, Evidence, ImportRun, SourceDocument

BODY = "\n\n".join(
    f"The harbour committee met for the {nth} time on the question of the old lighthouse, and "
    "found that the lamp, which had burned since the days of the whalers, needed a keeper again."
    for nth in ("first", "second", "third", "fourth")
)
PIECE = f"The lighthouse needs a keeper\n\nBy Ada Marsh\n\n{BODY}\n"
CATALOGUE = """
[[document]]
key = "lighthouse"
file = "lighthouse.txt"

    [[document.assert]]
    field = "outlet"
    value = "Harbour Gazette"
    basis = "editorial"
    fact = "The piece stands on page 3 of the Gazette of that week."
"""


def import_all(shelf: Path, **options: bool) -> list[Status]:
    return [outcome.status for outcome in Run(**options).paths([shelf]).outcomes]


def snapshot() -> list[object]:
    """Every row that an import could write, with its columns."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Article, SourceDocument, Comment, Evidence, ImportRun, Author, Citation)
    ]


def notes(report: Report) -> list[str]:
    """The refusals of a run, each one line."""
    found = [outcome.note for outcome in report.refused]
    assert all("\n" not in note for note in found)
    return found
