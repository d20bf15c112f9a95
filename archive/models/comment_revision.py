"""CommentRevision: what a comment said before an edit."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentRevision(models.Model):
    """Written once, with the edit that replaced it. Public while its comment is."""

    comment = models.ForeignKey(
        "archive.Comment",
        models.CASCADE,
        related_name="revisions",
        verbose_name=_("comment"),
    )
    body = models.TextField(_("comment"), help_text=_("Markdown."))
    body_html = models.TextField(editable=False)
    render_version = models.PositiveSmallIntegerField(editable=False)
    # Whether readers had ever seen it: what was edited while it waited was never public.
    was_public = models.BooleanField(_("was public"))
    written_at = models.DateTimeField(_("written at"))
    replaced_at = models.DateTimeField(_("replaced at"))

    class Meta:
        verbose_name = _("comment revision")
        verbose_name_plural = _("comment revisions")
        ordering = ["comment", "id"]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.replaced_at:%Y-%m-%d %H:%M}"
