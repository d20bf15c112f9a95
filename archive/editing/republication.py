"""Republication: of two articles held here, one is the other's text printed again.

There is one original, and the others lead to it: no circles, and no chains in which a reader would
have to follow one copy to the next.
"""

from django.utils.translation import gettext as _

from accounts.models import User
from archive.editing.corrections import record_correction
from archive.editing.history import record_revision, words_of
from archive.models import Article, ArticleRevision

FIELD = "republication_of"


def why_not(article: Article, original: Article) -> str:
    """Why `article` cannot be a republication of `original`, and what would help; empty if it
    can."""
    first = original.republication_of
    if article == original:
        return _("An article cannot republish itself.")
    if first == article:
        words = _(
            "“%(original)s” is a republication of “%(article)s” already. Take that back first."
        )
    elif first:
        words = _(
            "“%(original)s” is a republication itself, of “%(first)s”. Say that “%(article)s” is a "
            "republication of that one."
        )
    elif article.pk and (copy := article.republications.first()):
        words = _(
            "“%(copy)s” is a republication of “%(article)s”, and readers should not have to go "
            "from copy to copy. Say first where “%(copy)s” comes from."
        )
        return words % {"copy": copy, "article": article}
    else:
        return ""
    return words % {"article": article, "original": original, "first": first}


def link(article: Article, original: Article, *, by: User, fact: str) -> None:
    """Let `by` vouch for `article` as a republication of `original`, which rests on `fact`. In the
    caller's transaction and the turn of both; `why_not` was asked before."""
    before = words_of(article)
    article.republication_of = original
    article.save(update_fields=[FIELD, "changed_at"])
    record_correction(article, [FIELD], by=by, fact=fact)
    record_revision(article, before, ArticleRevision.Cause.CORRECTION, by=by, reason=fact)


def unlink(article: Article, *, by: User) -> None:
    """Let `article` be a republication of none held here, and nothing rest on its having been one.
    In the caller's transaction and the article's turn."""
    before = words_of(article)
    article.republication_of = None
    article.save(update_fields=[FIELD, "changed_at"])
    article.evidence.filter(field=FIELD).delete()
    record_revision(article, before, ArticleRevision.Cause.CORRECTION, by=by)
