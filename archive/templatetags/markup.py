"""Stored markup and data blocks into templates."""

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# A data block ends at the first "</script", and "<!--" may change how it ends; JSON has another
# way to write these characters. U+2028 and U+2029 end a line for readers that take it as a script.
DATA_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.filter
def rendered(html: str) -> SafeString:
    """Rendered HTML of an article's or a comment's own words, as markup.

    One of two `mark_safe` of the project. It is safe for `Article.body_blocks` and
    `Comment.body_html` alone: they are written by `archive.text.markdown`, whose output has been
    through `archive.text.sanitise`.
    """
    return mark_safe(html)  # noqa: S308


@register.filter
def data_block(value: Mapping[str, Any]) -> SafeString:
    """`value` as JSON between the tags of a script element that is data, where nothing else is
    unescaped. The other `mark_safe`: whatever `value` holds, no character of it means anything to
    a reader of HTML."""
    data = json.dumps(value, ensure_ascii=False)
    return mark_safe(data.translate(DATA_ESCAPES))  # noqa: S308
