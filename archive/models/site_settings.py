"""SiteSettings: what an administrator decides about discussions on the whole site."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.sharing import Sharing


class SiteSettings(models.Model):
    """One row at most. Until there is one, what stands here holds."""

    premoderated = models.BooleanField(_("every comment waits for a moderator"), default=False)
    first_comments_held = models.PositiveSmallIntegerField(
        _("a member’s first comments that wait"),
        default=1,
        help_text=_("So many must be approved before the next ones appear at once. 0: none waits."),
    )
    edit_minutes = models.PositiveSmallIntegerField(
        _("minutes to edit"),
        default=15,
        help_text=_("How long members may change what they wrote. 0: not at all."),
    )

    links_at_once = models.PositiveSmallIntegerField(
        _("links a comment may have"),
        default=3,
        help_text=_("One with more waits for a moderator. 0: any link waits."),
    )
    comments_a_minute = models.PositiveSmallIntegerField(
        _("comments of a member within a minute"),
        default=5,
        help_text=_("Further ones wait for a moderator. 0: nobody is too fast."),
    )

    sharing = models.CharField(
        _("passed on to readers’ tools"),
        max_length=10,
        choices=Sharing,
        default=Sharing.EXCERPT,
        help_text=_(
            "Of articles that do not say otherwise: in feeds, in the API, to search engines."
        ),
    )

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="site_settings_one_row")
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def now(cls) -> "SiteSettings":
        """The settings as they are: one query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def edit_window(self) -> timedelta:
        return timedelta(minutes=self.edit_minutes)
