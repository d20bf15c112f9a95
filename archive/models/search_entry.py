"""SearchEntry: what is searched of an article, or of a comment."""

from django.db import models
from django.db.models import Q


class SearchEntry(models.Model):
    """The terms (archive/text/terms.py) of one article, or of one comment under it, with a space
    between them. Written with the words they come from, in the same transaction, by
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
    about = models.TextField(editable=False)  # dek, key points, people, outlets, topics
    salient = models.TextField(editable=False)  # what the text repeats most, that first
    body = models.TextField(editable=False)  # the text with its captions
    marks = models.TextField(editable=False)  # what filters ask for: archive/indexing/marks.py
    plain = models.TextField(editable=False)  # the words as readers see them, for excerpts
    dated_from = models.DateField(null=True, editable=False)
    dated_to = models.DateField(null=True, editable=False)
    terms_version = models.PositiveSmallIntegerField(editable=False, default=0)

    class Meta:
        verbose_name = "search entry"
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=Q(comment=None), name="search_entry_article_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.comment_id}"
