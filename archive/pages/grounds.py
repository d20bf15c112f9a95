"""Grounds: what each fact on an article's page rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.models import Evidence
from archive.text.plain import excerpt

VALUE_LENGTH = 160  # a rights statement can be a page long, and is on the page already

FIELDS: Mapping[str, str | Promise] = {
    "kind": gettext_lazy("Kind"),
    "title": gettext_lazy("Title"),
    "dek": gettext_lazy("Dek"),
    "authors": gettext_lazy("Author"),
    "outlet": gettext_lazy("Captured at"),
    "original_outlet": gettext_lazy("First appeared at"),
    "original_url": gettext_lazy("Original address"),
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
    """Why the archive says `value` of `field`: lines of a capture, a public fact, or both."""

    field: str
    value: str
    basis: str
    lines: str
    capture: str
    fact: str


def grounds(evidence: Iterable[Evidence], shown: Mapping[str, str]) -> tuple[Ground, ...]:
    """The grounds in the order in which the page shows the fields; `shown` has the words of the
    values that the page words itself."""
    order = list(FIELDS)
    rows = sorted(evidence, key=lambda row: order.index(row.field) if row.field in FIELDS else 99)
    return tuple(_ground(row, shown) for row in rows)


def lines_in_words(lines: Sequence[Sequence[int]]) -> str:
    """[[5, 5], [9, 12]] as "lines 5, 9–12"; empty where there are none."""
    if not lines:
        return ""
    runs = [f"{first}" if first == last else f"{first}–{last}" for first, last in lines]
    number = sum(last - first + 1 for first, last in lines)
    return ngettext("line %(lines)s", "lines %(lines)s", number) % {"lines": ", ".join(runs)}


def _ground(row: Evidence, shown: Mapping[str, str]) -> Ground:
    return Ground(
        field=str(FIELDS.get(row.field, row.field)),
        value=excerpt(shown.get(row.field, row.value), VALUE_LENGTH),
        basis=row.get_basis_display(),
        lines=lines_in_words(row.lines),
        capture=_("%(name)s, version %(version)s")
        % {"name": row.document.name, "version": row.document.version}
        if row.document
        else "",
        fact=row.fact,
    )
