"""What is erased is nowhere any more, and the thread stays whole."""

import pytest
from django.utils import timezone

from archive.commenting.edit import edit
from archive.commenting.refusal import Refused
from archive.commenting.report import report
from archive.models import Article, Comment, CommentRevision, ModerationEntry, Report
from archive.moderating.erase import erase
from tests import builders, people
from tests.archive.commenting.saying import check_thread

pytestmark = pytest.mark.django_db
WHY = "it told where somebody lives"


@pytest.fixture
def said() -> Comment:
    builders.settings()
    comment = builders.comment(builders.article(), people.reader(), body="Elm Street 7")
    edit(comment.member, comment, body="Elm Street 9", edition=0)
    builders.comment(comment.article, people.reader(), parent=comment)
    report(people.reader(), comment, builders.rule(), "Look.", timezone.now())
    comment.refresh_from_db()
    return comment


def test_the_words_are_gone_and_the_answers_stay(said: Comment) -> None:
    version = Article.objects.get(pk=said.article_id).discussion_version
    entry = erase(said, people.admin(), f" {WHY} ")
    said.refresh_from_db()
    assert (said.body, said.body_html, said.fingerprint) == ("", "", "")
    assert said.review == Comment.Review.REMOVED
    assert not CommentRevision.objects.exists()
    assert said.replies.public().count() == 1  # type: ignore[attr-defined]
    assert (entry.act, entry.reason, entry.after) == (ModerationEntry.Act.ERASED, WHY, {})
    assert Report.objects.get().resolved_by == entry
    assert Article.objects.get(pk=said.article_id).discussion_version == version + 1
    check_thread(said.article)


def test_what_was_hidden_is_erased_without_anybody_seeing_a_change(said: Comment) -> None:
    Comment.objects.filter(pk=said.pk).update(review=Comment.Review.REJECTED)
    Article.objects.filter(pk=said.article_id).update(comment_total=1, discussion_version=7)
    erase(said, people.admin(), WHY)
    assert Article.objects.get(pk=said.article_id).discussion_version == 7
    assert Article.objects.get(pk=said.article_id).comment_total == 1


def test_it_is_refused_without_a_reason_twice_and_for_what_was_captured(said: Comment) -> None:
    admin = people.admin()
    with pytest.raises(Refused, match="reason"):
        erase(said, admin, " ")
    erase(said, admin, WHY)
    with pytest.raises(Refused, match="already"):
        erase(said, admin, WHY)
    with pytest.raises(Refused, match="Redact"):
        erase(builders.captured_comment(said.article), admin, WHY)
    assert ModerationEntry.objects.filter(act=ModerationEntry.Act.ERASED).count() == 1
