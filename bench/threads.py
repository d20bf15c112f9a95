"""`make bench`: what a window of a thread costs, of a short one and of a very long one."""

import statistics
import time
from collections.abc import Callable

from bench.site import say, site

SIZES = (10, 1_000, 100_000)
TIMES = 15


def main() -> None:
    with site():
        say("| page | " + " | ".join(f"{size:,} comments" for size in SIZES) + " |")
        say("| --- |" + " --- |" * len(SIZES))
        articles = [discussed(size) for size in SIZES]
        analyse()
        columns = [measured(slug) for slug in articles]
        for name in columns[0]:
            say(f"| {name} | " + " | ".join(column[name] for column in columns) + " |")


def discussed(size: int) -> str:
    """The address of an article with `size` comments."""
    from tests import builders, people  # noqa: PLC0415
    from tests.woods import grow  # noqa: PLC0415

    article = builders.article()
    grow(article, [people.reader() for _ in range(20)], size)
    return str(article.get_absolute_url())


def analyse() -> None:
    """What a database learns of itself in its first night."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measured(address: str) -> dict[str, str]:
    """By page, the time in the database and the whole of it, in milliseconds, the median of a few;
    and the number of queries."""
    from django.test import Client  # noqa: PLC0415

    from archive.keyset import cursor_beyond  # noqa: PLC0415
    from archive.models import Comment  # noqa: PLC0415
    from archive.pages.commentary import address_of  # noqa: PLC0415
    from archive.pages.windows import NEWEST, OLDEST  # noqa: PLC0415
    from tests.people import reader  # noqa: PLC0415

    client = Client()
    client.force_login(reader())
    article = Comment.objects.filter(article__slug=address.split("/")[2])
    heads = article.filter(depth=0).order_by("sort_path")
    middle = heads[heads.count() // 2]
    busiest = article.filter(depth=0).order_by("reply_total").last()
    deepest = article.order_by("depth").last()
    assert busiest
    assert deepest
    pages = {
        "the article, oldest first": address,
        "newest first": f"{address}?order=newest",
        "liveliest first": f"{address}?order=liveliest",
        "from the middle on": address_of(
            middle.article, OLDEST.name, cursor_beyond(OLDEST, middle, backwards=False)
        ),
        "from the middle on, newest first": address_of(
            middle.article, NEWEST.name, cursor_beyond(NEWEST, middle, backwards=False)
        ),
        "the busiest thread": busiest.get_absolute_url(),
        "the deepest comment": deepest.get_absolute_url(),
    }
    return {name: _median(lambda page=page: client.get(page)) for name, page in pages.items()}


def _median(ask: Callable[[], object]) -> str:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    ask()  # templates are compiled once
    in_database, whole, number = [], [], 0
    for _time in range(TIMES):
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            ask()
        whole.append((time.perf_counter() - begun) * 1000)
        in_database.append(sum(float(query["time"]) for query in captured) * 1000)
        number = len(captured)
    middle = statistics.median
    return f"{middle(in_database):.0f} of {middle(whole):.0f} ms, {number} queries"


if __name__ == "__main__":
    main()
