"""Leaving: what stays of a member's comments when their account is deleted."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.utils import timezone

from archive.commenting.edit import edit, withdraw
from archive.commenting.leaving import leave
from archive.models import (
    Appeal,
    Article,
    Ban,
    Comment,
    CommentRevision,
    Member,
    MemberPremoderation,
    MemberWarning,
    ModerationEntry,
)
from archive.moderating.appeals import answer, appeal
from archive.moderating.bans import ban
from archive.moderating.premoderation import premoderate
from archive.moderating.set_state import Decision, set_state
from archive.moderating.warnings import warn
from tests import builders, people
from tests.archive.commenting.saying import check_thread, now, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    builders.settings()
    return builders.article()


def test_what_was_public_stays_with_its_history(article: Article) -> None:
    member = people.reader()
    said = say(member, article, "First.", builders.captured_comment(article))
    edit(member, said, body="Second.", edition=0)
    leave(member, timezone.now())
    assert now(said).body == "Second."
    assert CommentRevision.objects.get().body == "First."
    assert said in Comment.objects.public()
    check_thread(article)


@pytest.mark.parametrize("waits", [True, False])
def test_words_that_nobody_may_read_are_erased_with_what_they_were(
    article: Article, waits: bool
) -> None:
    member = people.reader()
    builders.settings(first_comments_held=int(waits))
    said = say(member, article, "First.", builders.captured_comment(article))
    edit(member, said, body="Second.", edition=0)
    if not waits:
        withdraw(member, said)
    leave(member, timezone.now())
    assert (now(said).body, now(said).body_html) == ("", "")
    assert not CommentRevision.objects.filter(body="First.").exists()
    assert said not in Comment.objects.public()


def test_what_moderators_hid_stays_as_they_judged_it(article: Article) -> None:
    member = people.reader()
    said = say(member, article, "An insult.")
    set_state([said.pk], Decision(ModerationEntry.Act.REMOVED, people.moderator(), "An insult."))
    leave(member, timezone.now())
    assert (now(said).body, now(said).review) == ("An insult.", Comment.Review.REMOVED)


def test_no_mark_tells_who_an_article_s_author_was_here() -> None:
    builders.settings()
    member, author = people.reader(), builders.author("Ada Marsh")
    author.member = member
    author.save()
    article = builders.article(authors=(author,))
    said = say(member, article)
    assert said.by_article_author
    leave(member, timezone.now())
    assert not now(said).by_article_author
    author.refresh_from_db()
    assert author.member is None


def test_pages_can_tell(article: Article) -> None:
    """They show the member's name, which is nobody's any more."""
    member = people.reader()
    say(member, article)
    article.refresh_from_db()
    before = article.discussion_version
    leave(member, timezone.now())
    article.refresh_from_db()
    assert article.discussion_version > before


def test_what_was_decided_about_them_stays_and_names_nobody(article: Article) -> None:
    """What they said against it is theirs, and goes; nobody is asked to hear it any more."""
    member, staff, other = people.reader(), people.moderator(), people.moderator()
    rejected = [say(member, article, f"Insult {number}.") for number in range(2)]
    ids = [comment.pk for comment in rejected]
    for number in ids:
        set_state([number], Decision(ModerationEntry.Act.REMOVED, staff, "it insults"))
    heard, unheard = [
        appeal(member, entry, "Ada said worse.")
        for entry in ModerationEntry.objects.filter(comment__in=ids)
    ]
    answer(heard, other, overturn=False, words="She did not.")
    banned = ban(member, staff, reason="you insult")
    warning = warn(member, staff, reason="you insulted")
    premoderate(member, staff, "Insults.")
    for changed in (banned, warning, heard, Member.objects.get(pk=member.pk)):
        LogEntry.objects.log_actions(staff.pk, [changed], CHANGE, "Changed.")
    written = ModerationEntry.objects.count()
    leave(member, timezone.now())
    assert (Ban.objects.get(), MemberWarning.objects.get()) == (banned, warning)
    assert not MemberPremoderation.objects.exists()
    kept = Appeal.objects.get()
    assert (kept, kept.words, kept.answer) == (heard, "", "She did not.")
    assert unheard != heard
    assert ModerationEntry.objects.count() == written
    assert set(LogEntry.objects.values_list("object_repr", flat=True)) == {"Deleted member"}
