"""MemberPremoderation: that whatever a member writes waits for a moderator."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MemberPremoderation(models.Model):
    """It holds for as long as there is a row. Why, the moderation log says."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="premoderation",
        verbose_name=_("member"),
    )
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("premoderated member")
        verbose_name_plural = _("premoderated members")

    def __str__(self) -> str:
        return str(self.member)
