"""Rows for tests: each function makes one row that could really be, with what it is given."""

from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import User
from archive.commenting.discussion import count_reply
from archive.commenting.place import captured_path, depth_of, member_path
from archive.indexing import index_articles, index_comments
from archive.models import (
    Article,
    Author,
    Byline,
    Citation,
    Comment,
    Evidence,
    Outlet,
    RemovalRequest,
    RepublicationCandidate,
    Rule,
    SiteSettings,
    SourceDocument,
    Topic,
)
from archive.text.markdown import RENDER_VERSION, render_comment

_numbers = count(1)


def outlet(name: str = "") -> Outlet:
    return Outlet.objects.called(name or f"Outlet {next(_numbers)}")


def author(name: str = "") -> Author:
    return Author.objects.called(name or f"Author {next(_numbers)}")


def topic(name: str = "", kind: str = Topic.Kind.THEME) -> Topic:
    return Topic.objects.get_or_create(name=name or f"Topic {next(_numbers)}", kind=kind)[0]


def article(
    *, authors: tuple[Author, ...] = (), topics: tuple[Topic, ...] = (), **fields: Any
) -> Article:
    """A published article, unless told otherwise."""
    number = next(_numbers)
    fields = {
        "key": f"article-{number}",
        "title": f"Article {number}",
        "state": Article.State.PUBLISHED,
        "body": f"The words of article {number}.",
        "language": "en",
    } | fields
    made = Article(**fields)
    made.set_body(made.body)
    made.save()
    for position, written_by in enumerate(authors):
        Byline.objects.create(article=made, author=written_by, position=position)
    made.topics.set(topics)
    return made


def draft(**fields: Any) -> Article:
    return article(state=Article.State.DRAFT, **fields)


def withdrawn(*, ground: str = Article.Ground.EDITORIAL, **fields: Any) -> Article:
    fields = {
        "withdrawn_at": timezone.now(),
        "withdrawal_reason": "It was held twice.",
        "withdrawal_ground": ground,
    } | fields
    return article(state=Article.State.WITHDRAWN, **fields)


def dated(precision: str, earliest: date | None, latest: date | None) -> dict[str, Any]:
    """An article's three columns for a date."""
    return {
        "date_precision": precision,
        "date_earliest": earliest,
        "date_latest": latest,
    }


def on(day: date) -> dict[str, Any]:
    return dated("on", day, day)


def document(of: Article, text: str = "A title\n\nA paragraph") -> SourceDocument:
    """A capture of an article, and its current one."""
    number = next(_numbers)
    made = SourceDocument.objects.create(
        article=of,
        version=of.documents.count() + 1,
        name=f"{of.key}.txt",
        encoding="utf-8",
        content=text.encode(),
        sha256=f"{number:064}",
        line_count=text.count("\n") + 1,
        reader="text",
        reader_version="1",
    )
    of.document = made
    of.save()
    return made


def captured_comment(
    on_article: Article, *, parent: Comment | None = None, **fields: Any
) -> Comment:
    """A public comment that was captured with its article."""
    position = on_article.comments.filter(origin=Comment.Origin.CAPTURED).count() + 1
    above = bytes(parent.sort_path) if parent else b""
    fields = {
        "origin": Comment.Origin.CAPTURED,
        "document": on_article.document or document(on_article),
        "first_line": position,
        "last_line": position,
        "sort_path": captured_path(above, position),
        "body": f"Captured comment {position}.",
    } | fields
    return _counted(_comment(on_article, parent, fields))


def comment(
    on_article: Article, member: User, *, parent: Comment | None = None, **fields: Any
) -> Comment:
    """A member's public comment."""
    above = bytes(parent.sort_path) if parent else b""
    fields = {
        "origin": Comment.Origin.MEMBER,
        "member": member,
        "posted_at": timezone.now(),
        "body": "A member’s comment.",
    } | fields
    # Its number is its place, and only the database has that.
    made = _comment(on_article, parent, fields | {"sort_path": b"nowhere%d" % next(_numbers)})
    made.sort_path = member_path(above, made.pk)
    made.depth = depth_of(made.sort_path)
    made.save(update_fields=["sort_path", "depth"])
    return _counted(made)


def _comment(on_article: Article, parent: Comment | None, fields: dict[str, Any]) -> Comment:
    fields = {"review": Comment.Review.APPROVED} | fields
    return Comment.objects.create(
        article=on_article,
        parent=parent,
        depth=parent.depth + 1 if parent else 0,
        body_html=render_comment(fields["body"]),
        render_version=RENDER_VERSION,
        **fields,
    )


def _counted(made: Comment) -> Comment:
    if made.review == Comment.Review.APPROVED and made.withdrawn_at is None:
        count_reply(made, 1)
    return made


def rule(title: str = "", **fields: Any) -> Rule:
    """One of the community's rules."""
    return Rule.objects.create(title=title or f"Rule {next(_numbers)}", **fields)


def settings(**fields: Any) -> SiteSettings:
    """What an administrator decided; nothing waits, unless told otherwise."""
    fields = {"first_comments_held": 0, "comments_a_minute": 0} | fields
    return SiteSettings.objects.update_or_create(pk=1, defaults=fields)[0]


def citation(of: Article, **fields: Any) -> Citation:
    fields = {
        "relation": "quotes",
        "basis": "stated",
        "lines": [[3, 3]],
        "document": of.document,
    } | fields
    return Citation.objects.create(article=of, **fields)


def evidence(of: Article | Comment, field: str, **fields: Any) -> Evidence:
    """Lines of the current capture that show a field's value, stated unless told otherwise."""
    subject = "article" if isinstance(of, Article) else "comment"
    on_article = of if isinstance(of, Article) else of.article
    fields = {
        "basis": "stated",
        "source": Evidence.Source.READER,
        "document": on_article.document or document(on_article),
        "lines": [[1, 1]],
    } | fields
    return Evidence.objects.create(**{subject: of}, field=field, **fields)


def removal_request(of: Article, comment: Comment | None = None, **fields: Any) -> RemovalRequest:
    """That somebody asks for an article, or a captured comment, not to be shown."""
    fields = {
        "about": of.label,
        "name": "Nora Quay",
        "email": "nora@example.org",
        "relation": RemovalRequest.Relation.SUBJECT,
        "words": "Please take it down: it names my street.",
    } | fields
    return RemovalRequest.objects.create(article=of, comment=comment, **fields)


def indexed(*articles: Article) -> None:
    """Let search find these articles, or all, with the comments under them: what verbs write is
    indexed by them, what is built here only so."""
    found = articles or tuple(Article.objects.all())
    index_articles(one.pk for one in found)
    index_comments(Comment.objects.filter(article__in=found).values_list("pk", flat=True))


def candidate(one: Article, other: Article, **fields: Any) -> RepublicationCandidate:
    """That two articles share half of their words, which nobody has decided about."""
    first, second = sorted((one, other), key=lambda article: article.pk)
    fields = {"overlap": 0.5} | fields
    return RepublicationCandidate.objects.create(one=first, other=second, **fields)
