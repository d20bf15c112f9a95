"""Entries: what is searched of one article, or of one comment, as a row that is not stored."""

from django.utils import timezone

from archive.indexing import wording
from archive.indexing.marks import COMMENT, Names, marks, shared_marks, years
from archive.models import Article, Comment, SearchEntry
from archive.text.terms import TERMS_VERSION


def article_entry(article: Article, names: Names) -> SearchEntry:
    """Of `article`, with its outlets loaded."""
    passages = wording.passages_of_article(article.body, article.image_credits)
    language = article.language
    text = wording.terms_of_each(passages.in_index_order, language)
    outlets = dict.fromkeys(o.name for o in (article.outlet, article.original_outlet) if o)
    named = [*(name for _pk, name in names.authors), *outlets]
    named += [name for _pk, name in names.topics]
    about = [*named, article.dek, *article.key_points]
    added = timezone.localdate(article.added_at, timezone.get_default_timezone())
    touched = years(article.date_earliest, article.date_latest, added)
    salient = wording.salient(text)
    return SearchEntry(
        article=article,
        title=wording.parted(wording.terms_of_each([article.title], language), wording.MOST_TITLE),
        about=wording.parted(wording.terms_of_each(about, language), wording.MOST_ABOUT),
        salient=salient,
        unstemmed=wording.unstemmed([article.title, *about], passages.lines, salient, language),
        body=wording.text_field(text),
        plain=passages.plain,
        marks=marks(article.kind, touched, shared_marks(article, names)),
        dated_from=article.date_earliest,
        dated_to=article.date_latest,
        terms_version=TERMS_VERSION,
    )


def comment_entry(comment: Comment, shared: str) -> SearchEntry:
    """Of `comment`, with its article; `shared` are the marks of that. A member's name is not
    indexed: they may change it, and leave."""
    language = comment.article.language
    passages = wording.passages_of_comment(comment.body)
    text = wording.terms_of_each(passages.lines, language)
    name = wording.terms_of_each([comment.captured_name], language)
    day = (
        timezone.localdate(comment.posted_at, timezone.get_default_timezone())
        if comment.posted_at
        else None
    )
    salient = wording.salient(text)
    return SearchEntry(
        article_id=comment.article_id,
        comment=comment,
        about=wording.parted(name, wording.MOST_ABOUT),
        salient=salient,
        unstemmed=wording.unstemmed([comment.captured_name], passages.lines, salient, language),
        body=wording.text_field(text),
        plain=passages.plain,
        marks=marks(COMMENT, [day.year] if day else [], shared),
        dated_from=day,
        dated_to=day,
        terms_version=TERMS_VERSION,
    )
