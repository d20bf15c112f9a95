"""Editing: who may and until when, and what is kept of what was said."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.gating import Because
from accounts.limits import Limit
from accounts.models import User
from archive.commenting import pace
from archive.commenting.edit import edit, editable_until, withdraw
from archive.commenting.refusal import NotAdmitted, Refused, Stale, TooOften
from archive.models import Article, Comment, CommentRevision, ModerationEntry, SiteSettings
from archive.moderating import bans
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.commenting.saying import check_thread, now, say

pytestmark = pytest.mark.django_db

Review = Comment.Review
Act = ModerationEntry.Act
TICK = timedelta(microseconds=1)


@pytest.fixture
def member() -> User:
    return people.reader()


@pytest.fixture
def article() -> Article:
    return builders.article()


@pytest.fixture
def said(member: User, article: Article) -> Comment:
    """A public comment of the member, under a captured one."""
    builders.settings()
    return say(member, article, "As it was.", builders.captured_comment(article))


class TestWhatIsKept:
    def test_the_old_words_and_when_they_were_said(self, member: User, said: Comment) -> None:
        first = edit(member, said, body="As it *is*.", edition=0)
        second = edit(member, said, body="As it will be.", edition=1)
        old, older = CommentRevision.objects.order_by("-id")
        assert (older.body, older.written_at, older.replaced_at) == (
            *("As it was.", said.posted_at),
            first.edited_at,
        )
        assert (old.body, old.body_html) == ("As it *is*.", "<p>As it <em>is</em>.</p>\n")
        assert (old.written_at, old.replaced_at) == (first.edited_at, second.edited_at)
        assert (older.was_public, old.was_public) == (True, True)
        held = now(said)
        assert (held.body, held.edition, held.edited_at) == (
            *("As it will be.", 2),
            second.edited_at,
        )
        assert held.body_html == "<p>As it will be.</p>\n"
        assert held.posted_at == said.posted_at
        check_thread(said.article)

    def test_what_nobody_had_read_is_kept_as_such(self, member: User, article: Article) -> None:
        waiting = say(member, article)
        edit(member, waiting, body="Better.", edition=0)
        assert not CommentRevision.objects.get().was_public
        assert now(waiting).review == Review.PENDING

    def test_the_same_words_again_change_nothing(self, member: User, said: Comment) -> None:
        """A form that is sent twice has been done the first time."""
        edit(member, said, body="Better.", edition=0)
        version = now(said).article.discussion_version
        again = edit(member, said, body="Better.\r\n", edition=0)
        assert again.edition == 1
        assert CommentRevision.objects.count() == 1
        assert now(said).article.discussion_version == version


class TestScreenedAgain:
    def test_what_must_wait_is_read_by_nobody_until_a_moderator_looked(
        self, member: User, said: Comment
    ) -> None:
        article = said.article
        answer = say(people.reader(), article, "How so?", said)
        Article.objects.filter(pk=article.pk).update(premoderated=True)
        edit(member, said, body="Better.", edition=0)
        assert now(said).review == Review.PENDING
        assert answer in Comment.objects.public()
        assert now(said.parent).reply_total == 1
        assert "under this article" in ModerationEntry.objects.get(comment=said).note
        check_thread(article)
        set_state([said.pk], Decision(Act.APPROVED, people.moderator()))
        assert now(said.parent).reply_total == 2
        assert CommentRevision.objects.get().was_public

    def test_each_edit_of_what_waits_is_told_the_moderators(
        self, member: User, article: Article
    ) -> None:
        waiting = say(member, article)
        edit(member, waiting, body="Better.", edition=0)
        assert ModerationEntry.objects.filter(comment=waiting, act=Act.HELD).count() == 2

    def test_it_goes_on_waiting_though_nothing_holds_it_any_more(
        self, member: User, article: Article
    ) -> None:
        waiting = say(member, article)
        builders.settings(first_comments_held=0)
        edit(member, waiting, body="Better.", edition=0)
        assert now(waiting).review == Review.PENDING

    def test_what_was_let_pass_does_not_vouch_for_its_own_rewriting(
        self, member: User, article: Article
    ) -> None:
        builders.settings(first_comments_held=1)
        first = say(member, article, "Harmless words.")
        set_state([first.pk], Decision(Act.APPROVED, people.moderator()))
        edit(member, first, body="Others altogether, which nobody has looked at yet.", edition=0)
        assert now(first).review == Review.PENDING

    def test_nor_do_many_slips_of_the_pen_make_another_of_it(
        self, member: User, article: Article
    ) -> None:
        builders.settings(first_comments_held=1)
        first = say(member, article, "one two three four five six")
        set_state([first.pk], Decision(Act.APPROVED, people.moderator()))
        edit(member, first, body="all of you four five six", edition=0)
        assert now(first).review == Review.APPROVED
        edit(member, first, body="all of you are fools indeed", edition=1)
        assert now(first).review == Review.PENDING

    def test_but_not_of_staff(self, article: Article) -> None:
        moderator = people.moderator()
        builders.settings(premoderated=True)
        own = say(moderator, article)
        edit(moderator, own, body="Better.", edition=0)
        assert now(own).review == Review.APPROVED


class TestTheWindow:
    @pytest.fixture
    def clock(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
        return lambda at: monkeypatch.setattr(timezone, "now", lambda: at)

    def test_to_its_last_moment(
        self, member: User, said: Comment, clock: Callable[[datetime], None]
    ) -> None:
        until = editable_until(said, SiteSettings.now())
        assert until is not None
        assert said.posted_at is not None
        assert until - said.posted_at == timedelta(minutes=15)
        clock(until - TICK)
        edit(member, said, body="Better.", edition=0)
        clock(until)
        with pytest.raises(Refused, match="time to edit this comment has passed"):
            edit(member, said, body="Best.", edition=1)
        assert now(said).body == "Better."

    def test_an_edit_does_not_open_it_anew(
        self, member: User, said: Comment, clock: Callable[[datetime], None]
    ) -> None:
        before = editable_until(said, SiteSettings.now())
        edited = edit(member, said, body="Better.", edition=0)
        assert editable_until(edited, SiteSettings.now()) == before

    def test_no_minutes_are_none(self, member: User, said: Comment) -> None:
        builders.settings(edit_minutes=0)
        with pytest.raises(Refused, match="has passed"):
            edit(member, said, body="Better.", edition=0)

    def test_nobody_edits_what_was_captured(self, article: Article) -> None:
        captured = builders.captured_comment(article, posted_at=timezone.now())
        assert editable_until(captured, SiteSettings.now()) is None
        for person in (people.reader(), people.moderator(), people.admin()):
            for change in (
                lambda p=person: edit(p, captured, body="Mine.", edition=0),
                lambda p=person: withdraw(p, captured),
            ):
                with pytest.raises(Refused, match="not yours"):
                    change()
        assert now(captured).body == captured.body
        assert now(captured).withdrawn_at is None


class TestRefused:
    def test_somebody_elses(self, said: Comment) -> None:
        for person in (people.reader(), people.admin()):
            with pytest.raises(Refused, match="not yours"):
                edit(person, said, body="Mine.", edition=0)
        assert now(said).body == "As it was."

    @pytest.mark.parametrize("edition", [0, 2])
    def test_an_edition_that_is_not_the_one_there_is(
        self, member: User, said: Comment, edition: int
    ) -> None:
        edit(member, said, body="Better.", edition=0)
        with pytest.raises(Stale, match="edited elsewhere"):
            edit(member, said, body="Other.", edition=edition)
        assert now(said).body == "Better."

    @pytest.mark.parametrize("act", [Act.REJECTED, Act.REMOVED])
    def test_what_moderators_hid(self, member: User, said: Comment, act: Act) -> None:
        set_state([said.pk], Decision(act, people.moderator(), "An insult."))
        with pytest.raises(Refused, match="not shown any more"):
            edit(member, said, body="Better.", edition=0)

    def test_what_the_member_withdrew(self, member: User, said: Comment) -> None:
        withdraw(member, said)
        with pytest.raises(Refused, match="not shown any more"):
            edit(member, said, body="Better.", edition=0)

    @pytest.mark.parametrize("gone", ["removed", "withdrawn"])
    def test_the_same_words_again_where_nobody_reads_them_any_more(
        self, member: User, said: Comment, gone: str
    ) -> None:
        """Whoever sends them means that they stand; and they do not."""
        edit(member, said, body="Better.", edition=0)
        if gone == "removed":
            set_state([said.pk], Decision(Act.REMOVED, people.moderator(), "An insult."))
        else:
            withdraw(member, said)
        with pytest.raises(Refused, match="not shown any more"):
            edit(member, said, body="Better.", edition=0)

    def test_somebody_who_was_banned_since(self, member: User, said: Comment) -> None:
        bans.ban(member, people.moderator())
        with pytest.raises(NotAdmitted) as refused:
            edit(member, said, body="Better.", edition=0)
        assert refused.value.verdict.because is Because.BANNED
        assert now(said).body == "As it was."

    def test_what_cannot_be_a_comment(self, member: User, said: Comment) -> None:
        with pytest.raises(Refused, match="nothing to read"):
            edit(member, said, body="***", edition=0)

    def test_too_many_at_once(
        self, member: User, said: Comment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pace, "EDITS", Limit("edits", 1, timedelta(days=36_500)))
        edit(member, said, body="Better.", edition=0)
        with pytest.raises(TooOften):
            edit(member, said, body="Best.", edition=1)
