"""The search engine: who finds what, what bounds it, and what names in a question come to."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import keyset
from archive.models import Article, Author, Comment, SearchEntry
from archive.search import engine
from archive.search.backends import TooLong, backend, postgres
from archive.search.engine import Filters, Found, newest, search
from archive.search.grammar import read
from archive.search.names import AT_ONCE
from tests import builders, people
from tests.archive.search.test_grammar import HOSTILE

pytestmark = pytest.mark.django_db

TODAY = date(2021, 1, 1)
ALL = Filters()


def found(q: str, filters: Filters = ALL) -> Found:
    return search(read(q), filters, TODAY)


def articles(q: str, filters: Filters = ALL) -> list[int]:
    return [hit.article for hit in found(q, filters).hits]


class TestWhatNobodyMayRead:
    def test_is_found_by_nobody(self) -> None:
        shown = builders.article(body="quay")
        builders.draft(body="quay")
        away = builders.withdrawn(body="quay")
        under = builders.article(body="stones")
        member = people.reader()
        public = builders.comment(under, member, body="quay")
        for review in (Comment.Review.PENDING, Comment.Review.REJECTED, Comment.Review.REMOVED):
            builders.comment(under, member, body="quay", review=review)
        builders.comment(under, member, body="quay", withdrawn_at=public.posted_at)
        builders.comment(away, member, body="quay")
        builders.indexed()
        assert SearchEntry.objects.filter(body=" quay ").count() >= 7  # they are there
        hits = found("quay").hits
        assert {(hit.article, hit.comment) for hit in hits} == {
            (shown.pk, None),
            (under.pk, public.pk),
        }
        assert len(newest(read("quay"), ALL, "").rows) == len(hits) == 2

    def test_does_not_bound_what_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """As many drafts as are ranked, all newer than what is public, hide nothing."""
        monkeypatch.setattr(engine, "MOST_RANKED", 2)
        shown = builders.article(body="quay")
        for _ in range(5):
            builders.draft(body="quay")
        builders.indexed()
        assert articles("quay") == [shown.pk]
        assert not found("quay").bounded

    def test_lends_no_name(self) -> None:
        builders.indexed(builders.draft(body="quay", authors=(builders.author("Jane Doe"),)))
        assert found("author:jane") == Found(
            (), faults=("No article here is by an author “jane”.",)
        )


class TestNames:
    @pytest.mark.parametrize("asked", ["author:doe", 'author:"Doe Jane"', "author:JÁNE"])
    def test_are_met_by_their_words(self, asked: str) -> None:
        one = builders.article(body="quay", authors=(builders.author("Jané Doe"),))
        builders.article(body="quay", authors=(builders.author("John Roe"),))
        builders.indexed()
        assert articles(f"quay {asked}") == articles(asked) == [one.pk]

    def test_a_whole_name_is_that_name_alone(self) -> None:
        one = builders.article(outlet=builders.outlet("The Tide"))
        other = builders.article(original_outlet=builders.outlet("The Tide Table"))
        builders.indexed()
        assert articles('outlet:"the tide"') == articles("outlet:the-tide") == [one.pk]
        assert articles("outlet:table") == [other.pk]
        assert set(articles("outlet:tide")) == {one.pk, other.pk}

    def test_all_that_are_given_count(self) -> None:
        jane, salt = builders.author("Jane"), builders.topic("Salt")
        both = builders.article(authors=(jane,), topics=(salt,))
        builders.article(authors=(jane,))
        builders.indexed()
        assert articles("author:jane topic:salt") == [both.pk]
        assert articles("author:jane topic:pepper") == []
        assert found("topic:pepper").faults == ("No article here is filed under a topic “pepper”.",)

    def test_that_only_drafts_have_are_as_if_they_were_not_there(self) -> None:
        """Neither one that is asked for exactly, nor hundreds that are alike."""
        one = builders.article(authors=(builders.author("Jané O’Neill"), builders.author("Łucja")))
        builders.draft(authors=(builders.author("Jane"),))
        unheard = ({"name": f"Zoe {n}", "slug": f"zoe-{n}"} for n in range(AT_ONCE + 1))
        Author.objects.bulk_create(Author(**fields) for fields in unheard)
        other = builders.article(authors=(builders.author("Zoe Fry"),))
        builders.indexed()
        for asked in ("author:jane", "author:lucja", 'author:"oneill jane"'):
            assert articles(asked) == [one.pk], asked
        assert articles("author:zoe") == [other.pk]

    def test_are_read_once_for_each_kind_that_is_asked_for(self) -> None:
        builders.indexed(builders.article(authors=(builders.author("Jane"),)))
        with CaptureQueriesContext(connection) as captured:
            assert len(found("author:jane author:joan author:doe topic:salt").faults) == 3
        assert sum("slug" in query["sql"] for query in captured) == 2

    @override_settings(SEARCH_TIMEOUT_MS=0)
    def test_may_take_too_long_to_read(self) -> None:
        builders.author("Jane")
        assert found("author:jane").too_long

    def test_a_name_of_too_many_is_said_to_be(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("archive.search.names.MOST_ALIKE", 2)
        for number in range(3):
            builders.article(authors=(builders.author(f"Jane {number}"),))
        builders.indexed()
        seen = found("author:jane")
        assert len(seen.hits) == 2
        assert "only some of them" in seen.faults[0]


def test_filters() -> None:
    outlet, author, topic = builders.outlet(), builders.author(), builders.topic()
    day = builders.on(date(2019, 5, 3))
    one = builders.article(body="quay", outlet=outlet, authors=(author,), topics=(topic,), **day)
    other = builders.article(body="quay", kind=Article.Kind.DISCUSSION)
    builders.comment(other, people.reader(), body="quay")
    builders.indexed()
    for filters in (
        Filters(outlet=outlet.pk),
        Filters(author=author.pk),
        Filters(topic=topic.pk),
        Filters(year=2019),
        Filters(kind="article"),
        Filters(outlet=outlet.pk, year=2019, kind="article"),
    ):
        assert articles("quay", filters) == [one.pk], filters
        assert [row.article_id for row in newest(read("quay"), filters, "").rows] == [one.pk]
    assert articles("quay", Filters(year=0)) == [other.pk]
    assert articles("quay", Filters(kind="discussion")) == [other.pk]
    assert articles("quay", Filters(kind="comment")) == [other.pk]
    assert articles("quay in:comments", Filters(kind="article")) == []
    assert articles("", Filters(year=2019)) == []  # nothing is asked


class TestBounds:
    def test_the_newest_are_ranked_and_what_says_all_in_its_title(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engine, "MOST_RANKED", 3)
        titled = builders.article(title="The salt road", body="")
        builders.article(title="Salt", body="a road")
        newer = [builders.article(title="", body="salt road").pk for _ in range(3)]
        builders.indexed()
        seen = found("salt road")
        assert [hit.article for hit in seen.hits] == [titled.pk, *reversed(newer)]
        assert seen.bounded
        assert [hit.article for hit in found('"salt road"').hits] == [titled.pk, *reversed(newer)]

    @pytest.mark.parametrize(
        ("q", "fields"),
        [
            ("salt", {"title": "Salt"}),
            ("salt", {"title": "Salt", "dek": "Of salt."}),
            ("salt road", {"title": "The road", "dek": "Of salt."}),
            ("salt road harbour", {"title": "The salt road"}),
            ("salt road harbour quay", {"title": "A quay for salt: the road"}),
        ],
    )
    def test_so_is_what_says_it_in_its_head(
        self, q: str, fields: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engine, "MOST_RANKED", 3)
        text = "salt, a road, a harbour, a quay"
        old = builders.article(**{"title": "", "body": text, **fields}).pk
        for number in range(4):
            builders.article(title=f"Elsewhere {number}", body=text)
        builders.indexed()
        assert articles(q)[0] == old
        assert len(articles(q)) == 4

    def test_what_says_most_in_its_head_is_not_crowded_out(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engine, "MOST_RANKED", 3)
        monkeypatch.setattr(engine, "MOST_OLDER", 2)
        old = builders.article(title="Salt", dek="All of salt.").pk
        for _ in range(9):
            builders.article(title="Salt", dek="")
        builders.indexed()
        assert articles("salt")[0] == old
        assert len(articles("salt")) == 6

    def test_as_many_as_are_ranked_are_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(engine, "MOST_RANKED", 3)
        for _ in range(3):
            builders.article(body="quay")
        builders.indexed()
        assert len(found("quay").hits) == 3
        assert not found("quay").bounded

    def test_so_is_what_was_ranked_for_its_title(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where nothing is left out, nothing is said to be."""
        monkeypatch.setattr(engine, "MOST_RANKED", 3)
        titled = [builders.article(title="Quay").pk for _ in range(5)]
        builders.draft(body="quay")
        builders.indexed()
        assert articles("quay") == titled[::-1]
        assert not found("quay").bounded
        monkeypatch.setattr(engine, "MOST_OLDER", 1)
        assert len(found("quay").hits) == 4
        assert found("quay").bounded

    def test_but_not_where_others_stand_behind(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(engine, "MOST_RANKED", 1)
        builders.article(title="Elsewhere", body="quay")
        for _ in range(2):
            builders.article(title="Quay")
        builders.indexed()
        assert len(found("quay").hits) == 2
        assert found("quay").bounded

    def test_days_are_looked_for_further_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(engine, "MOST_RANKED", 1)
        old = builders.article(body="quay", **builders.on(date(1999, 1, 1)))
        for _ in range(9):
            builders.article(body="quay", **builders.on(date(2019, 1, 1)))
        builders.indexed()
        assert articles("quay before:2000") == [old.pk]

    @pytest.mark.parametrize("rows", [3, 30])
    def test_the_number_of_queries_does_not_grow(self, rows: int) -> None:
        for _ in range(rows):
            builders.article(body="quay", authors=(builders.author(),))
        builders.indexed()
        with CaptureQueriesContext(connection) as captured:
            assert len(found("quay").hits) == rows
        statements = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
        assert len(statements) <= (7 if connection.vendor == "postgresql" else 2)


def test_sqlite_begins_with_what_was_found() -> None:
    """And not with all articles that are published, which it thinks are few: without ANALYZE, and
    nothing here runs it, a search of 80,000 articles took a minute."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL knows how many rows there are")
    with CaptureQueriesContext(connection) as captured, connection.cursor() as cursor:
        found("quay")
        cursor.execute(f"EXPLAIN QUERY PLAN {captured[0]['sql']}")
        steps = [row[3] for row in cursor.fetchall()]
    assert steps[0].startswith("SCAN archive_searchwords VIRTUAL TABLE"), steps
    assert steps[1].startswith("SEARCH archive_searchentry USING INTEGER PRIMARY KEY"), steps
    assert not any(step.startswith("SCAN") for step in steps[1:]), steps
    assert any("SEARCH U0 USING INTEGER PRIMARY KEY" in step for step in steps), steps


class TestAllByDate:
    def test_page_by_page_there_and_back(self) -> None:
        made = [builders.article(body="quay").pk for _ in range(45)]
        builders.indexed()
        pages, cursor = [], ""
        while True:
            page = newest(read("quay"), ALL, cursor)
            pages.append(page)
            if not (cursor := page.next):
                break
        assert [row.article_id for page in pages for row in page.rows] == made[::-1]
        assert [len(page.rows) for page in pages] == [20, 20, 5]
        back = newest(read("quay"), ALL, pages[2].previous)
        assert [row.pk for row in back.rows] == [row.pk for row in pages[1].rows]
        first = newest(read("quay"), ALL, back.previous)
        assert [row.pk for row in first.rows] == [row.pk for row in pages[0].rows]
        assert first.previous == ""

    def test_beyond_the_last_there_is_nothing_unfinished(self) -> None:
        builders.article(body="quayside")
        last = builders.article(body="quay")
        builders.indexed()
        beyond = keyset.cursor_beyond(
            keyset.BY_NUMBER, SearchEntry.objects.get(article=last), backwards=False
        )
        page = newest(read("quay"), ALL, beyond)
        assert (page.rows, page.begins_with) == ((), "")

    def test_what_is_unfinished_goes_on_over_pages(self) -> None:
        for _ in range(25):
            builders.article(body="quayside")
        builders.indexed()
        first = newest(read("quay"), ALL, "")
        second = newest(read("quay"), ALL, first.next)
        assert (len(first.rows), len(second.rows)) == (20, 5)
        assert first.begins_with == second.begins_with == "quay"

    def test_a_cursor_that_leads_nowhere(self) -> None:
        builders.indexed(builders.article(body="quay"))
        page = newest(read("quay"), ALL, "nowhere")
        assert len(page.rows) == 1
        assert "“nowhere”" in page.fault


class TestTime:
    def test_running_out_of_it_is_an_answer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def too_long(*_given: object, **_named: object) -> None:
            raise TooLong

        monkeypatch.setattr(engine, "_hits", too_long)
        assert found("quay") == Found((), too_long=True)
        assert newest(read("quay"), ALL, "").too_long

    def test_a_statement_that_takes_too_long_is_stopped(self) -> None:
        sql = {
            "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT count(*) FROM n",
            "postgresql": "SELECT pg_sleep(600)",
        }[connection.vendor]
        with pytest.raises(TooLong), backend().deadline(20), connection.cursor() as cursor:
            cursor.execute(sql)
        assert not SearchEntry.objects.exists()  # the connection is as good as before

    def test_the_limit_ends_with_the_search(self) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no limit that could stay")
        with connection.cursor() as cursor:
            limits = ("statement_timeout", *postgres.PLANNED)
            sql = "SELECT " + ", ".join(f"current_setting('{name}')" for name in limits)
            cursor.execute(sql)
            before = cursor.fetchone()
            found("quay")
            cursor.execute(sql)
            assert cursor.fetchone() == before
            with backend().deadline(20):
                cursor.execute(sql)
                assert cursor.fetchone() == ("20ms", *postgres.PLANNED.values())


@pytest.mark.parametrize("q", HOSTILE, ids=lambda q: ascii(q)[:30])
def test_nothing_that_is_typed_raises(q: str) -> None:
    builders.indexed(builders.article(body="a b c harbour"))
    for text in (q, f"harbour {q}", f"harbour -{q}", f'"{q}', f"author:{q}"):
        assert not found(text).too_long
        assert not newest(read(text), ALL, "").too_long


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("ab\"-:*()&|!<>'\\{}^+= ·北\0"), st.characters()),
        max_size=40,
    )
)
def test_nor_does_anything_else(q: str) -> None:
    assert not found(q).too_long
    assert not newest(read(q), ALL, "").too_long
