"""ArticleShingle: a sample of the runs of words in an article's text, as numbers."""

from django.db import models


class ArticleShingle(models.Model):
    """One run of words that was chosen by its hash alone, so that texts which share many runs
    share many of these (archive/text/shingles.py)."""

    # No index of its own: the constraint below has one that begins with it.
    article = models.ForeignKey(
        "archive.Article", models.CASCADE, related_name="shingles", db_index=False
    )
    hash = models.BigIntegerField()

    class Meta:
        verbose_name = "shingle"
        verbose_name_plural = "shingles"
        indexes = [models.Index(fields=["hash", "article"], name="shingle_held_by")]
        constraints = [models.UniqueConstraint(fields=["article", "hash"], name="shingle_once")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.hash}"
