"""Captured comments: the ones that a capture holds, kept the same over its versions."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence

from django.utils import timezone

from archive.commenting.discussion import recount
from archive.commenting.place import SEGMENT_BYTES, captured_path, depth_of, path_under
from archive.importing.assertions import Source, ranges
from archive.importing.markdown import to_markdown
from archive.importing.reader.reading import CommentFinding
from archive.importing.record import Record
from archive.models import Article, Basis, Comment, Evidence, SourceDocument
from archive.models.comment import CommentQuerySet
from archive.text.sameness import mostly_same, same_but_for_trifles


def store(article: Article, document: SourceDocument, record: Record) -> None:
    """Make the captured comments of `article` those of `record`.

    A held comment is the same one if it has the same words, or else begins on the same line.
    One that is found no more goes; where members answered or reported it, or a moderator decided
    about it, its place stays, empty.
    """
    found = record.comments
    held = list(captured_under(article).in_thread_order())
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
    _retire([comment for comment in held if comment.pk not in kept], after=len(found))
    _move_replies(article)
    recount(article.pk)


def captured_under(article: Article) -> CommentQuerySet:
    return Comment.objects.filter(article=article, origin=Comment.Origin.CAPTURED)


def _match(held: Sequence[Comment], found: Sequence[CommentFinding]) -> list[Comment | None]:
    """The held comment for each one found, none of them twice.

    The line alone tells only of a comment that stood there till now and that nobody decided
    about: a removal is of words, and must not pass to others, nor be undone by others. Neither is
    it undone by a trifle, nor by a few new words on the line where it was.
    """
    rows: list[Comment | None] = [None] * len(found)
    taken: set[Comment] = set()

    def pair_removed(alike: Callable[[Comment, int], bool]) -> None:
        removed = [c for c in held if not _is_plain(c)]
        for index in (i for i, row in enumerate(rows) if row is None):
            same = next((c for c in removed if c not in taken and alike(c, index)), None)
            if same:
                rows[index] = same
                taken.add(same)

    def pair(signs: Iterable[tuple[Hashable, Comment]], wanted: Iterable[Hashable]) -> None:
        left: dict[Hashable, deque[Comment]] = defaultdict(deque)
        for sign, comment in signs:
            if comment not in taken:
                left[sign].append(comment)
        for index, sign in enumerate(wanted):
            if rows[index] is None and left[sign]:
                rows[index] = same = left[sign].popleft()
                taken.add(same)

    words = [to_markdown(finding.passages) for finding in found]
    lines = [finding.first for finding in found]
    pair((((c.body, c.first_line), c) for c in held), zip(words, lines, strict=True))
    pair(((c.body, c) for c in held), words)
    pair_removed(lambda c, i: same_but_for_trifles(c.body, words[i]))
    pair_removed(lambda c, i: c.first_line == lines[i] and mostly_same(c.body, words[i]))
    pair(((c.first_line, c) for c in held if _is_plain(c) and not c.withdrawn_at), lines)
    return rows


def _is_plain(comment: Comment) -> bool:
    """Whether no moderator decided anything about it."""
    return comment.review == Comment.Review.APPROVED


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
    comment.sort_path = captured_path(bytes(parent.sort_path) if parent else b"", position)
    comment.depth = depth_of(comment.sort_path)
    comment.captured_name = finding.author
    comment.by_article_author = finding.by_article_author
    comment.set_body(to_markdown(finding.passages))
    comment.withdrawn_at = None
    if comment._state.adding:
        comment.review = Comment.Review.APPROVED


def _store_evidence(
    comment: Comment, document: SourceDocument, finding: CommentFinding, source: Source
) -> None:
    comment.evidence.all().delete()
    shown = {
        "body": tuple(range(finding.first, finding.last + 1)),
        "parent": finding.parent_lines if comment.parent else (),
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


def _retire(gone: Sequence[Comment], after: int) -> None:
    """Let the comments `gone` go, or stand empty behind the `after` that are there, in the order
    they had."""
    stays: list[Comment] = []
    for comment in reversed(gone):  # answers first, so that what they answered may go too
        if _is_plain(comment) and not _is_referred_to(comment):
            comment.delete()
        else:
            comment.parent = None
            comment.save(update_fields=["parent"])
            stays.insert(0, comment)
    for position, comment in enumerate(stays, start=after + 1):
        comment.sort_path = captured_path(b"", position)
        comment.depth = depth_of(comment.sort_path)
        comment.withdrawn_at = comment.withdrawn_at or timezone.now()
        comment.save()


def _is_referred_to(comment: Comment) -> bool:
    """Whether members answered or reported it, or the log tells of it."""
    return any(
        rows.exists() for rows in (comment.replies, comment.reports, comment.moderation_entries)
    )


def _move_replies(article: Article) -> None:
    """Bring members' replies, and the replies to those, to where the captured comments that they
    answer stand now."""
    replies: dict[int, list[Comment]] = defaultdict(list)
    above: list[Comment] = []
    for comment in article.comments.only("parent", "origin", "sort_path", "depth"):
        if comment.origin == Comment.Origin.CAPTURED:
            above.append(comment)
        elif comment.parent_id:
            replies[comment.parent_id].append(comment)
    while above:
        parent = above.pop()
        for reply in replies[parent.pk]:
            old = bytes(reply.sort_path)
            reply.sort_path = path_under(bytes(parent.sort_path), old[-SEGMENT_BYTES:])
            reply.depth = depth_of(reply.sort_path)
            if reply.sort_path != old:
                reply.save(update_fields=["sort_path", "depth"])
            above.append(reply)
