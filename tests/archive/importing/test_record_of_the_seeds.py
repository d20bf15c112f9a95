"""The record of the five seeds, in full: what the archive says of them, and on what basis."""

from datetime import date
from typing import Any

import pytest

from archive.importing.runs import Run
from archive.models import Article, Author, Comment, Outlet, SourceDocument, Topic
from config.settings import BASE_DIR

SEEDS = BASE_DIR / "seeds"

NEWSLETTER = "russian-medias-unprecedented-criticism-of-china"
THREAD = "will-russia-betray-china-a-discussion"
SYNDICATED = "russia-china-alliance-at-the-tipping-point"
REWRITE = "russias-unprecedented-dependence-on-china-surfaces"
AGGREGATED = "xi-and-putin-share-a-deep-resentment-of-the-us"

UNKNOWN = ("unknown", None, None)

ARTICLES: dict[str, dict[str, Any]] = {
    NEWSLETTER: {
        "title": "Russian Media’s Unprecedented Criticism Of China Sets The Stage For This "
        "Summer’s Game-Changer",
        "kind": "article",
        "dek": "The Sino-Russo Entente will either finally evolve",
        "authors": [],
        "outlet": None,
        "original_outlet": None,
        "date": UNKNOWN,
        "original_date": UNKNOWN,
        "topics": set(),
        "key_points": 0,
        "headings": 0,
        "paragraphs": 7,
        "captions": 0,
        "basis": {"title": "stated", "dek": "inferred"},
        "lines": {"title": [[1, 1]], "dek": [[2, 2]]},
    },
    THREAD: {
        "title": "",
        "kind": "discussion",
        "dek": "",
        "authors": [],
        "outlet": None,
        "original_outlet": None,
        "date": ("not_before", date(2025, 1, 20), None),
        "original_date": UNKNOWN,
        "topics": set(),
        "key_points": 0,
        "headings": 0,
        "paragraphs": 0,
        "captions": 0,
        "basis": {"date": "editorial"},
        "lines": {"date": [[8, 9]]},
    },
    SYNDICATED: {
        "title": "Russia-China Alliance at the Tipping Point",
        "kind": "article",
        "dek": "",
        "authors": ["M. K. Bhadrakumar"],
        "outlet": "Global Research",
        "original_outlet": "Indian Punchline",
        "date": ("on", date(2021, 12, 15), date(2021, 12, 15)),
        "original_date": ("between", date(2021, 1, 1), date(2021, 12, 31)),
        "topics": {("region", "Asia"), ("region", "Russia and FSU"), ("theme", "History")},
        "key_points": 0,
        "headings": 0,
        "paragraphs": 24,
        "captions": 0,
        "basis": {
            "title": "stated",
            "authors": "stated",
            "outlet": "stated",
            "original_outlet": "stated",
            "date": "stated",
            "original_date": "stated",
            "topics": "stated",
            "image_credits": "stated",
            "rights": "stated",
        },
        "lines": {
            "title": [[3, 3]],
            "authors": [[5, 5], [80, 80], [86, 86]],
            "outlet": [[7, 7]],
            "original_outlet": [[9, 9], [79, 80]],
            "date": [[7, 7]],
            "original_date": [[80, 80]],
            "image_credits": [[77, 77]],
        },
    },
    REWRITE: {
        "title": "Shocking Revelation: Russia’s Unprecedented Dependence on China Surfaces – Is "
        "China Secretly Gaining the Upper Hand?",
        "kind": "article",
        "dek": "",
        "authors": [],
        "outlet": None,
        "original_outlet": None,
        "date": ("not_before", date(2023, 10, 18), None),
        "original_date": UNKNOWN,
        "topics": {("section", "News and Politics")},
        "key_points": 0,
        "headings": 5,
        "paragraphs": 7,
        "captions": 0,
        "basis": {"title": "stated", "date": "editorial", "topics": "stated"},
        "lines": {"date": [[9, 9]], "topics": [[1, 1]]},
    },
    AGGREGATED: {
        "title": "Xi and Putin share a deep resentment of the US, but China’s new dominance over "
        "Russia could eventually shatter the alliance",
        "kind": "article",
        "dek": "",
        "authors": [],
        "outlet": None,
        "original_outlet": "Business Insider",
        "date": ("between", date(2023, 3, 27), date(2023, 3, 31)),
        "original_date": UNKNOWN,
        "topics": set(),
        "key_points": 3,
        "headings": 2,
        "paragraphs": 21,
        "captions": 2,
        "basis": {
            "title": "stated",
            "original_outlet": "stated",
            "date": "inferred",
            "key_points": "stated",
            "rights": "stated",
        },
        "lines": {
            "title": [[3, 3]],
            "original_outlet": [[61, 61]],
            "date": [[5, 5], [12, 12], [22, 22], [32, 32], [39, 39]],
            "rights": [[61, 61]],
        },
    },
}

