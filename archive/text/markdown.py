"""Markdown to HTML, the one way in which anything anybody wrote becomes markup."""

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from archive.text.sanitise import ARTICLE_TAGS, COMMENT_TAGS, sanitise

RENDER_VERSION = 3  # raised with every change that renders the same source differently
# Beyond so many blocks inside each other, markdown-it leaves the words out. A quotation is one, an
# item of a list two: archive/text/legible.py refuses what could be so deep.
MOST_NESTED = 40


def render_article(source: str) -> list[str]:
    """An article's body as sanitised HTML, one text for each block of the outermost level.

    CommonMark without raw HTML or images, and `::: caption` blocks for the captions of pictures
    that the archive does not hold.
    """
    parser = _article_parser()
    environment: dict[str, Any] = {}
    tokens = parser.parse(source, environment)
    ends = [index for index, token in enumerate(tokens, 1) if not token.level and token.nesting < 1]
    blocks = [tokens[first:end] for first, end in zip([0, *ends], ends, strict=False)]
    render = parser.renderer.render
    return [sanitise(render(block, parser.options, environment), ARTICLE_TAGS) for block in blocks]


def render_comment(source: str) -> str:
    """A comment as sanitised HTML: as an article's body, without headings and captions, and without
    links that are defined once and referred to: a short text could so become one without end."""
    return sanitise(_comment_parser().render(source), COMMENT_TAGS)


def parse(source: str) -> list[Token]:
    """The tokens of an article's source, for those who want its words."""
    return _article_parser().parse(source)


def parse_comment(source: str) -> list[Token]:
    """The tokens of a comment's source: what is rendered, no more and no less."""
    return _comment_parser().parse(source)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_NESTED})
    return parser.disable(["image", "html_block", "html_inline"])


@cache
def _article_parser() -> MarkdownIt:
    return _parser().use(container_plugin, name="caption", render=_render_caption)


@cache
def _comment_parser() -> MarkdownIt:
    return _parser().disable(["heading", "lheading", "reference"])


def _render_caption(
    _renderer: Any, tokens: list[Token], index: int, _options: Any, _env: Any
) -> str:
    if tokens[index].nesting == 1:
        return "<figure><figcaption>"
    return "</figcaption></figure>\n"
