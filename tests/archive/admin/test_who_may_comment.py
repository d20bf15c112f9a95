"""Who may comment, in the administration: set in a minute, looked up, never rewritten."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from archive.models import Article, Ban, CommentDrive, CommentPolicy
from tests import builders, people
from tests.trust.conftest import client_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
FAR = datetime(9999, 12, 31, 23, 59, 59)
TOO_FAR = "more than a hundred years ahead"
POLICIES, DRIVES, BANS = (
    f"/admin/archive/{model}/" for model in ("commentpolicy", "commentdrive", "ban")
)


def moment(name: str, at: Any) -> dict[str, str]:
    """The two fields that the administration asks a moment in."""
    if at is None:
        return {f"{name}_0": "", f"{name}_1": ""}
    return {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": f"{at:%H:%M:%S}"}


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def editor() -> User:
    return people.editor()


@pytest.fixture
def client(editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def article() -> Article:
    return builders.article(title="The article")


class TestPolicies:
    def send(self, client: Client, **fields: Any) -> Any:
        at = fields.pop("in_force_from", None)
        fields = {"article": "", "level": "paid", "reason": "", "close_after_days": ""} | fields
        return client.post(f"{POLICIES}add/", fields | moment("in_force_from", at))

    def test_two_fields_close_the_site_at_once(self, client: Client, editor: User) -> None:
        before = timezone.now()
        answer = self.send(client, level="nobody", reason="Because the editor is away. ")
        assert answer.status_code == 302
        row = CommentPolicy.objects.get()
        assert (row.article, row.level, row.set_by) == (None, "nobody", editor)
        assert row.reason == "the editor is away"
        assert before <= row.in_force_from <= timezone.now()
        assert row.in_force_from == row.set_at

    def test_later(self, client: Client, article: Article) -> None:
        later = (timezone.now() + DAY).replace(microsecond=0)
        self.send(client, article=article.pk, level="registered", in_force_from=later)
        row = CommentPolicy.objects.get()
        assert (row.article, row.in_force_from) == (article, later)

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"level": "as_site"}, "The whole site cannot be"),
            ({"level": ""}, "This field is required"),
            ({"in_force_from": timezone.now() - DAY}, "name a moment that lies ahead"),
            ({"in_force_from": FAR}, TOO_FAR),
            ({"close_after_days": "3651"}, "less than or equal to 3650"),
            ({"close_after_days": "3000000"}, "less than or equal to 3650"),
            ({"close_after_days": "9" * 20}, "less than or equal to 3650"),
        ],
    )
    def test_what_is_refused_with_a_sentence(
        self, client: Client, fields: dict[str, Any], says: str
    ) -> None:
        answer = self.send(client, reason="what was typed", **fields)
        assert answer.status_code == 200
        assert says in text(answer)
        assert "what was typed" in text(answer)
        assert not CommentPolicy.objects.exists()

    def test_automatic_closing_is_for_the_site(self, client: Client, article: Article) -> None:
        answer = self.send(client, article=article.pk, close_after_days="30")
        assert "Automatic closing is for the whole site" in text(answer)
        self.send(client, close_after_days="30")
        assert CommentPolicy.objects.get().close_after_days == 30

    def test_automatic_closing_goes_on_unless_it_is_changed(
        self, client: Client, article: Article
    ) -> None:
        self.send(client, close_after_days="30")
        assert 'value="30"' in text(client.get(f"{POLICIES}add/"))
        assert 'value="30"' not in text(client.get(f"{POLICIES}add/?article={article.pk}"))
        # Whoever chooses an article there left the site's number where it was.
        self.send(client, article=article.pk, close_after_days="30")
        assert CommentPolicy.objects.get(article=article).close_after_days is None
        self.send(client, close_after_days="")
        assert CommentPolicy.objects.filter(article=None).first().close_after_days is None

    def test_rows_are_looked_at_and_never_changed(self, client: Client, editor: User) -> None:
        self.send(client, reason="it costs")
        row = CommentPolicy.objects.get()
        assert "it costs" in text(client.get(POLICIES))
        assert "it costs" in text(client.get(f"{POLICIES}{row.pk}/change/"))
        for person in (client, client_of(people.admin())):
            answer = person.post(f"{POLICIES}{row.pk}/change/", {"level": "nobody"})
            assert answer.status_code == 403
        assert CommentPolicy.objects.get() == row

    def test_from_the_article(self, client: Client, article: Article) -> None:
        self.send(client, reason="it costs")
        page = text(client.get(f"/admin/archive/article/{article.pk}/change/"))
        assert "Comments are for paid subscribers, because <bdi>it costs</bdi>." in page
        assert "Nothing was decided for this article alone" in page
        link = f"{POLICIES}add/?article={article.pk}"
        assert f'href="{link}"' in page
        assert "The article" in text(client.get(link))
        self.send(client, article=article.pk, level="nobody", reason="of the rain")
        page = text(client.get(f"/admin/archive/article/{article.pk}/change/"))
        assert "Comments are closed, because <bdi>of the rain</bdi>." in page
        assert '<td dir="auto">of the rain</td>' in page


class TestDrives:
    def send(self, client: Client, **fields: Any) -> Any:
        deadline = fields.pop("deadline", timezone.now() + DAY)
        fields = {
            "article": "",
            "target": "5",
            "level_if_met": "registered",
            "level_if_missed": "paid",
            "reason": "",
        } | fields
        return client.post(f"{DRIVES}add/", fields | moment("deadline", deadline))

    def test_begun_with_a_deadline_alone(self, client: Client, editor: User) -> None:
        assert 'name="target" value="5"' in text(client.get(f"{DRIVES}add/"))
        before = timezone.now()
        assert self.send(client).status_code == 302
        drive = CommentDrive.objects.get()
        assert drive.set_by == editor
        assert before <= drive.starts_at <= timezone.now()

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"deadline": timezone.now() - DAY}, "The deadline has passed"),
            ({"deadline": FAR}, TOO_FAR),
            ({"deadline": None}, "This field is required"),
            ({"target": "0"}, "greater than or equal to 1"),
            ({"target": "9" * 20}, "less than or equal to 1000000"),
            ({"level_if_met": "paid"}, "it would come to the same"),
        ],
    )
    def test_what_is_refused_with_a_sentence(
        self, client: Client, fields: dict[str, Any], says: str
    ) -> None:
        answer = self.send(client, reason="what was typed", **fields)
        assert answer.status_code == 422
        assert says in text(answer)
        assert "what was typed" in text(answer)
        assert not CommentDrive.objects.exists()

    def test_one_at_a_time(self, client: Client, article: Article) -> None:
        self.send(client)
        answer = self.send(client, reason="what was typed")
        assert answer.status_code == 422
        assert "Call that off first" in text(answer)
        assert "what was typed" in text(answer)
        assert self.send(client, article=article.pk).status_code == 302
        assert CommentDrive.objects.count() == 2

    def test_progress_and_outcome_are_in_the_list(self, client: Client) -> None:
        now = timezone.now()
        long_ago = {"target": 1, "starts_at": now - 3 * DAY}
        fields = (
            {"deadline": now + DAY, "target": 4},
            {"deadline": now + DAY},
            {"deadline": now - 2 * DAY},
            {"deadline": now + DAY, "called_off_at": now},
        )
        for own in fields:
            article = builders.article()
            CommentDrive.objects.create(article=article, **(long_ago | own))
        people.subscriber()
        shown = [
            cell.split("</td>")[0]
            for cell in text(client.get(DRIVES)).split('<td class="field-progress">')[1:]
        ]
        assert sorted(shown) == ["1 of 4 new subscribers", "called off", "met", "missed"]

    def test_as_many_queries_for_many(
        self, client: Client, django_assert_max_num_queries: Any
    ) -> None:
        now = timezone.now()
        for _ in range(12):
            CommentDrive.objects.create(
                article=builders.article(), target=3, starts_at=now - DAY, deadline=now + DAY
            )
        with django_assert_max_num_queries(12):
            assert "0 of 3" in text(client.get(DRIVES))

    def test_called_off_by_a_post(self, client: Client) -> None:
        self.send(client)
        drive = CommentDrive.objects.get()
        page = f"{DRIVES}{drive.pk}/change/"
        address = f"{DRIVES}{drive.pk}/call-off/"
        assert address in text(client.get(page))
        assert "not called off yet" in text(client.get(address, follow=True))  # after a new log-in
        answer = client.post(address, follow=True)
        assert "The drive was called off." in text(answer)
        drive.refresh_from_db()
        assert drive.called_off_at
        assert address not in text(client.get(page))
        assert "called off already" in text(client.post(address, follow=True))

    def test_what_was_met_cannot_be_called_off(self, client: Client) -> None:
        now = timezone.now()
        drive = CommentDrive.objects.create(target=1, starts_at=now - 3 * DAY, deadline=now + DAY)
        people.subscriber()
        address = f"{DRIVES}{drive.pk}/call-off/"
        assert address not in text(client.get(f"{DRIVES}{drive.pk}/change/"))
        assert "what came of it stays" in text(client.post(address, follow=True))


def test_people_are_names_and_no_links(article: Article) -> None:
    """Neither editors nor moderators may open the page that Django would link to."""
    editor, moderator, now = people.editor(), people.moderator(), timezone.now()
    row = CommentPolicy.objects.create(level="paid", set_by=editor)
    drive = CommentDrive.objects.create(
        target=1, starts_at=now, deadline=now + DAY, set_by=editor, article=article
    )
    ban = Ban.objects.create(member=people.reader(), set_by=moderator)
    pages = {
        f"{POLICIES}{row.pk}/change/": (editor, [editor]),
        f"{DRIVES}{drive.pk}/change/": (editor, [editor]),
        f"{BANS}{ban.pk}/change/": (moderator, [moderator]),
    }
    for page, (person, named) in pages.items():
        shown = text(client_of(person).get(page))
        assert "/admin/accounts/user/" not in shown
        for other in named:
            assert f'<div class="readonly">{other}</div>' in shown


class TestBans:
    @pytest.fixture
    def client(self) -> Client:
        return client_of(people.moderator())

    def send(self, client: Client, member: str, **fields: Any) -> Any:
        until = fields.pop("until", None)
        return client.post(
            f"{BANS}add/", {"member": member, "reason": "", **fields, **moment("until", until)}
        )

    def test_a_name_bans_at_once_and_for_good(self, client: Client) -> None:
        member = people.reader(display_name="Ada Troll")
        assert self.send(client, "  Ada   Troll ").status_code == 302
        ban = Ban.objects.in_force(timezone.now()).get()
        assert (ban.member, ban.until, ban.reason) == (member, None, "")
        assert ban.set_by.groups.get().name == "Moderators"

    @pytest.mark.parametrize(
        ("name", "says"),
        [
            ("ada troll", "looks like it: copy it"),
            ("Аda Troll", "looks like it: copy it"),  # its first letter is Cyrillic
            ("Berta", "Nobody here is called that"),
            ("", "This field is required"),
        ],
    )
    def test_a_name_that_is_not_exactly_one_s(self, client: Client, name: str, says: str) -> None:
        people.reader(display_name="Ada Troll")
        answer = self.send(client, name, reason="what was typed")
        assert says in text(answer)
        assert "what was typed" in text(answer)
        assert not Ban.objects.exists()

    def test_until_lies_ahead(self, client: Client) -> None:
        people.reader(display_name="Ada Troll")
        answer = self.send(client, "Ada Troll", until=timezone.now() - DAY)
        assert "Name a moment that lies ahead" in text(answer)
        assert TOO_FAR in text(self.send(client, "Ada Troll", until=FAR))
        later = (timezone.now() + DAY).replace(microsecond=0)
        self.send(client, "Ada Troll", until=later)
        assert Ban.objects.get().until == later

    def test_explained_afterwards_and_once(self, client: Client) -> None:
        people.reader(display_name="Ada Troll")
        self.send(client, "Ada Troll")
        ban = Ban.objects.get()
        page = f"{BANS}{ban.pk}/change/"
        assert "Write a reason, or choose a rule" in text(client.post(page, {"reason": ""}))
        forged = {
            "reason": "Because you insulted a member.",
            **moment("until", timezone.now() + DAY),
        }
        assert client.post(page, forged).status_code == 302
        ban.refresh_from_db()
        assert (ban.reason, ban.until) == ("you insulted a member", None)
        answer = client.post(page, {"reason": "a colleague did not know"})
        assert answer.status_code == 422
        assert "has read a reason already" in text(answer)
        assert 'value="a colleague did not know"' in text(answer)
        ban.refresh_from_db()
        assert ban.reason == "you insulted a member"
        assert ban.reason in text(client.get(page))

    def test_lifted_by_a_post(self, client: Client) -> None:
        ban = Ban.objects.create(
            member=people.reader(), set_by=people.moderator(), reason="You insulted a member."
        )
        page, address = f"{BANS}{ban.pk}/change/", f"{BANS}{ban.pk}/lift/"
        assert address in text(client.get(page))
        assert "The ban was lifted." in text(client.post(address, follow=True))
        assert not Ban.objects.in_force(timezone.now()).exists()
        assert address not in text(client.get(page))
        assert "over already" in text(client.post(address, follow=True))
        assert "not lifted yet" in text(client.get(address, follow=True))  # after a new log-in

    def test_another_ban_is_told_of(self, client: Client) -> None:
        member = people.reader(display_name="Ada Troll")
        until = timezone.make_aware(datetime(2099, 3, 1, 12))
        self.send(client, "Ada Troll", until=until)
        told = "Another ban holds until March 1, 2099, noon."
        assert "Another ban" not in text(client.get(BANS))
        self.send(client, "Ada Troll")
        assert told in text(client.get(BANS))
        until_then, for_good = Ban.objects.order_by("pk")
        answer = client.post(f"{BANS}{until_then.pk}/lift/", follow=True)
        assert "Another ban holds for good." in text(answer)
        self.send(client, "Ada Troll", until=until)
        answer = client.post(f"{BANS}{for_good.pk}/lift/", follow=True)
        assert told in text(answer)
        assert "was lifted" in text(answer)
        last = Ban.objects.in_force(timezone.now()).get(member=member)
        answer = client.post(f"{BANS}{last.pk}/lift/", follow=True)
        assert "Another ban" not in text(answer)

    def test_no_address_is_shown(self, client: Client) -> None:
        member = people.reader(email="canary@example.org")
        ban = Ban.objects.create(member=member, set_by=people.moderator())
        for page in (BANS, f"{BANS}add/", f"{BANS}{ban.pk}/change/"):
            assert "canary" not in text(client.get(page))
        assert "Nobody here is called that" in text(self.send(client, member.email))

    def test_editors_do_not_ban(self, editor: User) -> None:
        assert client_of(editor).get(BANS).status_code == 403
