"""Authorship: which comments are marked as the article's own author's."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from accounts.models import User
from archive.commenting.discussion import touch
from archive.commenting.turns import take_articles, take_members
from archive.models import Article, Author, Comment


@transaction.atomic
def link(author: Author, member: User | None) -> None:
    """Let `author` be `member`, or nobody here, and mark what was said by that."""
    before = Author.objects.values_list("member", flat=True).get(pk=author.pk)
    take_members(pk for pk in (before, member and member.pk) if pk)
    articles = set(author.articles.values_list("pk", flat=True))
    take_articles(articles)
    author.member = member
    author.save(update_fields=["member"])
    _mark(articles)


@transaction.atomic
def mark(article: Article) -> None:
    """Mark the comments under `article` by the authors that it has now."""
    take_articles([article.pk])
    _mark([article.pk])


def _mark(articles: Iterable[int]) -> None:
    """Members' comments alone: what a capture shows of its own stays as it was captured."""
    wrong = _wrongly_marked(articles)
    touched = set(wrong.values_list("article", flat=True))
    marked = set(wrong.filter(by_article_author=True).values_list("pk", flat=True))
    wrong.filter(by_article_author=False).update(by_article_author=True)
    Comment.objects.filter(pk__in=marked).update(by_article_author=False)
    touch(touched)


def _wrongly_marked(articles: Iterable[int]) -> QuerySet[Comment]:
    authors = Author.objects.filter(articles=OuterRef("article"), member=OuterRef("member"))
    members = Comment.objects.filter(article__in=articles, origin=Comment.Origin.MEMBER)
    marked = members.order_by().annotate(is_author=Exists(authors))
    return marked.exclude(by_article_author=F("is_author"))