# Each: article, relation, author, title, outlet, basis, first and last line.
CITATIONS = {
    (
        NEWSLETTER,
        "discusses",
        "Alexey Martynov",
        "Beijing can no longer treat Moscow as a junior partner",
        "RT",
        "stated",
        "3-6",
    ),
    (THREAD, "discusses", None, "", "RT", "inferred", "29-30"),
    (SYNDICATED, "quotes", None, "", "South China Morning Post", "stated", "49-49"),
    (SYNDICATED, "quotes", None, "", "Newsweek", "stated", "59-59"),
    (SYNDICATED, "quotes", None, "", "Global Times", "stated", "69-69"),
    (AGGREGATED, "quotes", None, "", "Agence France Presse", "stated", "37-37"),
    (AGGREGATED, "quotes", None, "", "Insider", "stated", "45-45"),
}

# Each: article, first line, last line, first line of what it answers, whether by the author.
COMMENTS = [
    (NEWSLETTER, 13, 17, None, True),
    (NEWSLETTER, 18, 20, None, False),
    (THREAD, 1, 1, None, False),
    (THREAD, 2, 2, 1, False),
    (THREAD, 3, 3, None, False),
    (THREAD, 4, 6, None, False),
    (THREAD, 7, 7, 4, False),
    (THREAD, 8, 20, None, False),
    (THREAD, 21, 26, 8, False),
    (THREAD, 28, 29, None, False),
    (THREAD, 30, 30, 28, False),
    (THREAD, 31, 31, None, False),
    (THREAD, 32, 32, None, False),
    (THREAD, 33, 35, None, False),
]


@pytest.fixture
def archive(db: None) -> dict[str, Article]:
    report = Run(publish=True).paths([SEEDS])
    assert [outcome.note for outcome in report.refused] == []
    return {article.key: article for article in Article.objects.all()}


def date_of(article: Article, name: str) -> tuple[str, date | None, date | None]:
    return (
        getattr(article, f"{name}_precision"),
        getattr(article, f"{name}_earliest"),
        getattr(article, f"{name}_latest"),
    )


def test_five_documents_become_four_pieces_and_a_discussion(archive: dict[str, Article]) -> None:
    assert archive.keys() == ARTICLES.keys()
    assert SourceDocument.objects.count() == 5
    assert sorted(a.kind for a in archive.values()) == ["article"] * 4 + ["discussion"]
    assert {a.state for a in archive.values()} == {"published"}
    assert {a.language for a in archive.values()} == {"en"}
    assert str(archive[THREAD]) == "Untitled discussion"
    assert archive[THREAD].slug == THREAD
    for seed in SEEDS.glob("*.txt"):
        assert bytes(SourceDocument.objects.get(name=seed.name).content) == seed.read_bytes()


@pytest.mark.parametrize("key", ARTICLES)
def test_article(archive: dict[str, Article], key: str) -> None:
    article, expected = archive[key], ARTICLES[key]
    assert article.title == expected["title"]
    assert article.kind == expected["kind"]
    assert article.dek.startswith(expected["dek"])
    assert bool(article.dek) == bool(expected["dek"])
    assert [str(byline) for byline in article.bylines.all()] == expected["authors"]
    for name in ("outlet", "original_outlet"):
        found = getattr(article, name)
        assert (found and found.name) == expected[name], name
    assert date_of(article, "date") == expected["date"]
    assert date_of(article, "original_date") == expected["original_date"]
    assert {(t.kind, t.name) for t in article.topics.all()} == expected["topics"]
    assert len(article.key_points) == expected["key_points"]
    html = article.body_html
    assert html.count("<h2>") + html.count("<h3>") == expected["headings"]
    assert html.count("<figcaption>") == expected["captions"]
    assert html.count("<p>") == expected["paragraphs"] + expected["captions"]
    assert "](#)" not in html
    assert 'href="#' not in html


