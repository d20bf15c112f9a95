"""Lines of a capture: in words, and as an address that shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import Article, SourceDocument

MOST_RUNS = 8  # more numbers than that say less than the span they lie in

Runs = Sequence[Sequence[int]]  # first and last line of each run, ascending


@dataclass(frozen=True, slots=True)
class Lines:
    """`words` as "lines 5, 9–12"; `href` leads to them in the capture view."""

    words: str
    href: str


def lines_of(article: Article, document: SourceDocument, runs: Runs) -> Lines | None:
    """How to name and reach `runs` in `document`, a version of the capture of `article`."""
    if not runs:
        return None
    asked = ",".join(f"{a}" if a == b else f"{a}-{b}" for a, b in runs)
    address = reverse("source", args=[article.slug])
    query = f"version={document.version}&lines={quote(asked, safe=',')}"
    return Lines(in_words(runs), f"{address}?{query}#L{runs[0][0]}")


def in_words(runs: Runs) -> str:
    """[[5, 5], [9, 12]] as "lines 5, 9–12"; empty where there are none."""
    if not runs:
        return ""
    number = sum(last - first + 1 for first, last in runs)
    if len(runs) > MOST_RUNS:
        span = {"number": number, "first": runs[0][0], "last": runs[-1][1]}
        return _("%(number)s lines from %(first)s to %(last)s") % span
    words = [f"{first}" if first == last else f"{first}–{last}" for first, last in runs]
    return ngettext("line %(lines)s", "lines %(lines)s", number) % {"lines": ", ".join(words)}
