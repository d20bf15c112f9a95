"""What may be asked: the parameters of lists, and the sentences where they are not understood."""

from collections.abc import Mapping
from typing import Annotated, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

MOST_ITEMS = 100  # an answer of more is one that nobody waits for
MOST_WITH_TEXT = 20  # texts are as long as one likes: a hundred may be as large as a disk was
USUAL_ITEMS = 20
UNDATED = "undated"  # in the place of a year

FAULTS: Mapping[str, str | Promise] = {
    "limit": _("“%(value)s” is no number of items: a page has 1 to 100."),
    "kind": _("There is no kind “%(value)s”: write one that there is, such as “article”."),
    "year": _("“%(value)s” is not a year: write one from 1 to 9999, or “undated”."),
    "q": _("A question has 1 to 1000 characters: “%(value)s” has not."),
    "sort": _(
        "There is no order “%(value)s” here: articles have “newest” and “date”, a "
        "search has “best” and “newest”."
    ),
    "text": _("“%(value)s” is nothing that “text” takes: write “yes”, or leave it out."),
}

Left = SkipJsonSchema[None]  # left out; nobody writes null in an address
Slug = Annotated[str, Field(min_length=1, max_length=100)]


class Window(Schema):
    """Which part of a list."""

    limit: int = Field(
        USUAL_ITEMS, ge=1, le=MOST_ITEMS, description="How many items a page has at most."
    )
    cursor: str | Left = Field(
        None,
        min_length=1,
        description="Where the page begins: taken from `next` or `previous` of another page.",
    )


class Narrowing(Window):
    """Of which articles."""

    outlet: Slug | Left = Field(
        None, description="Captured at this outlet, or first published there: its slug."
    )
    author: Slug | Left = Field(None, description="By this author: the slug.")
    topic: Slug | Left = Field(None, description="Filed under this topic: the slug.")
    year: str | Left = Field(
        None,
        pattern=r"^(undated|[1-9][0-9]{0,3})$",
        examples=["2021", "undated"],
        description=(
            "Dated in this year, as far as is known: a range counts in every year that it "
            "touches. `undated`: those without a date."
        ),
    )


class Shelf(Narrowing):
    """Which articles, and in which order."""

    kind: Literal["article", "discussion"] | Left = Field(
        None, description="Pieces, or discussions whose piece was not captured."
    )
    republication_of: Slug | Left = Field(
        None, description="That republish this article here: its slug."
    )
    text: Literal["yes"] | Left = Field(
        None,
        description=f"`yes`: each with its text. Then a page has at most {MOST_WITH_TEXT} items.",
    )
    sort: Literal["newest", "date"] = Field(
        "newest",
        description="`newest`: as they came here, the last one first. `date`: the oldest first.",
    )


class Question(Narrowing):
    """What is searched for."""

    q: str = Field(
        min_length=1,
        max_length=1000,
        examples=['tides "of the moon" -author:quay'],
        description=(
            'Words, "exact phrases", -without, and `author:` `outlet:` `topic:` `in:comments` '
            "`before:` `after:`. Only the first 200 characters count."
        ),
    )
    kind: Literal["article", "discussion", "comment"] | Left = Field(
        None, description="What is to be found."
    )
    sort: Literal["best", "newest"] = Field(
        "best",
        description="`best`: what answers best first, of the newest where very many match. "
        "`newest`: all that match, as they came here, the last one first.",
    )


PARAMETERS = frozenset({*Shelf.model_fields, *Question.model_fields})
