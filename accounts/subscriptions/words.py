"""Moments and lengths, as sentences about subscriptions say them."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Unit


def moment(at: datetime) -> str:
    """As the site's pages write it, by the site's clock: no point that would end a sentence."""
    return date_format(localtime(at), "j F Y, H:i T")


def length(count: int | None, unit: str) -> str:
    """So many days or months, or always."""
    if count is None:
        return _("always")
    if unit == Unit.DAYS:
        return ngettext("%(n)d day", "%(n)d days", count) % {"n": count}
    return ngettext("%(n)d month", "%(n)d months", count) % {"n": count}
