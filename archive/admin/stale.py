"""Two people at one article: the second to save is told, and overwrites nothing."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from archive.models import Article


def state_of(article: Article) -> str:
    """What a form keeps to know, when it is sent, whether `article` is as it was shown."""
    return article.changed_at.isoformat() if article.pk else ""


def moved(article: Article) -> str:
    """Who changed `article` and when, and where to see it as it is now."""
    moment = formats.date_format(timezone.localtime(article.changed_at), "DATETIME_FORMAT")
    # An administration page writes its entry just after the article; an import writes none.
    entry = (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Article),
            object_id=str(article.pk),
            action_time__gte=article.changed_at,
        )
        .select_related("user")
        .last()
    )
    who = _("%(name)s changed this article") % {"name": entry.user} if entry else ""
    return format_html(
        _(
            "{} while you had it open ({}), so nothing was saved. What you typed is still below. "
            '<a href="{}" target="_blank">Open the article as it is now</a> and bring your changes '
            "over."
        ),
        who or _("This article changed"),
        moment,
        reverse("admin:archive_article_change", args=[article.pk]),
    )
