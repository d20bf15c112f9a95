"""Moments in words, with what a machine reads of them."""

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

register = template.Library()

# Translators: date formats as in Django's documentation of the "date" filter.
DAY, MINUTE = "j F Y", "j F Y, H:i T"


@register.filter
def moment(at: datetime) -> str:
    """`at` to the minute, in the site's time zone; to the day where the day begins with it."""
    local = localtime(at)
    words = date_format(local, _(MINUTE) if local.hour or local.minute else _(DAY))
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), words)
