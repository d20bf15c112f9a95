"""Captured comments: the ones that a capture holds, kept the same over its versions."""

from collections.abc import Sequence

from django.utils import timezone

from archive.commenting.place import SEGMENT_BYTES, captured_path
from archive.importing.assertions import Source, ranges
from archive.importing.markdown import to_markdown
from archive.importing.reader.reading import CommentFinding
from archive.importing.record import Record
from archive.models import Article, Basis, Comment, Evidence, SourceDocument


def store(article: Article, document: SourceDocument, record: Record) -> None:
    """Make the captured comments of `article` those of `record`.

    A held comment is the same one if it has the same words, or else begins on the same line.
    One that is found no more goes; where members answered it, its place stays, empty.
    """
    found = record.comments
    held = list(article.comments.filter(origin=Comment.Origin.CAPTURED))
    rows = _match(held, found)
    _vacate(held)
    by_line: dict[int, Comment] = {}
    for position, (finding, row) in enumerate(zip(found, rows, strict=True), start=1):
        comment = row or Comment(article=article, origin=Comment.Origin.CAPTURED)
        parent = by_line.get(finding.parent) if finding.parent else None
        _fill(comment, document, finding, parent, position)
        comment.save()
        _store_evidence(comment, document, finding, record.comments_from)
        by_line[finding.first] = comment
    kept = {comment.pk for comment in by_line.values()}
    _retire([comment for comment in held if comment.pk not in kept], position=len(found))
    _move_replies(article)


def _match(held: Sequence[Comment], found: Sequence[CommentFinding]) -> list[Comment | None]:
    """The held comment for each one found, none of them twice."""
    left = list(held)
    bodies = [to_markdown(finding.passages) for finding in found]
    rows: list[Comment | None] = [None] * len(found)

    def take(index: int, same: Comment | None) -> None:
        if same is not None:
            left.remove(same)
            rows[index] = same

    for index, body in enumerate(bodies):
        take(index, next((c for c in left if c.body == body), None))
    for index, finding in enumerate(found):
        if rows[index] is None:
            take(index, next((c for c in left if c.first_line == finding.first), None))
    return rows


def _vacate(held: Sequence[Comment]) -> None:
    """Give up the held comments' places, so that each can take any other's."""
    for comment in held:
        nowhere = comment.pk.to_bytes(2 * SEGMENT_BYTES + 1, "big")  # no place has this length
        Comment.objects.filter(pk=comment.pk).update(sort_path=nowhere)


def _fill(
    comment: Comment,
    document: SourceDocument,
    finding: CommentFinding,
    parent: Comment | None,
    position: int,
) -> None:
    comment.document = document
    comment.first_line, comment.last_line = finding.first, finding.last
    comment.parent = parent
    comment.depth = parent.depth + 1 if parent else 0
    comment.sort_path = captured_path(bytes(parent.sort_path) if parent else b"", position)
    comment.captured_name = finding.author
    comment.by_article_author = finding.by_article_author
    comment.set_body(to_markdown(finding.passages))
    comment.withdrawn_at = None
    if comment._state.adding:
        comment.review = Comment.Review.APPROVED


def _store_evidence(
    comment: Comment, document: SourceDocument, finding: CommentFinding, source: Source
) -> None:
    comment.evidence.exclude(source=Evidence.Source.EDITOR).delete()
    shown = {
        "body": tuple(range(finding.first, finding.last + 1)),
        "parent": finding.parent_lines,
        "by_article_author": finding.author_lines,
    }
    Evidence.objects.bulk_create(
        Evidence(
            comment=comment,
            field=field,
            basis=Basis.INFERRED,
            source=source.value,
            document=document,
            lines=ranges(lines),
        )
        for field, lines in shown.items()
        if lines
    )


def _retire(gone: Sequence[Comment], position: int) -> None:
    for comment in reversed(gone):
        if not comment.replies.exists():
            comment.delete()
            continue
        position += 1
        comment.parent, comment.depth = None, 0
        comment.sort_path = captured_path(b"", position)
        comment.withdrawn_at = comment.withdrawn_at or timezone.now()
        comment.save()


def _move_replies(article: Article) -> None:
    """Bring members' replies to where the captured comments that they answer stand now."""
    places: dict[int | None, tuple[bytes, int]] = {None: (b"", -1)}
    for comment in article.comments.order_by("depth", "id"):
        path, depth = bytes(comment.sort_path), comment.depth
        if comment.origin == Comment.Origin.MEMBER:
            parent_path, parent_depth = places[comment.parent_id]
            path, depth = parent_path + path[-SEGMENT_BYTES:], parent_depth + 1
            if (path, depth) != (bytes(comment.sort_path), comment.depth):
                Comment.objects.filter(pk=comment.pk).update(sort_path=path, depth=depth)
        places[comment.pk] = (path, depth)
