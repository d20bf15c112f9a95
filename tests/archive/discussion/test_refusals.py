"""Bad input, of every kind: a clear message in place, and what was typed is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.limits import Limit
from accounts.models import User
from archive.commenting import pace
from archive.models import Article, Comment, CommentPolicy, Rule
from archive.moderating import bans
from tests import builders, people
from tests.archive.discussion.filling import Tab, has_form, held

WRITE = "/articles/talked-about/comments/write/"

UNFIT = {  # by name: what is typed, the message, and what is shown again if it is not the same
    "empty": ("", "There is nothing to read here yet"),
    "blank": (" \n\t", "There is nothing to read here yet"),
    "unseen": ("\u200b\u2060", "There is nothing to read here yet"),
    "markdown that says nothing": ("***", "There is nothing to read here yet"),
    "over-long": ("x" * 10_001, "These are 10001 characters, and 10000 is the most"),
    "a NUL": ("fine\nnot\0fine", "Line 2 holds a character that is no text"),
    "a bell": ("not\x07fine", "Line 1 holds a character that is no text"),
    "a bidi override": ("fine\nturned \u202e around", "Line 2 holds a character that turns"),
    "an override by name": ("turned &#8238; around", "Line 1 holds a character that turns"),
    "a zero-width flood": ("a" + "\u200b" * 500 + "b", "Line 1 holds a long run of characters"),
    "accents upon accents": ("z" + "\u0335" * 50, "more accents on one letter"),
    "10,000 nested quotes": (">" * 10_000, "Line 1 is a quotation inside more than 10 others"),
}


@pytest.mark.parametrize("kind", UNFIT)
def test_words_that_cannot_be_a_comment(tab: Tab, other: Comment, kind: str) -> None:
    typed, message = UNFIT[kind]
    answer = tab.fill(f"{WRITE}?parent={other.pk}", body=typed)
    check(answer, 422, message, typed)
    assert held(answer)["parent"] == str(other.pk)
    assert 'aria-invalid="true"' in answer.content.decode()
    assert Comment.objects.count() == 1


def test_words_that_cannot_be_an_edit(tab: Tab, own: Comment) -> None:
    for typed, message in UNFIT.values():
        check(tab.fill(f"/comments/{own.pk}/edit/", body=typed), 422, message, typed)
    own.refresh_from_db()
    assert (own.body, own.edition) == ("What I said.", 0)


def test_half_a_character(tab: Tab, article: Article) -> None:
    """Half of a pair, as no browser sends it and Python would not encode it."""
    fields = held(tab.open(WRITE))
    del fields["body"]
    answer = tab.send_raw(WRITE, urlencode(fields) + "&body=half%ED%A0%BD")
    check(answer, 422, "Line 1 holds a character that is no text", "half\ufffd\ufffd\ufffd")


@dataclass(frozen=True)
class Case:
    """A form of an answer that is spoiled by `spoil`, and sent with `fields`."""

    status: int
    message: str
    spoil: Callable[[User, Comment], object] = lambda _member, _other: None
    fields: dict[str, Any] = field(default_factory=dict)
    can_go_on: bool = True


def _elsewhere(_member: User, other: Comment) -> None:
    Comment.objects.filter(pk=other.pk).update(article=builders.article())


def _pay(_member: User, other: Comment) -> None:
    CommentPolicy.objects.create(level="paid", in_force_from=timezone.now())


def _close(_member: User, other: Comment) -> None:
    CommentPolicy.objects.create(
        level="nobody", in_force_from=timezone.now(), reason="The night has come"
    )


def _ban(member: User, _other: Comment) -> None:
    bans.ban(member, people.moderator(), reason="Enough")


def _end_session(_member: User, _other: Comment) -> None:
    Session.objects.all().delete()


def _hide(review: str) -> Callable[[User, Comment], None]:
    return lambda _member, other: hide(other, review=review)


def hide(comment: Comment, **fields: Any) -> None:
    Comment.objects.filter(pk=comment.pk).update(**fields)


NOT_HERE = "What this answers is not here any more"
DAMAGED = "This form was damaged on its way"
CASES = {
    "answers what was removed": Case(422, "Readers cannot see the comment", _hide("removed")),
    "answers what waits again": Case(422, "Readers cannot see the comment", _hide("pending")),
    "answers what was withdrawn": Case(
        422, NOT_HERE, lambda _m, other: hide(other, withdrawn_at=timezone.now())
    ),
    "answers what is elsewhere": Case(422, "is not under this article", _elsewhere),
    "answers what never was": Case(422, NOT_HERE, fields={"parent": "999999"}),
    "answers no number": Case(422, DAMAGED, fields={"parent": "abc"}),
    "answers a NUL": Case(422, NOT_HERE, fields={"parent": "1\0"}),
    "answers beyond numbers": Case(422, NOT_HERE, fields={"parent": "9" * 5000}),
    "has no key": Case(422, DAMAGED, fields={"key": None}),
    "has a broken key": Case(422, DAMAGED, fields={"key": "not-a-key"}),
    "has a NUL for a key": Case(422, DAMAGED, fields={"key": "\0"}),
    "comes after a close": Case(403, "The night has come", _close, can_go_on=False),
    "comes after a ban": Case(403, "Enough", _ban, can_go_on=False),
    "comes unpaid": Case(403, "subscribe", _pay, can_go_on=False),
    "comes after its session": Case(403, "log in", _end_session, can_go_on=False),
}


@pytest.mark.parametrize("name", CASES)
def test_an_answer_that(name: str, tab: Tab, member: User, other: Comment) -> None:
    case = CASES[name]
    fields = held(tab.open(f"{WRITE}?parent={other.pk}")) | {"body": "My *words*."}
    case.spoil(member, other)
    answer = tab.send(WRITE, fields | case.fields)
    check(answer, case.status, case.message, "My *words*.")
    assert has_form(answer) is case.can_go_on
    assert Comment.objects.filter(member=member).count() == 0
    if case.can_go_on:  # as what it has become, it can be sent again
        again = tab.send(WRITE, held(answer))
        assert again.status_code == (200 if tab.hx else 303)
        assert Comment.objects.get(member=member).body == "My *words*."


def test_an_answer_too_soon(tab: Tab, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    century = timedelta(days=36_500)  # no test runs over the border of two windows
    monkeypatch.setattr(pace, "COMMENTS", Limit("comments", 1, century))
    tab.fill(WRITE, body="First.")
    answer = tab.fill(WRITE, body="Second.")
    check(answer, 429, "That was much in a short while", "Second.")
    assert int(answer["Retry-After"]) > 0


def test_a_stale_edit(tab: Tab, own: Comment) -> None:
    fields = held(tab.open(f"/comments/{own.pk}/edit/"))
    tab.fill(f"/comments/{own.pk}/edit/", body="In another window.")
    answer = tab.send(f"/comments/{own.pk}/edit/", fields | {"body": "In this one."})
    check(answer, 409, "was edited elsewhere", "In this one.")
    assert "In another window." in answer.content.decode()
    tab.send(f"/comments/{own.pk}/edit/", held(answer))
    own.refresh_from_db()
    assert (own.body, own.edition) == ("In this one.", 2)


@pytest.mark.parametrize("edition", [None, "", "x", "-1", "\0"])
def test_an_edit_that_forgot_what_it_edits(tab: Tab, own: Comment, edition: str | None) -> None:
    fields = {"body": "Changed.", "edition": edition}
    answer = tab.send(f"/comments/{own.pk}/edit/", fields)
    check(answer, 422, DAMAGED, "Changed.")
    assert "What I said." in answer.content.decode()
    tab.send(f"/comments/{own.pk}/edit/", held(answer))
    own.refresh_from_db()
    assert own.body == "Changed."


def test_an_edit_after_its_session(tab: Tab, own: Comment) -> None:
    fields = held(tab.open(f"/comments/{own.pk}/edit/")) | {"body": "Changed."}
    Session.objects.all().delete()
    check(tab.send(f"/comments/{own.pk}/edit/", fields), 403, "log in", "Changed.")


@pytest.mark.parametrize("line", ["x" * 301, "a\0b", "\u202e"])
def test_a_report_in_words_that_cannot_be(tab: Tab, other: Comment, line: str) -> None:
    rule = builders.rule()
    address = f"/comments/{other.pk}/report/"
    answer = tab.fill(address, rule=rule.pk, line=line)
    assert answer.status_code == 422
    assert line.replace("\0", "\ufffd") in answer.content.decode()
    assert not rule.reports.exists()


@pytest.mark.parametrize("rule", [None, "", "x", "0", "9" * 5000, "\0"])
def test_a_report_of_no_rule(tab: Tab, other: Comment, rule: str | None) -> None:
    builders.rule()
    answer = tab.fill(f"/comments/{other.pk}/report/", rule=rule, line="Look.")
    assert answer.status_code == 422
    assert "Look." in answer.content.decode()
    assert Rule.objects.get().reports.count() == 0


def check(answer: Any, status: int, message: str, typed: str) -> None:
    """The message stands in the answer, and so does all that was typed."""
    assert answer.status_code == status
    assert message in answer.content.decode()
    kept = held(answer)
    assert kept.get("body", kept.get("typed")) == typed.replace("\0", "\ufffd")
    assert answer["Cache-Control"].endswith("private, no-store")


def test_a_key_is_new_where_it_was_lost(tab: Tab, article: Article) -> None:
    answer = tab.send(WRITE, {"body": "Hm.", "key": str(uuid4()) + "x"})
    assert len(held(answer)["key"]) == 36
