"""The security boundary for markup: what is not listed here reaches no page."""

from html import unescape

import nh3

from archive.text.addresses import is_web_address

COMMENT_TAGS = frozenset(
    {"p", "br", "hr", "blockquote", "ul", "ol", "li", "a", "em", "strong", "code", "pre"}
)
ARTICLE_TAGS = COMMENT_TAGS | {"h2", "h3", "h4", "figure", "figcaption"}

# nh3 keeps `title` and `lang` on every tag unless "*" is emptied.
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
URL_SCHEMES = {"http", "https", "mailto"}
LINK_REL = "nofollow ugc noopener"


def sanitise(html: str, tags: frozenset[str]) -> str:
    """`html` with nothing but `tags` and harmless attributes. Never carries `id`, `class`,
    `style` or `data-*`: htmx and the style sheet obey those."""
    return nh3.clean(
        html,
        tags=set(tags),
        attributes=ATTRIBUTES,
        attribute_filter=_absolute_links_only,
        url_schemes=URL_SCHEMES,
        link_rel=LINK_REL,
        strip_comments=True,
    )


def words_in(html: str) -> str:
    """The plain text of markup that was sanitised: its words, and not a tag."""
    return unescape(nh3.clean(html, tags=set()))


def _absolute_links_only(tag: str, attribute: str, value: str) -> str | None:
    # nh3 passes relative and //host links, and "http:evil", whatever the schemes are.
    if tag == "a" and attribute == "href":
        scheme, _colon, rest = value.partition(":")
        is_mail = scheme.lower() == "mailto" and rest
        return value if is_mail or is_web_address(value) else None
    return value
