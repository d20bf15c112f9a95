"""Ingest: one record becomes rows, in one transaction.

What an editor corrected is left alone; what only an older version of the capture shows stays,
with its evidence in that version; everything else follows the record.
"""

from django.db import transaction

from archive.importing import comments, facts
from archive.importing.captures import Capture
from archive.importing.catalogue import CitedPiece
from archive.importing.markdown import lines_of_blocks, to_markdown
from archive.importing.reader import READER, VERSION
from archive.importing.record import Record, fingerprint
from archive.importing.refusal import Refused
from archive.importing.report import Status
from archive.models import (
    Article,
    Author,
    Citation,
    Evidence,
    Outlet,
    SourceBlock,
    SourceDocument,
)
from archive.models.slug import free_slug


@transaction.atomic
def ingest(capture: Capture, record: Record, *, publish: bool) -> tuple[Article, Status]:
    """Store `record`; an article that is new here is published, or else a draft.

    Raises Refused where the archive holds the same bytes as another article's.
    """
    mark = fingerprint(capture, record)
    article = held_as(capture.name, record.key)
    _refuse_twin(capture, article)
    if article and article.import_fingerprint == mark:
        return article, Status.UNCHANGED
    status = Status.UPDATED if article else Status.CREATED
    if article is None:
        article = _new_article(record, publish=publish)
    if record.in_catalogue:
        article.key = record.key
    article.document = _document(article, capture, record)
    _apply(article, article.document, record)
    article.import_fingerprint = mark
    article.save()
    return article, status


def held_as(name: str, key: str) -> Article | None:
    """The article called `key`, or else the one whose capture is the file called `name`; locked.

    The file name is what tells when the catalogue gives an article a key, or another one.
    """
    articles = Article.objects.select_for_update(of=("self",))
    return articles.filter(key=key).first() or articles.filter(document__name=name).first()


def _refuse_twin(capture: Capture, article: Article | None) -> None:
    twin = SourceDocument.objects.filter(sha256=capture.sha256).select_related("article").first()
    if twin and (article is None or twin.article_id != article.pk):
        raise Refused(
            capture.name,
            "",
            f"its bytes are those of {twin.name}, which the archive holds as "
            f"“{twin.article}”. Remove one of the two files.",
        )


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
    document = article.documents.filter(sha256=capture.sha256).first()
    if document is None:
        latest = article.documents.order_by("-version").first()
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


def _apply(article: Article, document: SourceDocument, record: Record) -> None:
    corrected = set(
        article.evidence.filter(source=Evidence.Source.EDITOR).values_list("field", flat=True)
    )
    if "kind" not in corrected:
        article.kind = record.kind
    facts.store(article, document, record, corrected)
    if "body" not in corrected and record.body:
        article.set_body(to_markdown(record.body), lines_of_blocks(record.body))
    if "citations" not in corrected:
        _store_citations(article, record.citations)
    comments.store(article, document, record)


def _store_citations(article: Article, cited: tuple[CitedPiece, ...]) -> None:
    article.citations.all().delete()
    Citation.objects.bulk_create(
        Citation(
            article=article,
            relation=piece.relation,
            author=Author.of(piece.author),
            outlet=Outlet.of(piece.outlet),
            title=piece.title,
            basis=piece.basis,
            lines=facts.ranges(piece.lines),
            position=position,
        )
        for position, piece in enumerate(cited)
    )
