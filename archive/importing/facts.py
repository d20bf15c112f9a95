"""Facts: the fields of an article and the evidence for each."""

from collections.abc import Callable
from typing import Any

from archive.importing.assertions import FIELDS, Assertion, ranges
from archive.importing.reader.reading import DateRange, Topic
from archive.importing.record import Record
from archive.models import Article, Author, Byline, Evidence, Outlet, SourceDocument
from archive.models import Topic as TopicRow
from archive.models.dates import Precision, date_in_words


def store(article: Article, document: SourceDocument, record: Record, fixed: set[str]) -> None:
    """Set every field that `record` speaks of, and forget what nobody asserts any more.

    A field that the record is silent on keeps its value while an older version of the capture
    shows it. `fixed` fields are not to be touched.
    """
    for field in FIELDS:
        if field in fixed:
            continue
        asserted = record.of(field)
        if not asserted and _an_older_version_shows(article, document, field):
            continue
        article.evidence.filter(field=field).delete()
        SETTERS[field](article, asserted)
        Evidence.objects.bulk_create(
            _evidence(article, document, assertion) for assertion in asserted
        )


def _an_older_version_shows(article: Article, document: SourceDocument, field: str) -> bool:
    """Whether what is held of `field` was read in a version before `document`. One after it
    does not count: where a page returns to what it was, its facts do."""
    return article.evidence.filter(
        field=field, source=Evidence.Source.READER, document__version__lt=document.version
    ).exists()


def _evidence(article: Article, document: SourceDocument, assertion: Assertion) -> Evidence:
    return Evidence(
        article=article,
        field=assertion.field,
        value=_in_words(assertion.value),
        basis=assertion.basis,
        source=assertion.source.value,
        document=document if assertion.lines else None,
        lines=ranges(assertion.lines),
        fact=assertion.fact,
    )


def _in_words(value: Any) -> str:
    match value:
        case DateRange():
            return date_in_words(value.precision, value.earliest, value.latest)
        case Topic():
            return value.name
    return str(value)


def _set_words(field: str) -> Callable[[Article, list[Assertion]], None]:
    def setter(article: Article, asserted: list[Assertion]) -> None:
        setattr(article, field, asserted[0].value if asserted else "")

    return setter


def _set_outlet(field: str) -> Callable[[Article, list[Assertion]], None]:
    def setter(article: Article, asserted: list[Assertion]) -> None:
        setattr(article, field, Outlet.of(asserted[0].value) if asserted else None)

    return setter


def _set_date(field: str) -> Callable[[Article, list[Assertion]], None]:
    def setter(article: Article, asserted: list[Assertion]) -> None:
        known = asserted[0].value if asserted else None
        setattr(article, f"{field}_precision", known.precision if known else Precision.UNKNOWN)
        setattr(article, f"{field}_earliest", known.earliest if known else None)
        setattr(article, f"{field}_latest", known.latest if known else None)

    return setter


def _set_paragraphs(field: str) -> Callable[[Article, list[Assertion]], None]:
    def setter(article: Article, asserted: list[Assertion]) -> None:
        setattr(article, field, "\n\n".join(assertion.value for assertion in asserted))

    return setter


def _set_key_points(article: Article, asserted: list[Assertion]) -> None:
    article.key_points = [assertion.value for assertion in asserted]


def _set_authors(article: Article, asserted: list[Assertion]) -> None:
    article.bylines.all().delete()
    # Once each: an author who was renamed here may stand under both names on the page.
    authors = dict.fromkeys(Author.objects.called(assertion.value) for assertion in asserted)
    Byline.objects.bulk_create(
        Byline(article=article, author=author, position=position)
        for position, author in enumerate(authors)
    )


def _set_topics(article: Article, asserted: list[Assertion]) -> None:
    article.topics.set(
        TopicRow.objects.called(assertion.value.name, assertion.value.kind.value)
        for assertion in asserted
    )


SETTERS: dict[str, Callable[[Article, list[Assertion]], None]] = {
    "title": _set_words("title"),
    "dek": _set_words("dek"),
    "language": _set_words("language"),
    "outlet": _set_outlet("outlet"),
    "original_outlet": _set_outlet("original_outlet"),
    "original_url": _set_words("original_url"),
    "date": _set_date("date"),
    "original_date": _set_date("original_date"),
    "authors": _set_authors,
    "topics": _set_topics,
    "key_points": _set_key_points,
    "image_credits": _set_paragraphs("image_credits"),
    "rights": _set_paragraphs("rights"),
}
