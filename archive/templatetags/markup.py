"""Stored markup into templates."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def rendered(html: str) -> SafeString:
    """Rendered HTML of an article's or a comment's own words, as markup.

    The only `mark_safe` of the project. It is safe for `Article.body_blocks` and
    `Comment.body_html` alone: they are written by `archive.text.markdown`, whose output has been
    through `archive.text.sanitise`.
    """
    return mark_safe(html)  # noqa: S308
