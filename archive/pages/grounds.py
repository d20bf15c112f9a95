"""Grounds: what each fact on an article's page rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Article, Basis, Evidence
from archive.pages.lines import Lines, lines_of
from archive.text.plain import excerpt
from archive.text.runs import merged

VALUE_LENGTH = 160  # a rights statement can be a page long, and is on the page already

FIELDS: Mapping[str, str | Promise] = {
    "kind": gettext_lazy("Kind"),
    "title": gettext_lazy("Title"),
    "dek": gettext_lazy("Dek"),
    "authors": gettext_lazy("Author"),
    "outlet": gettext_lazy("Captured at"),
    "original_outlet": gettext_lazy("First appeared at"),
    "original_url": gettext_lazy("Original address"),
    "republication_of": gettext_lazy("Republication of"),
    "date": gettext_lazy("Date"),
    "original_date": gettext_lazy("Original’s date"),
    "language": gettext_lazy("Language"),
    "topics": gettext_lazy("Topic"),
    "key_points": gettext_lazy("Key point"),
    "body": gettext_lazy("Body"),
    "citations": gettext_lazy("Citation"),
    "image_credits": gettext_lazy("Image credit"),
    "rights": gettext_lazy("Rights statement"),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why the archive says `value` of `field`: lines of a capture, a public fact, or both.
    `anchor` is the row's own, for the first one of a field; the others have none."""

    field: str
    anchor: str
    value: str
    basis: str
    lines: Lines | None
    capture: str
    fact: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside a fact: its `basis` where that is weaker than a statement, and the
    lines that show it, or else the row of the grounds that says why."""

    basis: str
    lines: Lines | None


def grounds(
    article: Article, evidence: Iterable[Evidence], shown: Mapping[str, str]
) -> tuple[Ground, ...]:
    """The grounds in the order in which the page shows the fields; `shown` has the words of the
    values that the page words itself."""
    order = list(FIELDS)
    rows = sorted(evidence, key=lambda row: order.index(row.field) if row.field in FIELDS else 99)
    found: list[Ground] = []
    anchored: set[str] = set()
    for row in rows:
        anchor = "" if row.field in anchored else f"fact-{row.field}"
        anchored.add(row.field)
        found.append(_ground(article, row, anchor, shown))
    return tuple(found)


def marks(article: Article, evidence: Iterable[Evidence]) -> dict[str, Mark | None]:
    """The mark of each field, None where it has no evidence."""
    by_field: dict[str, list[Evidence]] = {}
    for row in evidence:
        by_field.setdefault(row.field, []).append(row)
    found = {field: mark(article, rows) for field, rows in by_field.items()}
    return dict.fromkeys(FIELDS) | found


def mark(article: Article, rows: Sequence[Evidence]) -> Mark:
    """The mark of the fact that `rows`, one or more, are the evidence for."""
    weakest = max(rows, key=lambda row: Basis.values.index(row.basis))
    basis = "" if weakest.basis == Basis.STATED else weakest.get_basis_display()
    document = next((row.document for row in rows if row.document), None)
    if document is None:
        why = Lines(_("why"), f"{article.get_absolute_url()}#fact-{rows[0].field}")
        return Mark(basis, why)
    runs = merged(run for row in rows if row.document == document for run in row.lines)
    return Mark(basis, lines_of(article, document, runs))


def _ground(article: Article, row: Evidence, anchor: str, shown: Mapping[str, str]) -> Ground:
    document = row.document
    return Ground(
        field=str(FIELDS.get(row.field, row.field)),
        anchor=anchor,
        value=excerpt(shown.get(row.field, row.value), VALUE_LENGTH),
        basis=row.get_basis_display(),
        lines=lines_of(article, document, row.lines) if document else None,
        capture=_("%(name)s, version %(version)s")
        % {"name": document.name, "version": document.version}
        if document
        else "",
        fact=row.fact,
    )
