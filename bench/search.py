"""`make bench`: what a search costs, by how common its words are, and what bounding it leaves out.

`python -m bench.search 200000` takes as many articles, and beside SQLite the database in
DATABASE_URL: `python -m tests.postgres .venv/bin/python -m bench.search 200000`.
"""

import os
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from itertools import accumulate
from typing import TYPE_CHECKING

from bench.site import say, site

if TYPE_CHECKING:
    from archive.search.engine import Found

ARTICLES = 20_000
COMMENTS = 20  # articles for each comment
BATCH = 2_000
VOCABULARY = 120_000
SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
TODAY = date(2026, 11, 1)
QUESTIONS, TIMES = 20, 3  # of each kind, and how often each
EXACT = 5  # of them are ranked without a bound
SHOWN = 20  # results on a page: of these recall is told
EVERYTHING = 10**9


def main() -> None:
    os.environ["POSTIL_SEARCH_TIMEOUT"] = "60000"  # to rank all is what nobody waits for elsewhere
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with site():
        begun = time.perf_counter()
        fill(articles)
        say(f"{articles:,} articles in {time.perf_counter() - begun:.0f} s; {sizes()}")
        before = pace()
        measure()
        say(f"A million additions took {before:.1f} ms before, and {pace():.1f} ms after.")


def word(rank: int) -> str:
    """The word that is the commonest but for `rank` others."""
    number, made = rank + len(SYLLABLES), ""
    while number:
        number, place = divmod(number, len(SYLLABLES))
        made = SYLLABLES[place] + made
    return made


