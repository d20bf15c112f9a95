"""Commentary: what was said of an article, as far as one page shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.commenting.standing import Standing, standing
from archive.faults import fault
from archive.keyset import Order, Page
from archive.models import Article, Comment, Evidence, SiteSettings
from archive.pages.comment_marks import comment_marks
from archive.pages.gate import ShownGate
from archive.pages.thread import Post, Teller, thread
from archive.pages.windows import LIVELIEST, NEWEST, OLDEST, ORDERS, Window

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for a commentary and when, and for which part of it."""

    person: "Person"
    at: datetime
    order: str = ""
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class OrderLink:
    """`swap` is the address of the same as a fragment."""

    words: str
    href: str
    swap: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Commentary:
    """`total` and `captured` count what anyone may read, on this page or not. `previous` and
    `next` are the addresses of the pages beside this one, where `paging` has such; `order` is the
    name of the one in which the threads stand. `is_page` says that it fills a page of its own, and
    `polls` that it asks now and then whether it is old."""

    article: Article
    posts: tuple[Post, ...]
    total: int
    captured: int
    gate: ShownGate
    order: str
    orders: tuple[OrderLink, ...]
    paging: Page
    previous: str
    next: str
    faults: tuple[str, ...]
    linked: bool
    is_page: bool
    polls: bool


def with_commentary(articles: QuerySet[Article]) -> QuerySet[Article]:
    """`articles`, each with what a commentary needs of it, in the same query."""
    settings = SiteSettings.objects.filter(pk=1).values("edit_minutes")
    captured = Comment.objects.public().filter(document__article=OuterRef("pk")).order_by()
    counted = captured.values("document__article").annotate(n=Count("pk")).values("n")
    return articles.annotate(
        edit_minutes=Coalesce(Subquery(settings), Value(SiteSettings().edit_minutes)),
        captured_total=Coalesce(Subquery(counted), Value(0)),
    )


def find_commented(**sought: Any) -> Article:
    """The article that is `sought`, for a page of comments alone: without its words. Raises
    Article.DoesNotExist."""
    return with_commentary(Article.objects.defer("body", "body_blocks")).get(**sought)


def order_of(asked: Asked) -> Order:
    return ORDERS.get(asked.order, OLDEST)


def commentary(
    article: Any,
    window: Window,
    gate: ShownGate,
    asked: Asked,
    evidence: Iterable[Evidence],
    *,
    is_page: bool = False,
) -> Commentary:
    """The threads in `window` of an article that came `with_commentary`. It takes no query: the
    `evidence` is that of the window's comments."""
    unknown = asked.order and asked.order not in ORDERS
    wrong = fault(_("There is no order “%(value)s”."), asked.order) if unknown else ""
    teller = teller_of(article, window, asked, evidence)
    order, paging = order_of(asked).name, window.paging
    return Commentary(
        article=article,
        posts=tuple(thread(branch, teller) for branch in window.branches),
        total=article.comment_total,
        captured=article.captured_total,
        gate=gate,
        order=order,
        orders=tuple(order_links(article, order, is_page=is_page)),
        paging=paging,
        previous=address_of(article, order, paging.previous),
        next=address_of(article, order, paging.next),
        faults=tuple(filter(None, (wrong, paging.fault))),
        linked=article.state == Article.State.PUBLISHED,
        is_page=is_page,
        polls=asked.person.is_authenticated and not is_page,
    )


def teller_of(article: Any, window: Window, asked: Asked, evidence: Iterable[Evidence]) -> Teller:
    """What there is to tell of the comments in `window` to whoever asked."""
    settings = SiteSettings(pk=1, edit_minutes=article.edit_minutes)

    def stands(comment: Any) -> Standing:
        return standing(comment, asked.person, asked.at, settings, comment.told or "")

    return Teller(comment_marks(article, window.rows(), evidence), stands)


def address_of(article: Article, order: str, cursor: str = "") -> str:
    """Where a page of the threads under `article` is."""
    asked = {"order": "" if order == OLDEST.name else order, "cursor": cursor}
    query = urlencode({name: value for name, value in asked.items() if value})
    address = reverse("comments", args=[article.slug])
    return f"{address}?{query}" if query else address


def order_links(article: Article, chosen: str, *, is_page: bool = False) -> Iterator[OrderLink]:
    """From the page of `article`, or from one of its comments alone."""
    words = {OLDEST: _("Oldest"), NEWEST: _("Newest"), LIVELIEST: _("Liveliest")}
    for order, word in words.items():
        swap = address_of(article, order.name)
        asked = "" if order == OLDEST else f"?order={order.name}"
        here = f"{article.get_absolute_url()}{asked}#comments"
        yield OrderLink(word, swap if is_page else here, swap, order.name == chosen)
