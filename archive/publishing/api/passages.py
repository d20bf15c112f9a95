"""Where in its text an article was found, as far as the text is passed on."""

from collections.abc import Iterable
from typing import Any

from django.db.models.functions import Substr

from archive.models import SearchEntry, Sharing, SiteSettings
from archive.publishing.sharing import passed_on, sharing_of
from archive.search.excerpts import LOOKED_THROUGH, excerpt_of
from archive.search.grammar import Question
from archive.search.ranking import Hit


def passages(hits: Iterable[Hit], rows: Iterable[Any], question: Question) -> dict[int, str]:
    """By the number of its entry, what shows why each of the articles `rows` was found, which have
    the beginning of their texts. Comments are told whole, and need none."""
    entries = {hit.entry: hit.article for hit in hits if hit.comment is None}
    texts = SearchEntry.objects.filter(pk__in=entries).annotate(
        words=Substr("plain", 1, LOOKED_THROUGH)
    )
    words = {entries[pk]: words for pk, words in texts.values_list("pk", "words")}
    site = SiteSettings.now()
    shown = {row.pk: _passage(row, words.get(row.pk, ""), site, question) for row in rows}
    return {entry: shown[pk] for entry, pk in entries.items() if shown.get(pk)}


def _passage(row: Any, words: str, site: SiteSettings, question: Question) -> str:
    shared = passed_on(row, site) if sharing_of(row, site) != Sharing.FULL else None
    text = shared.words if shared else f"{row.dek}\n{words}"
    return "".join(piece.text for piece in excerpt_of(text, question, row.language))
