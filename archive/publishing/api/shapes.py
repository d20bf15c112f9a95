"""The shapes of what is answered. What is not known is null, never a guess."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from archive.models import Sharing

Basis = Literal["stated", "inferred", "editorial"]


class Reference(Schema):
    """Something else that the archive holds."""

    label: str = Field(description="What to call it.")
    slug: str
    url: str = Field(description="Its page, for people.")
    api_url: str = Field(description="The same, here.")


class KnownDate(Schema):
    """A date as exactly as it is known."""

    precision: Literal["on", "between", "not_before", "not_after", "unknown"]
    earliest: date | None = Field(description="Null where it is open.", examples=["2021-12-15"])
    latest: date | None = Field(description="Null where it is open.", examples=["2021-12-15"])


class Article(Schema):
    """An article, or a discussion whose article was not captured."""

    slug: str = Field(description="Its name in addresses. It never changes.")
    url: str = Field(description="Its page, for people.")
    api_url: str
    comments_url: str = Field(description="Its comments, here.")
    kind: Literal["article", "discussion"]
    title: str | None = Field(description="Null where none was captured.")
    label: str = Field(description="What to call it: the title, or that it has none.")
    dek: str | None = Field(
        description="The sentence under the title, unless only a link is shared."
    )
    language: str | None = Field(examples=["en"])
    authors: list[Reference] = Field(description="In the order in which the page names them.")
    outlet: Reference | None = Field(description="Where it was captured.")
    original_outlet: Reference | None = Field(description="Where it first appeared, if elsewhere.")
    original_url: str | None
    republication_of: Reference | None = Field(description="The article here that it republishes.")
    republications_url: str = Field(description="The articles here that republish it.")
    date: KnownDate = Field(description="When this version appeared.")
    original_date: KnownDate = Field(description="When it first appeared, if elsewhere.")
    topics: list[Reference]
    basis: dict[str, list[Basis]] = Field(
        description=(
            "By field, how the archive knows it: stated on the captured page, inferred from it, "
            "or asserted by an editor. The article's page shows the lines."
        ),
        examples=[{"date": ["inferred"], "title": ["stated"]}],
    )
    rights: str | None = Field(description="The rights statement that was captured.")
    sharing: Sharing = Field(
        description="How much of the text is passed on: all, its beginning, or nothing."
    )
    key_points: list[str] = Field(description="Only where the whole text is shared.")
    image_credits: str | None = Field(description="Only with the whole text.")
    html: str | None = Field(
        description="As much of the text as is shared, as sanitised HTML. Null in lists, unless "
        "texts were asked for."
    )
    text: str | None = Field(description="The same in plain words, a line for each block.")
    added_at: datetime = Field(description="When it came here.")
    changed_at: datetime = Field(
        description="When the article itself was last changed. What is said under it, and what "
        "its outlet, its authors and its topics are called, may have changed since: the `ETag` "
        "knows."
    )
    comment_count: int
    citation: str = Field(description="How to cite it, in words.")
    bibtex_url: str = Field(description="The same as BibTeX.")
    csl_json_url: str = Field(description="The same as CSL-JSON.")


class CommentAuthor(Schema):
    name: str | None = Field(description="Null where the captured page named nobody.")
    url: str | None = Field(description="A member's page.")


class Comment(Schema):
    """A comment; or, where `hidden` is true, the place of one that nobody may read, but that was
    answered: of that nothing is told."""

    id: int
    url: str = Field(description="Its page, for people.")
    api_url: str
    article: Reference
    parent: int | None = Field(description="The id of the comment that it answers, if any.")
    depth: int = Field(description="How many comments stand above it in its thread.")
    hidden: bool
    origin: Literal["member", "captured"] | None = Field(
        description="Written here, or captured from the original page."
    )
    author: CommentAuthor | None
    by_article_author: bool | None
    posted_at: datetime | None = Field(description="Null where the captured page did not tell.")
    edited_at: datetime | None
    html: str | None = Field(description="Sanitised HTML.")
    text: str | None = Field(description="The same in plain words, a line for each block.")


# What is told of a comment only where it can be read.
SAID = ("origin", "author", "by_article_author", "posted_at", "edited_at", "html", "text")


class Name(Schema):
    """An outlet, an author or a topic."""

    name: str
    slug: str = Field(description="Its name in addresses. It never changes.")
    kind: Literal["outlet", "author", "region", "theme", "section", "tag"]
    articles: dict[str, int] = Field(
        description="By how they are tied to it, how many articles here are.",
        examples=[{"captured": 12, "original": 3, "cited": 1}],
    )
    url: str = Field(description="Its page, for people.")
    api_url: str
    articles_url: str = Field(description="The articles that are its own, here.")


class Listed(Schema):
    """A page of a list."""

    next: str | None = Field(description="The address of the page after this one.")
    previous: str | None = Field(description="The address of the page before this one.")


class Articles(Listed):
    items: list[Article]


class Comments(Listed):
    items: list[Comment]


class Names(Listed):
    items: list[Name]


class Found(Schema):
    """What a question found: an article or a comment, the other is null."""

    article: Article | None
    comment: Comment | None
    excerpt: str | None = Field(
        description="Where in its text the article was found, as far as that is shared. Null for "
        "comments, which are whole."
    )


class Results(Listed):
    items: list[Found]
    notes: list[str] = Field(
        description="What there is to say of it, in sentences: what of the question was not "
        "understood, and whether more was found than was ranked."
    )


class Index(Schema):
    """Where everything begins."""

    description_url: str = Field(description="The description of all this (OpenAPI).")
    articles_url: str
    comments_url: str
    outlets_url: str
    authors_url: str
    topics_url: str
    search_url: str = Field(description="With a question as `q`.")


class Problem(Schema):
    """Why there is no such answer (RFC 9457)."""

    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is nothing here that anyone may read."])
