"""Requests to remove: what is asked, what an answer does, and how it is taken back."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import OutboxMessage, User
from archive.commenting.refusal import Refused
from archive.management.chores import CHORES
from archive.models import Article, Comment, ModerationEntry, Redaction, RemovalRequest, Report
from archive.moderating import removals
from archive.moderating.granting import Granting, Way
from archive.moderating.removals import RECEIPTS, Asker
from tests import builders, people

pytestmark = pytest.mark.django_db

Act, Outcome = ModerationEntry.Act, RemovalRequest.Outcome
ASKER = Asker("Nora Quay", "nora@example.org", RemovalRequest.Relation.SUBJECT)
REASON = "It named somebody’s street."
ANSWER = "You were right, and it is gone."


@pytest.fixture
def editor() -> User:
    return people.editor()


def grant(
    asked: RemovalRequest,
    by: User,
    way: Way,
    *,
    ground: str = "editorial",
    lines: Sequence[Sequence[int]] = (),
) -> ModerationEntry:
    """The one entry that a grant leaves."""
    before = set(ModerationEntry.objects.values_list("pk", flat=True))
    removals.grant(asked, by, answer=ANSWER, granting=Granting(way, REASON, ground, lines))
    [entry] = ModerationEntry.objects.exclude(pk__in=before)
    return entry


def asked_comment(**fields: object) -> tuple[RemovalRequest, Comment]:
    article = builders.article()
    builders.document(article, "A title\n\nFirst\nSecond\nThird")
    comment = builders.captured_comment(article, first_line=4, last_line=5, **fields)
    return builders.removal_request(article, comment), comment


@pytest.mark.django_db(transaction=True)
class TestAsking:
    def test_it_waits_for_an_editor_and_a_receipt_goes_out(self) -> None:
        article, at = builders.article(title="The ferry"), timezone.now()
        made = removals.request(article, None, ASKER, "My street is named.", at)
        assert RemovalRequest.objects.open().get() == made
        assert (made.article, made.comment, made.about) == (article, None, "The ferry")
        assert (made.name, made.email, made.relation) == ("Nora Quay", ASKER.email, "subject")
        [mail] = OutboxMessage.objects.all()
        assert mail.recipient == ASKER.email
        assert "The ferry" in mail.text
        # Nobody writes to others through this form.
        for words in ("My street is named.", "Nora"):
            assert words not in mail.text + mail.html + mail.subject

    def test_a_comment_is_told_by_its_name(self) -> None:
        article = builders.article(title="The ferry")
        comment = builders.captured_comment(article, captured_name="Old salt")
        made = removals.request(article, comment, ASKER, "I wrote it.", timezone.now())
        assert made.comment == comment
        assert "Old salt" in made.about

    def test_an_address_is_not_flooded_with_receipts(self) -> None:
        article, at = builders.article(), timezone.now()
        for number in range(RECEIPTS.most + 2):
            spelling = ASKER.email.upper() if number % 2 else ASKER.email
            asker = Asker("Nora", spelling, RemovalRequest.Relation.OTHER)
            removals.request(article, None, asker, f"Request {number}.", at)
        assert RemovalRequest.objects.count() == RECEIPTS.most + 2
        assert OutboxMessage.objects.count() == RECEIPTS.most


class TestGranting:
    def test_an_article_is_withdrawn(self, editor: User) -> None:
        article = builders.article()
        asked = builders.removal_request(article)
        entry = grant(asked, editor, Way.WITHDRAW, ground="legal")
        article.refresh_from_db()
        assert article.state == Article.State.WITHDRAWN
        assert (article.withdrawal_ground, article.withdrawal_reason) == ("legal", REASON)
        assert (entry.act, entry.actor, entry.article) == (Act.GRANTED, editor, article)
        assert (entry.reason, entry.removal_request, entry.member) == (REASON, asked, None)
        assert entry.before == {"state": "published"}
        assert entry.after == {"state": "withdrawn", "ground": "legal"}
        assert entry.waited is not None
        assert article.revisions.get().reason == REASON

    def test_a_comment_is_removed_with_its_lines(self, editor: User) -> None:
        asked, comment = asked_comment()
        Report.objects.create(comment=comment, reporter=people.reader(), rule=builders.rule())
        entry = grant(asked, editor, Way.COMMENT)
        comment.refresh_from_db()
        comment.article.refresh_from_db()
        redaction = Redaction.objects.get()
        assert comment.review == Comment.Review.REMOVED
        assert comment.article.comment_total == 0
        assert (redaction.document, redaction.by) == (comment.document, editor)
        assert (redaction.first_line, redaction.last_line) == (4, 5)
        assert redaction.reason == REASON
        assert entry.comment == comment
        assert entry.before == {"review": "approved"}
        assert entry.after == {
            "review": "removed",
            "ground": "editorial",
            "redactions": [redaction.pk],
        }
        assert Report.objects.get().resolved_by == entry

    def test_lines_are_redacted(self, editor: User) -> None:
        article = builders.article()
        document = builders.document(article, "One\nTwo\nThree\nFour")
        asked = builders.removal_request(article)
        entry = grant(asked, editor, Way.LINES, lines=[[1, 1], [3, 4]])
        covered = [(r.document, r.first_line, r.last_line) for r in Redaction.objects.all()]
        assert covered == [(document, 1, 1), (document, 3, 4)]
        assert entry.after == {"redactions": [r.pk for r in Redaction.objects.order_by("pk")]}
        article.refresh_from_db()
        assert article.state == Article.State.PUBLISHED

    def test_what_was_done_otherwise_changes_nothing_here(self, editor: User) -> None:
        entry = grant(builders.removal_request(builders.article()), editor, Way.DONE)
        assert (entry.before, entry.after) == ({}, {})

    def test_the_answer_is_kept_and_mailed(self, editor: User) -> None:
        asked = builders.removal_request(builders.article(title="The ferry"))
        grant(asked, editor, Way.WITHDRAW)
        asked.refresh_from_db()
        assert (asked.outcome, asked.answer, asked.answered_by) == ("granted", ANSWER, editor)
        [mail] = OutboxMessage.objects.all()
        assert mail.recipient == asked.email
        for words in ("The ferry", ANSWER, "was granted"):
            assert words in mail.text
            assert words in mail.html


class TestRefusing:
    @pytest.mark.parametrize(
        ("granting", "answer"),
        [
            (Granting(Way.WITHDRAW, " "), ANSWER),
            (Granting(Way.WITHDRAW, REASON), " "),
            (Granting(Way.COMMENT, REASON), ANSWER),  # it is about the article
            (Granting(Way.LINES, REASON), ANSWER),  # there are none
        ],
    )
    def test_half_an_answer_changes_nothing(
        self, editor: User, granting: Granting, answer: str
    ) -> None:
        asked = builders.removal_request(builders.article())
        with pytest.raises(Refused):
            removals.grant(asked, editor, answer=answer, granting=granting)
        assert_untouched(asked)

    def test_what_is_withdrawn_is_not_withdrawn_again(self, editor: User) -> None:
        asked = builders.removal_request(builders.withdrawn())
        with pytest.raises(Refused, match="cannot open"):
            grant(asked, editor, Way.WITHDRAW)
        assert_untouched(asked)

    def test_a_hidden_comment_is_not_removed_again(self, editor: User) -> None:
        asked, _comment = asked_comment(review=Comment.Review.REMOVED)
        with pytest.raises(Refused, match="not shown"):
            grant(asked, editor, Way.COMMENT)
        assert not Redaction.objects.exists()

    def test_the_second_to_answer_is_told(self, editor: User) -> None:
        asked = builders.removal_request(builders.article())
        stale = RemovalRequest.objects.get(pk=asked.pk)
        removals.decline(asked, people.editor(), answer="It stays.")
        with pytest.raises(Refused, match="answered this request meanwhile"):
            grant(stale, editor, Way.WITHDRAW)
        assert ModerationEntry.objects.count() == OutboxMessage.objects.count() == 1
        assert Article.objects.get().state == Article.State.PUBLISHED


def assert_untouched(asked: RemovalRequest) -> None:
    before = asked.article.state if asked.article else ""
    assert RemovalRequest.objects.open().get() == asked
    assert Article.objects.get().state == before
    assert not ModerationEntry.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert not Redaction.objects.exists()


def test_declining_changes_nothing_but_is_told(editor: User) -> None:
    asked = builders.removal_request(builders.article())
    removals.decline(asked, editor, answer="It is a public record.")
    entry, mail = ModerationEntry.objects.get(), OutboxMessage.objects.get()
    assert (entry.act, entry.reason, entry.after) == (Act.DECLINED, "", {})
    assert "was declined" in mail.text
    assert "It is a public record." in mail.text
    assert Article.objects.get().state == Article.State.PUBLISHED


class TestTakingBack:
    def test_a_withdrawn_article_is_published_again(self, editor: User) -> None:
        article = builders.article()
        asked = builders.removal_request(article)
        entry = grant(asked, editor, Way.WITHDRAW)
        removals.take_back(entry, editor)
        article.refresh_from_db()
        assert article.state == Article.State.PUBLISHED
        assert article.withdrawn_at is None
        # Whoever asked was told that it is gone, so they are to be answered anew.
        assert RemovalRequest.objects.open().get() == asked
        grant(asked, editor, Way.WITHDRAW)

    def test_a_removed_comment_is_shown_again_with_its_lines(self, editor: User) -> None:
        asked, comment = asked_comment()
        entry = grant(asked, editor, Way.COMMENT)
        removals.take_back(entry, editor)
        comment.refresh_from_db()
        comment.article.refresh_from_db()
        assert comment.review == Comment.Review.APPROVED
        assert comment.article.comment_total == 1
        assert not Redaction.objects.exists()

    def test_other_redactions_stay(self, editor: User) -> None:
        asked, comment = asked_comment()
        assert comment.document
        other = comment.document.redactions.create(first_line=3, last_line=3, reason="Other.")
        entry = grant(asked, editor, Way.LINES, lines=[[4, 4]])
        removals.take_back(entry, editor)
        assert Redaction.objects.get() == other

    @pytest.mark.parametrize("way", [Way.WITHDRAW, Way.COMMENT, Way.LINES])
    def test_what_is_otherwise_meanwhile_is_left(self, editor: User, way: Way) -> None:
        asked, _comment = asked_comment()
        entry = grant(asked, editor, way, lines=[[4, 4]])
        Article.objects.update(state=Article.State.DRAFT)
        Comment.objects.update(review=Comment.Review.APPROVED)
        Redaction.objects.all().delete()
        with pytest.raises(Refused, match="not any more as it was left"):
            removals.take_back(entry, editor)
        assert not RemovalRequest.objects.open().exists()

    def test_of_what_left_nothing_there_is_nothing_to_take_back(self, editor: User) -> None:
        asked = builders.removal_request(builders.article())
        removals.decline(asked, editor, answer="It stays.")
        with pytest.raises(Refused):
            removals.take_back(ModerationEntry.objects.get(), editor)


class TestForgetting:
    """Who asked, and in what words, is nobody's to read for ever."""

    def test_half_a_year_after_the_answer(self, editor: User) -> None:
        now = timezone.now()
        old, young, waiting = (builders.removal_request(builders.article()) for _ in range(3))
        for asked, days in ((old, 180), (young, 179)):
            removals.decline(asked, editor, answer=ANSWER)
            answered = now - timedelta(days=days)
            RemovalRequest.objects.filter(pk=asked.pk).update(answered_at=answered)
        removals.forget(now)
        old.refresh_from_db()
        assert (old.name, old.email, old.words) == ("", "", "")
        assert (old.outcome, old.answer, old.answered_by) == ("declined", ANSWER, editor)
        for asked in (young, waiting):
            asked.refresh_from_db()
            assert asked.email

    def test_what_is_forgotten_is_not_asked_anew(self, editor: User) -> None:
        asked = builders.removal_request(article := builders.article())
        entry = grant(asked, editor, Way.WITHDRAW)
        removals.forget(timezone.now() + timedelta(days=180))
        removals.take_back(entry, editor)
        article.refresh_from_db()
        assert article.state == Article.State.PUBLISHED
        asked.refresh_from_db()
        assert asked.outcome == Outcome.GRANTED

    def test_the_worker_does_it(self) -> None:
        assert removals.forget in {chore.do for chore in CHORES}
