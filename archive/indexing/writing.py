"""Writing entries: in the transaction that writes the words."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Replace

from archive.indexing.bounds import AT_ONCE, first_of
from archive.indexing.entries import article_entry, comment_entry
from archive.indexing.marks import shared_in, shared_marks
from archive.indexing.names import Names, names_of
from archive.models import Article, Comment, SearchEntry

IN_A_STATEMENT = 1_000  # rows named; SQLite takes 32,766 values
Moved = tuple[str, str]  # the marks that were shared, "" where none were known; and those now
WRITTEN = (
    *("title", "about", "salient", "unstemmed", "body", "plain", "marks"),
    *("dated_from", "dated_to", "terms_version"),
)


def index_articles(ids: Iterable[int]) -> None:
    """Write what is searched of these articles, and what the comments under them take from them.

    It takes the articles' turns. Of very many, or very long ones, all but the first become stale,
    for the worker to write (`archive/indexing/rebuild.py`).
    """
    wanted = sorted(set(ids))
    now = first_of(wanted)
    later = wanted[len(now) :]
    take(now)
    write_articles(now)
    of_articles = SearchEntry.objects.filter(comment=None)
    for start in range(0, len(later), IN_A_STATEMENT):
        some = later[start : start + IN_A_STATEMENT]
        of_articles.filter(article__in=some).update(terms_version=0)


def index_comments(ids: Iterable[int]) -> None:
    """Write what is searched of these comments, whose articles' turns the caller has taken. Of one
    that says nothing any more, nothing stays."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), AT_ONCE):
        write_comments(wanted[start : start + AT_ONCE])


def forget_comments(comments: QuerySet[Comment]) -> None:
    """Let nothing be found of these, in one statement."""
    SearchEntry.objects.filter(comment__in=comments.order_by()).delete()


def number_anew(ids: Iterable[int]) -> None:
    """Let these articles, and what was captured with them, be found as the last that came here.
    Of very many, all but the first are missing until the worker writes them."""
    wanted = sorted(set(ids))
    captured = Q(comment__origin=Comment.Origin.CAPTURED)
    for start in range(0, len(wanted), IN_A_STATEMENT):
        held = SearchEntry.objects.filter(article__in=wanted[start : start + IN_A_STATEMENT])
        held.filter(captured | Q(comment=None)).delete()
    now = first_of(wanted)
    index_articles(now)
    came = Comment.objects.filter(article__in=now, origin=Comment.Origin.CAPTURED)
    index_comments(came.values_list("pk", flat=True))


def take(articles: Iterable[int]) -> None:
    """Wait until nobody else changes these articles or what stands under them."""
    wanted = sorted(set(articles))
    for start in range(0, len(wanted), IN_A_STATEMENT):
        rows = Article.objects.filter(pk__in=wanted[start : start + IN_A_STATEMENT])
        list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def write_articles(ids: Collection[int]) -> None:
    """The lower half of `index_articles`, once it is their turn. What is new is numbered in their
    order."""
    rows = Article.objects.filter(pk__in=ids).select_related("outlet", "original_outlet")
    articles = rows.in_bulk()
    names = names_of(ids)
    of_articles = SearchEntry.objects.filter(article__in=ids, comment=None)
    held = {entry.article_id: entry for entry in of_articles.only("article", "marks")}
    entries: list[SearchEntry] = []
    moved: dict[int, Moved] = {}
    for article in (articles[pk] for pk in ids if pk in articles):
        entry = article_entry(article, names.get(article.pk, Names()))
        entries.append(entry)
        old = held.get(article.pk)
        entry.pk = old.pk if old else None
        before, after = shared_in(old.marks) if old else "", shared_in(entry.marks)
        moved |= {article.pk: (before, after)} if before != after else {}
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, update_fields=WRITTEN, unique_fields=["id"]
    )
    _follow(moved)


def _follow(moved: Mapping[int, Moved]) -> None:
    """Let the comments under articles have the marks of these, in one statement. Where the language
    is another, their terms are, too; and where the article was not indexed yet, its comments may
    have been at any time."""
    comments = SearchEntry.objects.exclude(comment=None)
    renamed, retold = [], Q()
    for article, (before, after) in moved.items():
        if before.split()[:1] == after.split()[:1]:
            marks = Replace("marks", Value(before), Value(after), output_field=TextField())
            renamed.append(When(article=article, then=marks))
        else:
            retold |= Q(article=article) & ~Q(marks__endswith=f" {after}")
    if renamed:
        comments.filter(article__in=moved).update(marks=Case(*renamed, default=F("marks")))
    if retold:
        index_comments(comments.filter(retold).values_list("comment", flat=True))


def write_comments(ids: Collection[int]) -> None:
    """The lower half of `index_comments`. What is new is numbered in their order."""
    rows = Comment.objects.filter(pk__in=ids).select_related("article").in_bulk()
    comments = [rows[pk] for pk in ids if pk in rows]
    articles = {comment.article_id: comment.article for comment in comments}
    names = names_of(articles)
    shared = {pk: shared_marks(one, names.get(pk, Names())) for pk, one in articles.items()}
    entries = [comment_entry(c, shared[c.article_id]) for c in comments if c.body]
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, update_fields=WRITTEN, unique_fields=["comment"]
    )
    if gone := [comment.pk for comment in comments if not comment.body]:
        SearchEntry.objects.filter(comment__in=gone).delete()
