"""Whoever a decision is about is told it, or is on the list of those still to be told; and whoever
was reported learns nothing of that."""

import json
import re
from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.models import OutboxMessage, User
from archive.commenting.report import report
from archive.models import Ban, Comment, ModerationEntry
from archive.moderating.appeals import answer, appeal
from archive.moderating.bans import Takedown, Terms, ban_all, explain, lift
from archive.moderating.decided import DECISIONS
from archive.moderating.erase import erase
from archive.moderating.notes import note
from archive.moderating.premoderation import premoderate, release
from archive.moderating.set_state import Decision, set_state
from archive.moderating.warnings import warn
from archive.pages.members.export import document
from tests import builders, people
from tests.trust.conftest import client_of

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act
Doing = Callable[[User, User], object]


def comment_of(member: User, **fields: object) -> Comment:
    return builders.comment(builders.article(), member, **fields)


def decide(act: Act, member: User, by: User, **fields: object) -> None:
    set_state([comment_of(member, **fields).pk], Decision(act, by, "it shouts"))


def explained(member: User, by: User) -> None:
    (banned,) = ban_all([member.pk], by, Terms())
    explain(banned, by, "you flood")


def lifted(member: User, by: User) -> None:
    (banned,) = ban_all([member.pk], by, Terms(reason="you flood"))
    lift(banned, by)


def heard(member: User, by: User, *, overturn: bool) -> None:
    decide(Act.REMOVED, member, by)
    entry = ModerationEntry.objects.get(act=Act.REMOVED)
    answer(appeal(member, entry, "No."), people.moderator(), overturn=overturn, words="So it is.")


def flooded(member: User, by: User) -> None:
    """Banned at once, with what they said, and not told why yet."""
    comment_of(member)
    ban_all([member.pk], by, Terms(takedown=Takedown.ALL))


# Every act that restricts somebody or tells them something, and how it is done.
TOLD: dict[str, Doing] = {
    Act.REJECTED: lambda member, by: decide(Act.REJECTED, member, by, review="pending"),
    Act.REMOVED: lambda member, by: decide(Act.REMOVED, member, by),
    Act.ERASED: lambda member, by: erase(comment_of(member), by, "it is an address"),
    Act.WARNED: lambda member, by: warn(member, by, reason="you shout"),
    Act.PREMODERATED: premoderate,
    Act.BANNED: lambda member, by: ban_all([member.pk], by, Terms(reason="you flood")),
    Act.EXPLAINED: explained,
    Act.LIFTED: lifted,
    Act.UPHELD: lambda member, by: heard(member, by, overturn=False),
    Act.OVERTURNED: lambda member, by: heard(member, by, overturn=True),
}
# What frees somebody, or is told where they write, or is none of theirs to know.
NOT_TOLD = {
    Act.APPROVED,
    Act.ASKED,
    Act.DECLINED,
    Act.GRANTED,
    Act.HELD,
    Act.KEPT,
    Act.NOTED,
    Act.REFUSED,
    Act.RELEASED,
    Act.UNDONE,
}


def test_of_every_act_it_is_known_whether_it_is_told() -> None:
    assert {*TOLD, *NOT_TOLD} == set(Act)
    assert not {*TOLD} & NOT_TOLD
    assert set(DECISIONS) <= {*TOLD}


@pytest.mark.parametrize("act", sorted(TOLD))
def test_whoever_it_is_about_is_told_by_mail_and_on_their_page(act: str) -> None:
    member, by = people.reader(), people.moderator()
    TOLD[act](member, by)
    entry = ModerationEntry.objects.get(act=act)
    assert entry.member == member
    mails = OutboxMessage.objects.filter(recipient=member.email)
    assert mails.exists()
    shown = client_of(member).get("/accounts/decisions/").content.decode()
    assert 'class="decision"' in shown
    for mail in mails:
        assert "/accounts/decisions/" in mail.text or "/moderation/appeal/" in mail.text


def test_whoever_is_banned_without_a_word_is_on_the_list() -> None:
    member, by = people.reader(), people.moderator()
    flooded(member, by)
    assert [banned.member for banned in Ban.objects.unexplained()] == [member]
    assert not OutboxMessage.objects.filter(recipient=member.email).exists()
    explain(Ban.objects.get(), by, "you flood")
    assert not Ban.objects.unexplained().exists()
    assert OutboxMessage.objects.filter(recipient=member.email).count() == 1


def test_whoever_was_reported_gets_what_others_get() -> None:
    """Two members say and suffer the same, and one of them was reported at every turn: all that
    they can see, pages, mails and export, is the same word for word."""
    lives = [live(reported=reported) for reported in (False, True)]
    assert len(lives[0]) > 2_000
    assert lives[0] == lives[1]


def live(*, reported: bool) -> str:
    member, by = people.reader(), people.moderator(display_name=f"canary-moderator-{reported}")
    reporter = people.reader(display_name=f"canary-reporter-{reported}")
    rule = builders.rule()
    kept, removed, went = (comment_of(member, body="My own words.") for _number in range(3))
    if reported:
        for comment in (kept, removed, went):
            report(reporter, comment, rule, "canary-line", timezone.now())
        set_state([kept.pk], Decision(Act.APPROVED, by, "canary-reason"))
        note(member, by, "canary-note")
    set_state([removed.pk], Decision(Act.REMOVED, by, "it shouts", rule))
    warn(member, by, reason="you shout", comment=removed, rule=rule)
    entry = ModerationEntry.objects.get(act=Act.REMOVED, member=member)
    answer(appeal(member, entry, "No."), people.moderator(), overturn=False, words="It stays.")
    premoderate(member, by, note="canary-note")
    release(member, by, note="canary-note")
    (banned,) = ban_all([member.pk], by, Terms(takedown=Takedown.ALL, note="canary-note"))
    explain(banned, by, "you flood", rule)
    return without_what_differs(all_that_reaches(member), member)


def all_that_reaches(member: User) -> str:
    client = client_of(member)
    own = [f"/comments/{comment.pk}/" for comment in member.comments.order_by("pk")]
    decided = ModerationEntry.objects.filter(member=member, act__in=DECISIONS)
    appeals = [f"/moderation/appeal/{entry.pk}/" for entry in decided.order_by("pk")]
    pages = ["/accounts/", "/accounts/comments/", "/accounts/decisions/", *own, *appeals]
    shown = [client.get(address, follow=True).content.decode() for address in pages]
    mails = OutboxMessage.objects.filter(recipient=member.email).order_by("pk")
    shown += [mail.subject + mail.text + mail.html for mail in mails]
    exported = json.loads("".join(document(member, timezone.now(), "")))
    return "\n".join([*shown, json.dumps(exported, indent=1)])


def without_what_differs(text: str, member: User) -> str:
    """Whoever they are, and whichever numbers their rows have."""
    assert "canary" not in text
    names = (member.public_id, member.display_name, member.email)
    for name in names:
        text = text.replace(name, "somebody")
    text = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken[^:]*: *)"[^"]*"', "token", text)
    return re.sub(r"\d+", "0", text)
