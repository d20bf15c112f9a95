"""Sharing: how much of an article's text is passed on to readers' tools."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sharing(models.TextChoices):
    """What feeds, the API and pages' descriptions of themselves may hold of a text. Readers of
    the site itself read all of it, whatever is chosen here."""

    FULL = "full", _("the whole text")
    EXCERPT = "excerpt", _("an excerpt")
    LINK = "link", _("nothing but a link")
