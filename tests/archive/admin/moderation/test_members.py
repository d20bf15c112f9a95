"""Members in the administration: what moderators learn of them, and what they do about them."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from archive.admin.moderation.member_forms import BanForm
from archive.commenting.report import report
from archive.models import (
    Article,
    Ban,
    Comment,
    MemberPremoderation,
    MemberWarning,
    ModerationEntry,
)
from archive.moderating.bans import ban
from archive.moderating.notes import note
from archive.moderating.premoderation import premoderate
from archive.moderating.warnings import warn
from tests import builders, people
from tests.archive.commenting.saying import now

pytestmark = pytest.mark.django_db

Review = Comment.Review
Act = ModerationEntry.Act
LIST = reverse("admin:archive_member_changelist")


@pytest.fixture
def moderator() -> User:
    return people.moderator()


@pytest.fixture
def moderating(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


@pytest.fixture
def article() -> Article:
    builders.settings()
    return builders.article()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def of_member(member: User) -> str:
    return reverse("admin:archive_member_change", args=[member.pk])


def act(name: str) -> str:
    return reverse("admin:archive_member_act", args=[name])


def send(client: Client, name: str, *members: User, **sent: Any) -> Any:
    numbers = " ".join(str(member.pk) for member in members)
    return client.post(act(name), {"members": numbers, **sent})


class TestTheList:
    def test_tells_how_each_stands(
        self, moderating: Client, moderator: User, article: Article
    ) -> None:
        ada = people.reader(display_name="Ada")
        berta = people.subscriber(display_name="Berta")
        for review in Review.values:
            builders.comment(article, ada, review=review)
        ban(ada, moderator)
        premoderate(berta, moderator)
        warn(berta, moderator, reason="you shout")
        note(berta, moderator, "Have an eye on her.")
        shown = page(moderating, LIST)
        for words in ("banned for good", "1 approved", "1 rejected", "1 removed", "premoderated"):
            assert words in shown
        assert "1 warning<" in shown
        assert "1 note<" in shown
        for chosen, found in {
            "banned": ["Ada"],
            "premoderated": ["Berta"],
            "warned": ["Berta"],
            "new": [],
        }.items():
            names = re.findall(r">(Ada|Berta)</a>", page(moderating, f"{LIST}?standing={chosen}"))
            assert names == found, chosen
        assert re.findall(r">(Ada|Berta)</a>", page(moderating, f"{LIST}?q=bert")) == ["Berta"]

    def test_new_is_who_was_never_let_through(self, moderating: Client, article: Article) -> None:
        builders.comment(article, people.reader(display_name="Ada"), review=Review.PENDING)
        builders.comment(article, people.reader(display_name="Berta"))
        people.reader(display_name="Clara")
        shown = page(moderating, f"{LIST}?standing=new")
        assert re.findall(r">(Ada|Berta|Clara)</a>", shown) == ["Ada"]

    @pytest.mark.parametrize("field", ["email", "password", "last_login", "is_superuser"])
    def test_nothing_is_guessed_by_looking_up(self, moderating: Client, field: str) -> None:
        people.reader(email="canary@example.org", display_name="Ada")
        for lookup in ("startswith", "exact", "gt"):
            answer = moderating.get(f"{LIST}?{field}__{lookup}=canary")
            assert answer.status_code == 400, lookup
        assert "canary" not in page(moderating, LIST)
        assert ">Ada</a>" not in page(moderating, f"{LIST}?q=canary")

    def test_takes_as_many_queries_for_many_as_for_few(
        self, moderating: Client, moderator: User, article: Article
    ) -> None:
        taken = []
        for count in (1, 8):
            for _number in range(count):
                everything_about(people.subscriber(), moderator, article)
            with CaptureQueriesContext(connection) as captured:
                page(moderating, LIST)
            taken.append(len(captured))
        assert taken[0] == taken[1] <= 16


def everything_about(member: User, moderator: User, article: Article) -> None:
    comment = builders.comment(article, member)
    builders.comment(article, member, review=Review.REJECTED)
    report(people.reader(), comment, builders.rule(), "", timezone.now())
    premoderate(member, moderator) if not hasattr(member, "premoderation") else None
    warn(member, moderator, reason="you shout", comment=comment)
    note(member, moderator, "Have an eye on them.")
    ban(member, moderator)


class TestThePage:
    def test_tells_all_that_moderators_know(
        self, moderating: Client, moderator: User, article: Article
    ) -> None:
        member = people.subscriber(display_name="Ada", email="canary@example.org")
        comment = builders.comment(article, member, body="What *she* said.")
        report(
            people.reader(display_name="Whistle"),
            comment,
            builders.rule("Be kind"),
            "Look.",
            timezone.now(),
        )
        note(member, moderator, "Have an eye on her.")
        warn(member, moderator, reason="you shout")
        ban(member, moderator, reason="you shouted again")
        shown = page(moderating, of_member(member))
        for words in (
            "What <em>she</em> said.",
            "Whistle",
            "Be kind",
            "Look.",
            "Have an eye on her.",
            "you shout<",
            "you shouted again",
            "not read yet",
            "1 approved",
            "Banned now.",
            "· pays",
        ):
            assert words in shown, words
        assert "canary" not in shown
        assert re.findall(r"/member/act/(\w+)/", shown) == [
            "note",
            "warn",
            "premoderate",
            "ban",
            "lift",
        ]

    def test_takes_as_many_queries_for_much_as_for_little(
        self, moderating: Client, moderator: User, article: Article
    ) -> None:
        member = people.reader()
        premoderate(member, moderator)
        taken = []
        for count in (1, 6):
            for _number in range(count):
                comment = builders.comment(builders.article(), member)
                report(people.reader(), comment, builders.rule(), "", timezone.now())
                warn(member, people.moderator(), reason="you shout", rule=builders.rule())
                note(member, people.moderator(), "Again.")
                ban(member, people.moderator())
            with CaptureQueriesContext(connection) as captured:
                page(moderating, of_member(member))
            taken.append(len(captured))
        assert taken[0] == taken[1] <= 20

    def test_tells_nobody_about_themselves(self, client: Client, article: Article) -> None:
        moderator = people.moderator()
        comment = builders.comment(article, moderator, body="My own words.")
        whistle = people.reader(display_name="Whistle")
        report(whistle, comment, builders.rule(), "Look.", timezone.now())
        note(moderator, people.admin(), "Have an eye on them.")
        client.force_login(moderator)
        shown = page(client, of_member(moderator))
        assert "My own words." in shown
        for kept in ("Whistle", "Look.", "Have an eye", "/member/act/"):
            assert kept not in shown

    def test_is_nobodys_to_change(self, moderating: Client) -> None:
        member = people.reader(display_name="Ada")
        assert moderating.post(of_member(member), {"display_name": "Eve"}).status_code == 403
        member.refresh_from_db()
        assert member.display_name == "Ada"


class TestActs:
    def test_note(self, moderating: Client, moderator: User) -> None:
        member = people.reader()
        answer = send(moderating, "note", member, words="Have an eye on them.")
        assert answer["Location"] == of_member(member)
        entry = ModerationEntry.objects.get()
        assert (entry.act, entry.member, entry.note) == (Act.NOTED, member, "Have an eye on them.")

    def test_warn_for_a_comment(self, moderating: Client, article: Article) -> None:
        member = people.reader()
        comment = builders.comment(article, member, body="Shouting *loudly*.")
        rule = builders.rule("Be kind")
        asked = page(moderating, f"{act('warn')}?member={member.pk}&comment={comment.pk}")
        assert "Shouting <em>loudly</em>." in asked
        answer = send(moderating, "warn", member, comment=comment.pk, rule=rule.pk)
        assert answer["Location"] == reverse("admin:archive_comment_changelist")
        warning = MemberWarning.objects.get()
        assert (warning.comment, warning.rule) == (comment, rule)
        assert warning.reason == "it breaks the rule “Be kind”"

    def test_premoderate_and_release(self, moderating: Client) -> None:
        member = people.reader()
        send(moderating, "premoderate", member, note="Spam.")
        assert MemberPremoderation.objects.get().member == member
        again = send(moderating, "premoderate", member)
        assert again.status_code == 422
        assert "wait already" in again.content.decode()
        send(moderating, "release", member)
        assert not MemberPremoderation.objects.exists()

    def test_a_ban_is_at_once_and_takes_down_what_is_chosen(
        self, moderating: Client, moderator: User, article: Article
    ) -> None:
        member = people.reader()
        comment, other = (builders.comment(article, member) for _ in range(2))
        address = f"{act('ban')}?member={member.pk}&comment={comment.pk}"
        asked = page(moderating, address)
        assert re.search(r'value="this"[^>]* checked', asked)
        assert "all that they said (2)" in asked
        assert "subscription" not in asked
        sent = {"length": "7", "takedown": "this", "comment": comment.pk, "note": "Again."}
        assert send(moderating, "ban", member, **sent).status_code == 302
        made = Ban.objects.unexplained().get()
        assert made.until
        assert 6 <= (made.until - timezone.now()).days <= 7
        assert now(comment).review == Review.REMOVED
        assert now(other).review == Review.APPROVED
        send(moderating, "ban", member, length="good", takedown="all", reason="you shout")
        assert Ban.objects.filter(until=None, reason="you shout").exists()
        assert now(other).review == Review.REMOVED
        send(moderating, "lift", member)
        assert not Ban.objects.in_force(timezone.now()).exists()

    def test_who_pays_asks_for_a_choice(self, moderating: Client) -> None:
        member = people.subscriber()
        sent = {"length": "good", "takedown": "none"}
        refused = send(moderating, "ban", member, **sent)
        assert refused.status_code == 422
        assert "subscription" in refused.content.decode()
        assert not Ban.objects.exists()
        send(moderating, "ban", member, **sent, subscription="ended", refund_owed="3 EUR")
        made = Ban.objects.get()
        assert (made.subscription, made.refund_owed) == ("ended", "3 EUR")
        bans = reverse("admin:archive_ban_changelist")
        assert "3 EUR (not settled yet)" in page(moderating, f"{bans}?standing=refund-owed")
        settle = reverse("admin:archive_ban_settle", args=[made.pk])
        assert settle in page(moderating, reverse("admin:archive_ban_change", args=[made.pk]))
        assert "is settled" in moderating.post(settle, follow=True).content.decode()
        assert "3 EUR" not in page(moderating, f"{bans}?standing=refund-owed")

    def test_a_length_is_named(self, moderating: Client) -> None:
        """What is left out is never a ban for good."""
        member = people.reader()
        assert send(moderating, "ban", member, takedown="none").status_code == 422
        unnamed = send(moderating, "ban", member, takedown="none", length="until")
        assert "Name the moment" in unnamed.content.decode()
        assert not Ban.objects.exists()

    def test_the_staff_is_the_administrators_affair(self, moderating: Client) -> None:
        other = people.moderator()
        answer = send(moderating, "ban", other, length="good", takedown="none", note="typed")
        assert answer.status_code == 422
        assert "Only an administrator decides about the staff" in answer.content.decode()
        assert "typed" in answer.content.decode()

    def test_a_thousand_at_once(self, moderating: Client) -> None:
        made = User.objects.bulk_create(
            User(
                email=f"bot{n}@example.org",
                display_name=f"Bot {n}",
                name_skeleton=f"bot{n}",
                public_id=f"bot-{n}",
            )
            for n in range(1_000)
        )
        sent = {"action": "ban", "select_across": "1", "_selected_action": str(made[0].pk)}
        asked = moderating.post(f"{LIST}?q=Bot", sent)
        assert "Ban 1,000 members" in asked.content.decode()
        (numbers,) = re.findall(r'name="members" value="([^"]*)"', asked.content.decode())
        answer = moderating.post(
            act("ban"), {"members": numbers, "length": "good", "takedown": "all"}, follow=True
        )
        assert "Banned: 1,000 members." in answer.content.decode()
        assert Ban.objects.count() == 1_000
        assert len(set(ModerationEntry.objects.values_list("batch", flat=True))) == 1
        moderating.post(act("lift"), {"members": numbers})
        assert not Ban.objects.in_force(timezone.now()).exists()

    @pytest.mark.parametrize("name", ["note", "warn", "premoderate", "release", "ban", "lift"])
    def test_spoilt_forms_are_refused_in_place(self, moderating: Client, name: str) -> None:
        for sent in ({}, {"members": "rubbish"}, {"members": "9" * 19}, {"members": "٣"}):
            assert moderating.post(act(name), sent).status_code == 422
        assert not ModerationEntry.objects.exists()

    @pytest.mark.parametrize("make", people.CAST, ids=lambda make: make.__name__)
    def test_who_may(self, client: Client, make: Any) -> None:
        member = people.reader()
        somebody = make()
        before = Ban.objects.count()
        if isinstance(somebody, User):
            client.force_login(somebody)
        send(client, "ban", member, length="good", takedown="none")
        assert (Ban.objects.count() > before) == (make in {people.moderator, people.admin})

    def test_a_session_that_ended_leads_back(self, moderating: Client) -> None:
        answer = moderating.get(act("ban"), follow=True)
        assert answer.redirect_chain == [(LIST, 302)]
        assert "Nothing was done" in answer.content.decode()


class TestFromTheQueue:
    def test_who_wrote_what_is_ticked(self, moderating: Client, article: Article) -> None:
        ada, berta = people.reader(display_name="Ada"), people.reader(display_name="Berta")
        comments = [builders.comment(article, member) for member in (ada, ada, berta)]
        queue = reverse("admin:archive_comment_changelist")
        sent = {"action": "ban", "_selected_action": [comment.pk for comment in comments]}
        asked = moderating.post(f"{queue}?queue=all", sent).content.decode()
        assert "Ban 2 members" in asked
        assert f'name="members" value="{ada.pk} {berta.pk}"' in asked
        sent["_selected_action"] = [comments[2].pk]
        asked = moderating.post(f"{queue}?queue=all", sent).content.decode()
        assert "Ban Berta" in asked
        assert f'name="comment" value="{comments[2].pk}"' in asked


def test_a_ban_form_offers_nothing_that_is_not_there() -> None:
    form = BanForm(initial={"members": "", "comment": ""})
    assert [value for value, _words in form.fields["takedown"].choices] == ["none", "day", "all"]
