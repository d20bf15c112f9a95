"""Member: an account as moderators know it, by its name and what it did here."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Member(User):
    """Moderators may look at members without seeing what only administrators may: addresses."""

    class Meta:
        proxy = True
        verbose_name = _("member")
        verbose_name_plural = _("members")
        default_permissions = ("view",)