def fill(articles: int) -> None:
    """Entries of words as often as in real texts, one by one the same in every run."""
    from django.db import connection, transaction  # noqa: PLC0415

    chance = random.Random(7)  # noqa: S311
    words = [word(rank) for rank in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
    with connection.cursor() as cursor:
        on_postgres = connection.vendor == "postgresql"
        if on_postgres:
            cursor.execute("SET statement_timeout = 0")
        indexes = import_module("archive.migrations.0007_search_indexes")
        with connection.schema_editor() as editor:  # made at once they take a third of the time
            indexes.drop_indexes(None, editor)
        for first in range(1, articles + 1, BATCH):
            with transaction.atomic():
                batch = range(first, min(articles + 1, first + BATCH))
                write(batch, chance, words, weights)
        with connection.schema_editor() as editor:
            indexes.write_indexes(None, editor)
        cursor.execute("VACUUM ANALYZE" if on_postgres else "ANALYZE")


def write(batch: range, chance: random.Random, words: list[str], weights: list[float]) -> None:
    from archive.indexing.wording import spaced  # noqa: PLC0415
    from archive.models import Article, Comment, SearchEntry  # noqa: PLC0415
    from tests.people import reader  # noqa: PLC0415

    def said(least: int, most: int) -> list[str]:
        return chance.choices(words, cum_weights=weights, k=chance.randint(least, most))

    member, at = reader(), datetime(2026, 1, 1, tzinfo=UTC)
    articles, comments, entries = [], [], []
    for number in batch:
        text = said(200, 800)
        title, body = " ".join(chance.choices(text, k=8)), " ".join(text)
        salient = [term for term, times in Counter(text).most_common(40) if times > 1]
        day = date(1980, 1, 1) + timedelta(days=chance.randint(0, 16_000))
        marks = f"O{number % 50} A{number % 3_000} T{number % 200}"
        state = "published" if number % 20 else "draft"
        name = f"synthetic-{number}"
        articles.append(
            Article(id=number, key=name, slug=name, title=title, body=body, state=state)
        )
        entry = {"article_id": number, "dated_from": day, "dated_to": day}
        entries.append(
            SearchEntry(
                **entry,
                title=spaced(title.split()),
                about=spaced(said(20, 60)),
                salient=spaced(salient),
                body=spaced(text),
                plain=body,
                marks=f"Karticle Y{day.year} {marks}",
            )
        )
        if number % COMMENTS == 0:
            comment = Comment(id=number, article_id=number, member=member, posted_at=at)
            comment.review, comment.body = "approved", " ".join(said(20, 80))
            comment.sort_path = number.to_bytes(4, "big")
            comments.append(comment)
            marks = f"Kcomment Y{day.year} {marks}"
            held = {"body": f" {comment.body} ", "marks": marks}
            entries.append(SearchEntry(**entry, comment=comment, **held))
    Article.objects.bulk_create(articles, batch_size=200)
    Comment.objects.bulk_create(comments, batch_size=200)
    SearchEntry.objects.bulk_create(entries, batch_size=200)


def sizes() -> str:
    """What the index takes beside the entries, in megabytes."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_relation_size('search_entry_vector')")
            index = cursor.fetchone()[0]
            cursor.execute("SELECT sum(pg_column_size(vector)) FROM archive_searchentry")
            vectors = cursor.fetchone()[0]
            return f"the index {index / 1e6:,.0f} MB, the vectors {vectors / 1e6:,.0f} MB"
        cursor.execute("SELECT sum(length(block)) FROM archive_searchwords_data")
        index = cursor.fetchone()[0]
        return f"the index {index / 1e6:,.0f} MB"


def kinds() -> Iterator[tuple[str, list[str]]]:
    """The questions, by kind. Of a text's words, common ones are among its commonest hundred."""
    chance = random.Random(11)  # noqa: S311
    common, middling, rare = range(100), range(500, 3_000), range(20_000, 60_000)

    def questions(shape: str, *ranks: range) -> list[str]:
        return [shape.format(*(word(chance.choice(r)) for r in ranks)) for _ in range(QUESTIONS)]

    for name, ranks in {"common": common, "middling": middling, "rare": rare}.items():
        for number, words in enumerate(("{}", "{} {}", "{} {} {}"), start=1):
            yield f"{number} {name}", questions(words, *[ranks] * number)
    yield "common and middling", questions("{} {}", common, middling)
    yield "a phrase of two common", questions('"{} {}"', common, common)
    yield "a common, without another", questions("{} -{}", common, common)
    yield "a common, of an outlet", [f"{word(n)} outlet={n % 50}" for n in range(QUESTIONS)]
    yield "a common, before 1990", questions("{} before:1990", common)
    yield "a beginning", questions("{}*", middling)


def measure() -> None:
    from archive.search import engine  # noqa: PLC0415

    say("| what is asked | p50 | p95 | ranked | bounded | recall |")
    say("| --- | --- | --- | --- | --- | --- |")
    for name, questions in kinds():
        found = [ask(question) for question in questions]  # once, so that it is at hand
        spent = [timed(question) for question in questions for _ in range(TIMES)]
        p50, p95 = statistics.median(spent), statistics.quantiles(spent, n=20)[-1]
        ranked = statistics.median(len(one.hits) for one in found)
        bounded = [n for n, one in enumerate(found) if one.bounded]
        most, engine.MOST_RANKED = engine.MOST_RANKED, EVERYTHING
        shares = [recall(found[n], ask(questions[n])) for n in bounded[:EXACT]]
        engine.MOST_RANKED = most
        told = f"{statistics.mean(shares):.2f}" if shares else "exact"
        share = f"{len(bounded)} of {len(found)}"
        say(f"| {name} | {p50:.1f} ms | {p95:.1f} ms | {ranked:,.0f} | {share} | {told} |")


def pace() -> float:
    """Milliseconds for a million additions: how quick the machine is at this moment."""
    begun = time.perf_counter()
    sum(range(1_000_000))
    return (time.perf_counter() - begun) * 1_000


def ask(question: str) -> "Found":
    from archive.search.engine import Filters, search  # noqa: PLC0415
    from archive.search.grammar import read  # noqa: PLC0415

    words, _, outlet = question.partition(" outlet=")
    return search(read(words), Filters(outlet=int(outlet) if outlet else None), TODAY)


def timed(question: str) -> float:
    begun = time.perf_counter()
    ask(question)
    return (time.perf_counter() - begun) * 1_000


def recall(found: "Found", exact: "Found") -> float:
    """The share of the best that is there although not all was ranked."""
    best = {hit.entry for hit in exact.hits[:SHOWN]}
    return len(best & {hit.entry for hit in found.hits[:SHOWN]}) / len(best)


if __name__ == "__main__":
    main()
