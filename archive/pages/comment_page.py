"""A comment's own page: the comment, what it answers, and what answers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from archive.keyset import Page
from archive.models import Article, Evidence
from archive.pages.commentary import Asked, teller_of
from archive.pages.gate import ShownGate
from archive.pages.thread import Post, chain, thread
from archive.pages.windows import Window


@dataclass(frozen=True, slots=True)
class CommentPage:
    """`above` are the comments that `post` answers, the nearest last; `further` is the id of the
    next one above those, None where there is none."""

    article: Article
    post: Post
    above: tuple[Post, ...]
    further: int | None
    paging: Page
    previous: str
    next: str
    gate: ShownGate
    linked: bool


def comment_page(
    article: Any, window: Window, gate: ShownGate, asked: Asked, evidence: Iterable[Evidence]
) -> CommentPage:
    """The page of the comment that `window` is of, under an article that came `with_commentary`. It
    takes no query; the `evidence` is that of the window's comments."""
    teller = teller_of(article, window, asked, evidence)
    branch, paging = window.branches[0], window.paging
    nearest = window.above[-1] if window.above else None
    # Where places line up, what stands above is not what it answers.
    answered = nearest if nearest and nearest.pk == branch.top.parent_id else None
    here = reverse("comment", args=[branch.top.pk])
    return CommentPage(
        article=article,
        post=thread(branch, teller, answered),
        above=tuple(chain(window.above, teller)),
        further=window.further.pk if window.further else None,
        paging=paging,
        previous=f"{here}?cursor={paging.previous}",
        next=f"{here}?cursor={paging.next}",
        gate=gate,
        linked=article.state == Article.State.PUBLISHED,
    )
