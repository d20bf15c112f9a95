"""Ingest: one record becomes rows, in one transaction.

What an editor corrected is left alone, and so is what a catalogue asserted that is not at hand;
what only an older version of the capture shows stays, with its evidence in that version;
everything else follows the record.
"""

from django.db import transaction

from archive.commenting.discussion import touch
from archive.editing.history import record_revision, words_of
from archive.importing import comments, facts
from archive.importing.assertions import ranges
from archive.importing.captures import Capture
from archive.importing.catalogue_entry import CitedPiece
from archive.importing.markdown import lines_of_blocks, to_markdown
from archive.importing.reader import READER, VERSION
from archive.importing.reader.reading import Role
from archive.importing.record import Record, fingerprint
from archive.importing.report import Status
from archive.indexing import index_articles, index_comments
from archive.models import (
    Article,
    ArticleRevision,
    Author,
    Citation,
    Evidence,
    Outlet,
    SourceBlock,
    SourceDocument,
)
from archive.models.slug import free_slug


@transaction.atomic
def ingest(
    capture: Capture,
    record: Record,
    held: Article | None,
    *,
    publish: bool = False,
    catalogue_at_hand: bool = True,
) -> tuple[Article, Status]:
    """Store `record` as what the archive holds of `held`, or as a new article, which is
    published or else a draft.

    Without its catalogue at hand, as in an upload, nobody can tell whether what one asserted
    of a held article is asserted still: it stays.
    """
    mark = fingerprint(capture, record)
    kept = set(held.catalogued) if held and not catalogue_at_hand else set()
    if held and (held.import_fingerprint == mark or (kept and _is_current(capture, held))):
        return held, Status.UNCHANGED
    before = words_of(held) if held else None
    article = held or _new_article(record, publish=publish)
    if record.in_catalogue:
        article.key = record.key
    document = _document(article, capture, record)
    if article.document_id != document.pk:
        article.body_lines = []  # they were the other version's
    article.document = document
    corrected = article.evidence.filter(source=Evidence.Source.EDITOR)
    _apply(article, document, record, kept.union(corrected.values_list("field", flat=True)))
    if not kept:
        article.catalogued = list(record.catalogued)
    article.import_fingerprint = "" if kept else mark  # with its catalogue, it is read again
    article.save()
    if before is not None:
        record_revision(article, before, ArticleRevision.Cause.IMPORT)
    index_articles([article.pk])
    index_comments(comments.captured_under(article).values_list("pk", flat=True))
    touch({article.pk})
    return article, Status.CREATED if before is None else Status.UPDATED


def _is_current(capture: Capture, article: Article) -> bool:
    """Whether `capture` is the version that `article` shows, read as it would be today."""
    current = SourceDocument.objects.filter(current_of=article)
    return current.filter(sha256=capture.sha256, reader=READER, reader_version=VERSION).exists()


def _new_article(record: Record, *, publish: bool) -> Article:
    titles = record.of("title")
    named = record.key if record.in_catalogue or not titles else titles[0].value
    state = Article.State.PUBLISHED if publish else Article.State.DRAFT
    article = Article(key=record.key, kind=record.kind, state=state)
    article.slug = free_slug(Article, named.removesuffix(".txt"), fallback=record.kind)
    article.save()
    return article


def _document(article: Article, capture: Capture, record: Record) -> SourceDocument:
    """The version of the capture with these bytes, with the blocks of `record`."""
    versions = article.documents.defer("content")
    document = versions.filter(sha256=capture.sha256).first()
    if document is None:
        latest = versions.order_by("-version").first()
        document = SourceDocument(
            article=article,
            version=latest.version + 1 if latest else 1,
            content=capture.content,
            sha256=capture.sha256,
            encoding=capture.encoding,
            line_count=capture.line_count,
        )
    document.name = capture.name
    document.reader, document.reader_version = READER, VERSION
    document.save()
    document.blocks.all().delete()
    SourceBlock.objects.bulk_create(
        SourceBlock(document=document, role=b.role.value, first_line=b.first, last_line=b.last)
        for b in record.blocks
    )
    return document


def _apply(article: Article, document: SourceDocument, record: Record, fixed: set[str]) -> None:
    """Bring every fact but the `fixed` ones to what `record` says."""
    if "kind" not in fixed:
        article.kind = record.kind
    facts.store(article, document, record, fixed)
    if "body" not in fixed and (record.body or not _an_older_version_has_text(document)):
        article.set_body(to_markdown(record.body), lines_of_blocks(record.body))
    if "citations" not in fixed:
        _store_citations(article, document, record.citations)
    if "comments" not in fixed:
        comments.store(article, document, record)


def _an_older_version_has_text(document: SourceDocument) -> bool:
    older = SourceBlock.objects.filter(
        document__article=document.article_id, document__version__lt=document.version
    )
    return older.filter(role=Role.PARAGRAPH.value).exists()


def _store_citations(
    article: Article, document: SourceDocument, cited: tuple[CitedPiece, ...]
) -> None:
    article.citations.all().delete()
    Citation.objects.bulk_create(
        Citation(
            article=article,
            relation=piece.relation,
            author=Author.of(piece.author),
            outlet=Outlet.of(piece.outlet),
            title=piece.title,
            basis=piece.basis,
            document=document if piece.lines else None,
            lines=ranges(piece.lines),
            position=position,
        )
        for position, piece in enumerate(cited)
    )
