"""How much of an article's text is passed on: to feeds, to the API, to search engines.

Whoever passes a text on asks here, so that one choice of an editor's holds everywhere. The
comments are their members' own, and are passed on whole under articles of every level.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.html import format_html

from archive.models import Article, Sharing, SiteSettings
from archive.text.plain import excerpt
from archive.text.sanitise import words_in

EXCERPT_LENGTH = 300  # characters: enough to decide whether to read it, and no reading of it


@dataclass(frozen=True, slots=True)
class PassedOn:
    """`html` is sanitised markup and `words` the same in plain text, a line for each block; `gist`
    is no longer than an excerpt, and `most` how many characters that is. All are empty where
    nothing but a link is passed on, or where no text was captured."""

    level: Sharing
    html: str
    words: str
    gist: str
    most: int


def sharing_of(article: Article, site: SiteSettings) -> Sharing:
    """What holds for `article`: what its editors chose, else what the site's settings say."""
    return Sharing(article.sharing or site.sharing)


def passed_on(article: Article, site: SiteSettings) -> PassedOn:
    """As much of the text of `article` as may be passed on. An excerpt is the sentence under the
    title, or how the text begins: at most half of what is held."""
    level = sharing_of(article, site)
    if level == Sharing.LINK:
        return PassedOn(level, "", "", "", 0)
    begins = " ".join(_first(_words(article.body_blocks)))
    if level == Sharing.FULL:
        words = "\n".join(_words(article.body_blocks))
        gist = excerpt(article.dek or begins, EXCERPT_LENGTH)
        return PassedOn(level, article.body_html, words, gist, EXCERPT_LENGTH)
    # The whole of a short text is no excerpt of it.
    most = min(EXCERPT_LENGTH, (len(article.dek) + len(begins)) // 2)
    gist = excerpt(article.dek or begins, most)
    return PassedOn(level, format_html("<p>{}</p>", gist) if gist else "", gist, gist, most)


def with_site_sharing(articles: QuerySet[Article]) -> QuerySet[Article]:
    """`articles`, each with what the site's settings say of sharing, in the same query."""
    settings = SiteSettings.objects.filter(pk=1).values("sharing")
    default = Value(SiteSettings().sharing)
    return articles.annotate(site_sharing=Coalesce(Subquery(settings), default))


def passed_on_of(article: Any) -> PassedOn:
    """The same, of an article that came `with_site_sharing`: it takes no query."""
    return passed_on(article, SiteSettings(pk=1, sharing=article.site_sharing))


def _words(blocks: Iterable[str]) -> Iterator[str]:
    lines = (" ".join(words_in(block).split()) for block in blocks)
    return filter(None, lines)


def _first(lines: Iterable[str]) -> Iterator[str]:
    """As many of the `lines` as it takes to know how long an excerpt may be: most of a long text
    is not even looked at."""
    length = 0
    for line in lines:
        yield line
        length += len(line)
        if length > 2 * EXCERPT_LENGTH:
            return
