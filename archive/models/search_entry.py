"""SearchEntry: what is searched of an article, or of a comment."""

from typing import Any

from django.db import models
from django.db.models import BooleanField, OuterRef, Q, Subquery, Value

from archive.models.article import Article
from archive.models.comment import Comment
from archive.text.terms import TERMS_VERSION


def _found(rows: models.QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values(is_there=Value(True)), output_field=BooleanField())


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def public(self) -> "SearchEntryQuerySet":
        """Of what anyone may read: published articles, and public comments under them. Whatever
        shows or counts entries asks for this, since they are there for drafts, too."""
        # As values, each looked up by its number. Of a join, or of EXISTS, a database that guesses
        # wrongly how many rows there are makes a list of all that is published, first.
        published = Article.objects.published().filter(pk=OuterRef("article_id"))
        said = Comment.objects.public().filter(pk=OuterRef("comment_id"))
        return self.filter(_found(published), Q(comment=None) | Q(_found(said)))

    def stale(self) -> "SearchEntryQuerySet":
        """Those to be written anew."""
        return self.filter(terms_version__lt=TERMS_VERSION)


class SearchEntry(models.Model):
    """The terms (archive/text/terms.py) of one article, or of one comment under it, with a space on
    either side of each. Written with the words they come from, in the same transaction, by
    archive/indexing/; the databases' own indexes stand over these columns.

    An entry tells nothing of who may read it: whoever searches asks the article and the comment.
    Numbers ascend as things come here, so that the greatest are the newest.
    """

    article = models.ForeignKey(
        "archive.Article", models.CASCADE, related_name="search_entries", editable=False
    )
    comment = models.OneToOneField(
        "archive.Comment",
        models.CASCADE,
        null=True,
        editable=False,
        related_name="search_entry",
    )
    title = models.TextField(editable=False)
    about = models.TextField(editable=False)  # people, outlets, topics, dek, key points
    salient = models.TextField(editable=False)  # what the text repeats most, that first
    # What stems in these were made from, for whoever types only the beginning of a word.
    unstemmed = models.TextField(editable=False)
    body = models.TextField(editable=False)  # the text with its captions
    marks = models.TextField(editable=False)  # what filters ask for: archive/indexing/marks.py
    plain = models.TextField(editable=False)  # the words as readers see them, for excerpts
    dated_from = models.DateField(null=True, editable=False)
    dated_to = models.DateField(null=True, editable=False)
    terms_version = models.PositiveSmallIntegerField(editable=False, default=0)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "search entry"
        verbose_name_plural = "search entries"
        indexes = [models.Index(fields=["terms_version"], name="search_entry_stale")]
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=Q(comment=None), name="search_entry_article_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.comment_id}"
