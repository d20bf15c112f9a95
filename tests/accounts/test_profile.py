"""Profiles: names are one's own, change seldom, and are held when they are given up."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client

from accounts.models import HeldName, User, check_display_name
from accounts.renaming import CHANGES, HELD, rename
from tests import people
from tests.accounts.moments import INSTANT

PATIENCE_S = 60
AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
PROFILE = "/accounts/profile/"


def refused(name: str, member: User | None = None, at: datetime = AT) -> str:
    with pytest.raises(ValidationError) as refusal:
        check_display_name(name, at=at, whose=member)
    return str(refusal.value.code)


@pytest.mark.django_db
class TestRename:
    def test_is_seen_at_once(self) -> None:
        member = people.reader()
        rename(member, "  Ada   Lovelace ", AT)
        assert member.display_name == "Ada Lovelace"
        assert User.objects.get(pk=member.pk).display_name == "Ada Lovelace"
        assert User.objects.named_like("Adа Lovelace").get() == member  # with a Cyrillic а

    def test_holds_the_old_name_for_its_bearer_alone(self) -> None:
        member = people.reader(display_name="Ada")
        rename(member, "Grace", AT)
        assert refused("Аda") == "held"
        assert refused("ADA", people.reader()) == "held"
        assert check_display_name("Ada", at=AT, whose=member) == "Ada"

    def test_lets_go_of_it_when_the_time_is_over(self) -> None:
        member, other = people.reader(display_name="Ada"), people.reader()
        rename(member, "Grace", AT)
        with pytest.raises(ValidationError):
            rename(other, "Ada", AT + HELD - timedelta(seconds=1))
        rename(other, "Ada", AT + HELD)
        assert other.display_name == "Ada"

    def test_holds_it_no_longer_though_nobody_has_tidied_up(self) -> None:
        rename(people.reader(display_name="Ada"), "Grace", AT)
        assert refused("Ada", at=AT + HELD - INSTANT) == "held"
        assert check_display_name("Ada", at=AT + HELD) == "Ada"
        assert HeldName.objects.release(AT + HELD - INSTANT) == 0
        assert HeldName.objects.release(AT + HELD) == 1

    def test_holds_a_name_anew_for_whoever_bore_it_last(self) -> None:
        first, last = people.reader(display_name="Ada"), people.reader()
        rename(first, "Grace", AT)
        rename(last, "Ada", AT + HELD)
        rename(last, "Berta", AT + HELD)
        assert refused("Ada", first, at=AT + HELD) == "held"

    def test_keeps_no_name_that_was_given_up(self) -> None:
        rename(people.reader(display_name="Zyxwvut"), "Grace", AT)
        assert "zyxwvut" not in str(HeldName.objects.values().get()).lower()

    def test_happens_so_often_and_no_more(self) -> None:
        member = people.reader(display_name="Ada")
        for number in range(CHANGES.most):
            rename(member, f"Ada the {number}th", AT)
        last = member.display_name
        with pytest.raises(ValidationError, match="again on 3 March 2027") as refusal:
            rename(member, "Ada again", AT)
        assert refusal.value.code == "often"
        assert User.objects.get(pk=member.pk).display_name == last == member.display_name
        rename(member, "Ada again", AT + 2 * CHANGES.window)

    def test_to_the_same_name_counts_for_nothing(self) -> None:
        member = people.reader(display_name="Ada")
        for _time in range(CHANGES.most + 1):
            rename(member, "Ada", AT)
        assert not HeldName.objects.exists()
        rename(member, "Grace", AT)

    def test_to_what_cannot_be_had_counts_for_nothing(self) -> None:
        member, other = people.reader(display_name="Ada"), people.reader(display_name="Grace")
        for _time in range(CHANGES.most + 1):
            with pytest.raises(ValidationError):
                rename(member, other.display_name, AT)
        rename(member, "Ada Lovelace", AT)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="SQLite lets one transaction write at a time, and the tests' one is in memory.",
)
def test_of_many_who_want_one_name_at_once_one_gets_it_and_the_others_a_sentence() -> None:
    members = [people.reader() for _number in range(8)]
    begin = threading.Barrier(len(members))
    outcomes: list[str] = []

    def work(member: User, name: str) -> None:
        try:
            begin.wait(PATIENCE_S)
            rename(member, name, AT)
            outcomes.append("had")
        except ValidationError as refusal:
            outcomes.append(str(refusal.code))
        finally:
            connections.close_all()

    names = ("Ada Lovelace", "Аdа Lovelace", "ada lovelace", "Ada  Lovelacе")
    threads = [
        threading.Thread(target=work, args=[member, names[number % len(names)]])
        for number, member in enumerate(members)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert sorted(outcomes) == ["had"] + ["taken"] * 7
    assert User.objects.named_like("Ada Lovelace").count() == 1


@pytest.mark.django_db
class TestPage:
    def test_saves_what_is_chosen(self, client: Client) -> None:
        member = people.reader(display_name="Ada")
        client.force_login(member)
        shown = client.get(PROFILE)
        assert 'value="Ada"' in shown.content.decode()
        assert shown["Cache-Control"] == "private, no-store"
        answer = client.post(PROFILE, {"display_name": "Grace"}, follow=True)
        assert "Saved." in answer.content.decode()
        member.refresh_from_db()
        assert (member.display_name, member.mail_before_end) == ("Grace", False)

    def test_refuses_a_name_with_a_sentence_and_keeps_what_was_typed(self, client: Client) -> None:
        people.reader(display_name="Grace")
        member = people.reader(display_name="Ada")
        client.force_login(member)
        answer = client.post(PROFILE, {"display_name": "Grасе"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "looks like, the name of another member" in page
        assert 'value="Grасе"' in page
        member.refresh_from_db()
        assert (member.display_name, member.mail_before_end) == ("Ada", True)

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("Grace\ufe0f", "not shown (VARIATION SELECTOR-16). Leave it out."),
            ("Gr\u034face", "not shown (COMBINING GRAPHEME JOINER). Leave it out."),
            ("\u115f\u1160", "not shown (HANGUL CHOSEONG FILLER). Leave it out."),
            ("Grace" + "\u0336" * 5, "piles marks upon a letter. Leave at most 4 on each."),
        ],
    )
    def test_refuses_what_cannot_be_seen_whole(self, client: Client, name: str, words: str) -> None:
        people.reader(display_name="Grace")
        client.force_login(people.reader(display_name="Ada"))
        answer = client.post(PROFILE, {"display_name": name})
        assert answer.status_code == 422
        assert words in answer.content.decode()

    def test_is_for_those_who_are_logged_in(self, client: Client) -> None:
        assert client.get(PROFILE)["Location"].startswith("/accounts/login/?next=")