@pytest.mark.parametrize("key", ARTICLES)
def test_evidence(archive: dict[str, Article], key: str) -> None:
    """Every fact has its basis and its lines, and nothing unknown has any."""
    article, expected = archive[key], ARTICLES[key]
    evidence = list(article.evidence.exclude(field="language"))
    assert {row.field: row.basis for row in evidence} == expected["basis"]
    for field, lines in expected["lines"].items():
        shown = [row.lines for row in evidence if row.field == field]
        assert sorted(run for runs in shown for run in runs) == lines, field
    for row in evidence:
        assert row.basis == "editorial" or row.lines
        assert row.basis != "editorial" or row.fact
        assert row.document is None or row.document.article_id == article.pk


def test_topics_keep_each_its_own_line(archive: dict[str, Article]) -> None:
    rows = archive[SYNDICATED].evidence.filter(field="topics")
    assert {row.value: row.lines for row in rows} == {
        "Asia": [[11, 11]],
        "Russia and FSU": [[11, 11]],
        "History": [[13, 13]],
    }


def test_citations(archive: dict[str, Article]) -> None:
    found = {
        (
            key,
            citation.relation,
            citation.author and citation.author.name,
            citation.title,
            citation.outlet and citation.outlet.name,
            citation.basis,
            f"{citation.lines[0][0]}-{citation.lines[-1][1]}",
        )
        for key, article in archive.items()
        for citation in article.citations.all()
    }
    assert found == CITATIONS


def test_comments(archive: dict[str, Article]) -> None:
    keys = {article.pk: key for key, article in archive.items()}
    found = [
        (
            keys[comment.article_id],
            comment.first_line,
            comment.last_line,
            comment.parent.first_line if comment.parent else None,
            comment.by_article_author,
        )
        for comment in Comment.objects.order_by("article__document__name", "first_line")
    ]
    assert found == COMMENTS
    assert len(COMMENTS) == 14
    assert sum(parent is not None for *_, parent, _ in COMMENTS) == 4
    assert {c.captured_name for c in Comment.objects.all()} == {""}
    assert {c.posted_at for c in Comment.objects.all()} == {None}


def test_reply_links_and_authorship_are_inferred_from_lines(archive: dict[str, Article]) -> None:
    for comment in Comment.objects.all():
        evidence = {row.field: row for row in comment.evidence.all()}
        assert ("parent" in evidence) == (comment.parent is not None)
        assert ("by_article_author" in evidence) == comment.by_article_author
        assert {row.basis for row in evidence.values()} == {"inferred"}
        assert all(row.lines for row in evidence.values())


def test_a_thread_reads_in_the_captures_order_replies_under_what_they_answer(
    archive: dict[str, Article],
) -> None:
    thread = archive[THREAD].comments.in_thread_order()
    assert [(c.first_line, c.depth) for c in thread] == [
        (1, 0),
        (2, 1),
        (3, 0),
        (4, 0),
        (7, 1),
        (8, 0),
        (21, 1),
        (28, 0),
        (30, 1),
        (31, 0),
        (32, 0),
        (33, 0),
    ]


def test_bullets_on_lines_of_their_own_are_a_list(archive: dict[str, Article]) -> None:
    comment = archive[THREAD].comments.get(first_line=8)
    assert comment.body_html.count("<li>") == 3


def test_nobody_and_nothing_is_invented(archive: dict[str, Article]) -> None:
    """The people who are only quoted or discussed wrote nothing here."""
    assert set(Author.objects.values_list("name", flat=True)) == {
        "M. K. Bhadrakumar",
        "Alexey Martynov",
    }
    assert Author.objects.get(name="Alexey Martynov").articles.count() == 0
    assert set(Outlet.objects.values_list("name", flat=True)) == {
        "Global Research",
        "Indian Punchline",
        "South China Morning Post",
        "Newsweek",
        "Global Times",
        "Agence France Presse",
        "Insider",
        "Business Insider",
        "RT",
    }
    assert Topic.objects.count() == 4


def test_every_line_is_in_exactly_one_block(archive: dict[str, Article]) -> None:
    for document in SourceDocument.objects.all():
        covered = [
            line
            for block in document.blocks.order_by("first_line")
            for line in range(block.first_line, block.last_line + 1)
        ]
        assert covered == list(range(1, document.line_count + 1)), document.name
