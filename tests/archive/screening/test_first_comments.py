"""A member's first comments wait; and of those that were let pass, whichever becomes another."""

import pytest
from django.utils import timezone

from accounts.models import User
from archive.models import Comment, CommentRevision, ModerationEntry
from archive.moderating.set_state import Decision, set_state
from archive.screening.rules.first_comments import first_comments
from tests import builders, people
from tests.archive.screening.drafts import AT, draft

pytestmark = pytest.mark.django_db

LONG = "Everybody should read this page, for it is the best that was ever written about it."


@pytest.fixture
def member() -> User:
    return people.reader()


def said(by: User, **fields: object) -> Comment:
    return builders.comment(builders.article(), by, **({"posted_at": AT} | fields))


def edited(comment: Comment, body: str) -> None:
    CommentRevision.objects.create(
        comment=comment,
        body=comment.body,
        body_html=comment.body_html,
        render_version=comment.render_version,
        was_public=True,
        written_at=timezone.now(),
        replaced_at=timezone.now(),
    )
    comment.set_body(body)
    comment.save()


@pytest.mark.parametrize(
    ("held", "approved", "waits"),
    [(0, 0, False), (1, 0, True), (1, 1, False), (3, 2, True), (3, 3, False), (3, 9, False)],
)
def test_wait(held: int, approved: int, waits: bool) -> None:
    found = first_comments(draft(first_comments_held=held, approved=approved))
    assert bool(found) is waits


@pytest.mark.parametrize(
    ("anew", "waits"),
    [
        ("I read it twise, and liked it.", False),
        ("I read it twice, and liked it. Very much.", False),
        ("I read it twice, and liked it. http://spam.example", True),
        ("I read it twice, and [liked](http://spam.example) it.", True),
        ("I read it twice, and liked it: spam.example", True),
        ("Buy these pills, they are cheap and good.", True),
    ],
)
def test_a_slip_of_the_pen_in_one_that_was_let_pass_does_not(
    member: User, anew: str, waits: bool
) -> None:
    seen = said(member, body="I read it twice, and liked it.")
    found = first_comments(draft(anew, first_comments_held=1, approved=1, edits=seen))
    assert bool(found) is waits


def test_nor_does_one_that_leads_where_it_led(member: User) -> None:
    seen = said(member, body="Read http://good.example, all of you.")
    before = {"first_comments_held": 1, "approved": 1, "edits": seen}
    assert not first_comments(draft("Read http://good.example, everybody.", **before))
    assert first_comments(draft("Read http://spam.example, all of you.", **before))


def test_one_that_is_rewritten_slip_by_slip_does(member: User) -> None:
    """Whatever is new since moderators looked at it counts, however many edits it took."""
    body, other = "one two three four five six seven", "you are all fools and I know"
    seen = said(member, body=body, review="pending")
    set_state([seen.pk], Decision(ModerationEntry.Act.APPROVED, people.moderator()))
    seen.refresh_from_db()
    words, held = body.split(), []
    for first in (0, 3, 6):
        words[first : first + 3] = other.split()[first : first + 3]
        anew = draft(" ".join(words), first_comments_held=1, approved=1, edits=seen)
        held.append(bool(first_comments(anew)))
        edited(seen, anew.body)
    assert held == [False, True, True]


def test_nor_does_what_moderators_saw_again_since(member: User) -> None:
    seen = said(member, body="One two three four.", review="pending")
    edited(seen, "Entirely different words, which nobody had read.")
    set_state([seen.pk], Decision(ModerationEntry.Act.APPROVED, people.moderator()))
    seen.refresh_from_db()
    anew = "Entirely different words, which nobody had red."
    assert not first_comments(draft(anew, first_comments_held=1, approved=1, edits=seen))


def test_nor_does_a_later_one_rewritten(member: User) -> None:
    seen = said(member)
    assert not first_comments(draft(LONG, first_comments_held=1, approved=2, edits=seen))


def test_what_waits_goes_on_waiting(member: User) -> None:
    waiting = said(member, review="pending", body="Words.")
    assert first_comments(draft("Words!", first_comments_held=1, edits=waiting))
