"""The worker: each chore in turn, whatever becomes of the others, until it is told to end."""

from datetime import timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from accounts import old_sessions, outbox
from accounts.models import HeldName, OutboxMessage, RateCounter, Subscription, UsedChallenge
from archive.management import rounds
from archive.management.chores import CHORES, Chore
from archive.management.rounds import LONGEST_PAUSE_S, Turn, go_round, pause_s
from archive.models import CommentDrive, CommentPolicy
from tests import people


@pytest.mark.django_db
class TestOnce:
    def test_it_does_every_chore(self) -> None:
        long_ago = timezone.now() - timedelta(days=99)
        outbox.put(EmailMessage("Hello", "Words.", to=["ada@example.org"]), kind="a_kind")
        OutboxMessage.objects.create(
            message_id="<old@example.org>", kind="a_kind", sent_at=long_ago, written_at=long_ago
        )
        RateCounter.objects.create(key="k", expires_at=long_ago)
        UsedChallenge.objects.create(digest="d", expires_at=long_ago)
        Session.objects.create(session_key="s", expire_date=long_ago)
        HeldName.objects.create(digest="h", member=people.reader(), until=long_ago)
        lapsed = people.lapsed().subscriptions.get()
        missed = CommentDrive.objects.create(
            target=1, starts_at=long_ago, deadline=long_ago + timedelta(days=1)
        )
        call_command("worker", once=True)
        assert [row.sent_at is not None for row in OutboxMessage.objects.all()] == [True]
        for model in (RateCounter, UsedChallenge, Session, HeldName):
            assert not model.objects.exists()
        lapsed.refresh_from_db()
        assert lapsed.status == Subscription.Status.EXPIRED
        assert CommentPolicy.objects.get().drive == missed

    def test_one_that_fails_is_named_and_stops_no_other(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def drop_it(_at: object) -> None:
            raise OSError("a line\nand another")

        done: list[str] = []
        chores = (Chore("juggle", drop_it, 1), Chore("sing", lambda _at: done.append("sung"), 1))
        monkeypatch.setattr("archive.management.commands.worker.CHORES", chores)
        with pytest.raises(CommandError, match="Could not juggle: the log says why"):
            call_command("worker", once=True)
        assert done == ["sung"]
        (record,) = caplog.records
        assert record.exc_info is None
        line = record.getMessage()
        assert line.startswith("could not juggle: OSError: a line and another (test_worker.py:")

    def test_each_chore_has_a_name_of_its_own(self) -> None:
        assert len({chore.name for chore in CHORES}) == len(CHORES) > 4


@pytest.mark.django_db
class TestSessions:
    def test_what_was_noted_of_sessions_goes_with_them(self) -> None:
        member, at = people.reader(), timezone.now()
        Session.objects.create(session_key="alive", expire_date=at + timedelta(days=1))
        Session.objects.create(session_key="over", expire_date=at - timedelta(days=1))
        before = at - timedelta(days=2)
        for key, seen in (("alive", before), ("over", before), ("gone", before), ("coming", at)):
            UserSession.objects.create(
                session_key=key, user=member, ip="192.0.2.1", user_agent="x", last_seen_at=seen
            )
        assert old_sessions.forget(at) == 2
        kept = set(UserSession.objects.values_list("session_key", flat=True))
        assert kept == {"alive", "coming"}
        assert Session.objects.get().session_key == "alive"


@pytest.mark.django_db
class TestTurns:
    def test_a_chore_rests_between_its_turns(self) -> None:
        done: list[object] = []
        turn = Turn(Chore("sing", done.append, 10))
        for now_s in (0, 1, 9.9, 10, 19.9, 20):
            if turn.come(now_s):
                turn.take(now_s)
        assert len(done) == 3

    def test_one_that_is_not_finished_comes_again_sooner(self) -> None:
        answers = iter([False, False, True, None])
        turn = Turn(Chore("fill", lambda _at: next(answers), 3_600, unfinished_s=15))
        rests = []
        for _ in range(4):
            turn.take(0)
            rests.append(turn.next_s)
        assert rests == [15, 15, 3_600, 3_600]
        patient = Turn(Chore("tell", lambda _at: False, 3_600))
        patient.take(0)
        assert (patient.next_s, patient.failures) == (3_600, 0)

    def test_one_that_fails_is_left_alone_longer_and_longer_but_not_for_good(self) -> None:
        tried: list[float] = []

        def fail(_at: object) -> None:
            tried.append(now_s)
            raise LookupError

        turn = Turn(Chore("juggle", fail, 1))
        for now_s in range(1_000):
            if turn.come(now_s):
                turn.take(now_s)
        assert [late - early for early, late in pairwise(tried[:8])] == [
            2, 4, 8, 16, 32, LONGEST_PAUSE_S, LONGEST_PAUSE_S,
        ]  # fmt: skip
        assert pause_s(10**9) == LONGEST_PAUSE_S

    def test_then_it_begins_afresh(self) -> None:
        moods = iter([LookupError(), None, LookupError(), None])

        def waver(_at: object) -> None:
            mood = next(moods)
            if mood:
                raise mood

        turn = Turn(Chore("waver", waver, 1))
        turn.take(0)
        assert (turn.failures, turn.next_s) == (1, 2)
        turn.take(2)
        assert (turn.failures, turn.next_s) == (0, 3)
        turn.take(3)
        assert (turn.failures, turn.next_s) == (1, 5)


@pytest.mark.django_db(transaction=True)  # its connections are closed between chores
class TestRounds:
    def test_it_ends_between_two_chores(self) -> None:
        done: list[str] = []
        chores = [Chore(name, lambda _at, name=name: done.append(name), 0) for name in "ab"]
        beats: list[int] = []
        go_round(chores, lambda: bool(done), lambda: beats.append(1))
        assert done == ["a"]
        assert beats == [1]

    def test_a_database_that_is_away_is_said_once_a_round_and_awaited(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        done: list[object] = []
        refusals = iter([OperationalError("gone"), OperationalError("gone"), None])
        waited: list[float] = []

        def connect() -> None:
            refusal = next(refusals)
            if refusal:
                raise refusal

        monkeypatch.setattr(rounds, "connection", SimpleNamespace(ensure_connection=connect))
        monkeypatch.setattr(rounds, "_wait", lambda seconds, _over: waited.append(seconds))
        beats: list[int] = []
        with caplog.at_level("INFO", "postil.worker"):
            go_round([Chore("sing", done.append, 0)], lambda: bool(done), lambda: beats.append(1))
        assert waited[:2] == [2, 4]
        assert len(beats) == 1
        assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
            "the database does not answer",
            "the database does not answer",
            "the database answers again",
        ]

    def test_it_does_not_grow_while_debugging(self, settings) -> None:
        settings.DEBUG = True
        counts: list[int] = []
        chore = Chore("count", lambda _at: counts.append(OutboxMessage.objects.count()), 0)
        go_round([chore], lambda: len(counts) == 3, lambda: None)
        assert len([query for query in connection.queries if "COUNT" in query["sql"]]) == 1
