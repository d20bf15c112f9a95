"""Turns: on PostgreSQL, whoever comes second waits, and then works on what is there by then."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from accounts.models import User
from archive.commenting import leaving
from archive.commenting.discussion import recount
from archive.commenting.edit import edit, withdraw
from archive.commenting.refusal import Refused, Stale
from archive.commenting.report import report
from archive.commenting.turns import take_article, take_member
from archive.models import Article, Comment, ModerationEntry
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.commenting.saying import check_thread, now, say
from tests.side_by_side import PATIENCE_S, wait_until_one_waits

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
        reason="SQLite lets one transaction write at a time.",
    ),
]

Act = ModerationEntry.Act


@contextmanager
def held_up(work: Callable[[], object], turn: Callable[[], object]) -> Iterator[list[object]]:
    """A transaction that has taken `turn`, for which `work` waits on another connection. When it is
    over, the list holds what came of the work."""
    given: list[object] = []

    def run() -> None:
        try:
            given.append(work())
        except Refused as refusal:
            given.append(refusal)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        turn()
        thread.start()
        wait_until_one_waits()
        yield given
    thread.join(PATIENCE_S)
    assert given


@pytest.fixture
def member() -> User:
    return people.reader()


@pytest.fixture
def said(member: User) -> Comment:
    builders.settings()
    article = builders.article()
    return say(member, article, parent=builders.captured_comment(article))


class TestTheArticles:
    """What changed while they waited for it is what they find."""

    def changed(self, work: Callable[[], object], said: Comment, **fields: object) -> object:
        with held_up(work, partial(take_article, said.article_id)) as given:
            Comment.objects.filter(pk=said.pk).update(**fields)
            recount(said.article_id)
        check_thread(said.article)
        return given[0]

    def test_an_answer_finds_its_parent_removed(self, said: Comment) -> None:
        answer = partial(say, people.reader(), said.article, "So?", said)
        refused = self.changed(answer, said, review="removed")
        assert "cannot see" in str(refused)

    def test_a_report_finds_the_comment_removed(self, said: Comment) -> None:
        tell = partial(report, people.reader(), said, builders.rule(), "", timezone.now())
        assert isinstance(self.changed(tell, said, review="removed"), Refused)

    def test_an_edit_finds_another(self, member: User, said: Comment) -> None:
        said.revisions.create(
            **{"body": "", "body_html": "", "render_version": 1, "was_public": True},
            **{"written_at": timezone.now(), "replaced_at": timezone.now()},
        )
        change = partial(edit, member, said, body="Better.", edition=0)
        assert isinstance(self.changed(change, said, edition=1), Stale)

    def test_a_withdrawal_finds_the_comment_moved(self, member: User, said: Comment) -> None:
        other = builders.captured_comment(said.article)
        place = bytes(other.sort_path) + bytes(said.sort_path)[-4:]
        take_back = partial(withdraw, member, said)
        self.changed(take_back, said, parent=other, sort_path=place)
        assert (now(other).reply_total, now(said).withdrawn_at is None) == (0, False)

    def test_a_decision_finds_one(self, said: Comment) -> None:
        decide = partial(set_state, [said.pk], Decision(Act.REMOVED, people.admin(), "An insult."))
        assert self.changed(decide, said, review="removed") == []

    def test_an_account_is_deleted_after_its_articles_are_free(self, said: Comment) -> None:
        """And not while somebody decides about what it wrote there."""
        leave = partial(leaving.leave, said.member, timezone.now())
        self.changed(leave, said, review="removed")
        assert now(said).review == "removed"


ACTS = ["post", "edit", "withdraw", "report", "decide", "decide about"]


@pytest.mark.parametrize("act", ACTS)
def test_the_members_turn(act: str, member: User, said: Comment) -> None:
    """Whoever writes a row that names a member waits while their account is deleted; else the two
    would wait for each other, one for the member and one for the article."""
    other = builders.comment(said.article, people.reader())
    work: dict[str, Callable[[], object]] = {
        "post": partial(say, member, said.article),
        "edit": partial(edit, member, said, body="Better.", edition=0),
        "withdraw": partial(withdraw, member, said),
        "report": partial(report, member, other, builders.rule(), "", timezone.now()),
        "decide": partial(set_state, [other.pk], Decision(Act.REMOVED, member, "An insult.")),
        "decide about": partial(
            set_state, [said.pk], Decision(Act.REMOVED, people.admin(), "An insult.")
        ),
    }
    with held_up(work[act], partial(take_member, member.pk)) as given:
        # Nobody who waits for a member holds an article.
        list(Article.objects.filter(pk=said.article_id).select_for_update(nowait=True))
        assert not given
