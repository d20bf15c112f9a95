"""Rules, reports, the log and the settings in the administration: who writes them, what stays."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archive.commenting.report import report
from archive.models import Comment, ModerationEntry, Report, Rule, SiteSettings
from archive.moderating.set_state import Decision, set_state
from tests import builders, people

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act


def at(model: str, page: str = "changelist", *args: Any) -> str:
    return reverse(f"admin:archive_{model}_{page}", args=args)


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def moderating(client: Client) -> Client:
    client.force_login(people.moderator())
    return client


@pytest.fixture
def editing(client: Client) -> Client:
    client.force_login(people.editor())
    return client


def reported(line: str, by: str = "Berta") -> Comment:
    builders.settings()
    comment = builders.comment(builders.article(), people.reader(), body=f"About *{line}*")
    report(people.reader(display_name=by), comment, builders.rule(), line, timezone.now())
    return comment


class TestRules:
    def test_editors_write_and_reword_them(self, editing: Client) -> None:
        sent = {"title": "Be kind", "text": "Always.", "position": 1, "in_force": "on"}
        assert editing.post(at("rule", "add"), sent).status_code == 302
        rule = Rule.objects.get()
        sent |= {"text": "Mostly."}
        sent.pop("in_force")
        assert editing.post(at("rule", "change", rule.pk), sent).status_code == 302
        rule.refresh_from_db()
        assert (rule.text, rule.in_force) == ("Mostly.", False)

    def test_nobody_deletes_one_that_is_referred_to(self, client: Client) -> None:
        comment = reported("See.")
        used, named, free = Rule.objects.get(), builders.rule(), builders.rule()
        set_state([comment.pk], Decision(Act.REMOVED, people.moderator(), "it shouts", named))
        client.force_login(people.admin())
        for rule in (used, named, free):
            client.post(at("rule", "delete", rule.pk), {"post": "yes"})
        assert set(Rule.objects.all()) == {used, named}


class TestReports:
    def test_the_open_ones_come_first(self, moderating: Client) -> None:
        first, second = reported("No. 1", "Berta"), reported("No. 2", "Clara")
        set_state([second.pk], Decision(Act.APPROVED, people.moderator()))
        page = shown(moderating, at("report"))
        assert page.index("No. 1") < page.index("No. 2")
        assert "kept in spite of reports" in page
        assert "Berta" in page
        assert f'href="{at("comment", "change", first.pk)}"' in page
        assert "No. 2" not in shown(moderating, at("report") + "?answered=no")
        assert "No. 1" not in shown(moderating, at("report") + "?answered=yes")

    def test_nobody_rewrites_one(self, client: Client) -> None:
        reported("See.")
        row = Report.objects.get()
        client.force_login(people.admin())
        assert "See." in shown(client, at("report", "change", row.pk))
        assert client.post(at("report", "change", row.pk), {"line": "x"}).status_code == 403

    def test_take_no_more_queries_for_many(self, moderating: Client) -> None:
        taken = []
        for count in (1, 5):
            for number in range(count):
                reported(f"No. {number}", f"Berta {count}-{number}")
            with CaptureQueriesContext(connection) as captured:
                shown(moderating, at("report"))
            taken.append(len(captured))
        assert taken[0] == taken[1]


class TestTheLog:
    def test_says_who_did_what_and_why(self, moderating: Client) -> None:
        actor = people.moderator()
        comment = builders.comment(builders.article(), people.reader(display_name="Clara"))
        rule = builders.rule("Be kind")
        set_state([comment.pk], Decision(Act.REMOVED, actor, "it shouts", rule))
        held = {"act": Act.HELD, "comment": comment, "member": comment.member}
        ModerationEntry.objects.create(**held, note="One of the first.")
        page = shown(moderating, at("moderationentry"))
        for words in (actor.display_name, "it shouts", "Be kind", "One of the first.", "the site"):
            assert words in page
        entry = ModerationEntry.objects.get(act=Act.REMOVED)
        one = shown(moderating, at("moderationentry", "change", entry.pk))
        assert "approved" in one  # what it was before
        assert "One of the first." not in shown(
            moderating, at("moderationentry") + f"?actor__id__exact={actor.pk}"
        )
        assert "it shouts" not in shown(moderating, at("moderationentry") + "?act__exact=held")

    def test_nobody_changes_or_deletes_any_of_it(self, client: Client) -> None:
        entry = ModerationEntry.objects.create(act=Act.HELD)
        client.force_login(people.admin())
        assert client.get(at("moderationentry", "add")).status_code == 403
        change = at("moderationentry", "change", entry.pk)
        assert client.post(change, {"reason": "x"}).status_code == 403
        delete = at("moderationentry", "delete", entry.pk)
        assert client.post(delete, {"post": "yes"}).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": entry.pk, "post": "yes"}
        client.post(at("moderationentry"), chosen)
        assert ModerationEntry.objects.get().reason == ""

    def test_outlives_its_article_and_tells_nothing_of_a_draft(self, client: Client) -> None:
        actor = people.moderator()
        gone = builders.comment(builders.article(), people.reader())
        draft = builders.comment(builders.draft(title="A draft"), people.reader())
        set_state([gone.pk], Decision(Act.REMOVED, actor, "it shouts"))
        set_state([draft.pk], Decision(Act.REMOVED, actor, "it whispers"))
        client.force_login(people.admin())
        delete = at("article", "delete", gone.article_id)
        assert client.post(delete, {"post": "yes"}).status_code == 302
        assert not Comment.objects.filter(pk=gone.pk).exists()
        assert "it whispers" in shown(client, at("moderationentry"))
        client.force_login(actor)
        page = shown(client, at("moderationentry"))
        assert "it shouts" in page
        assert "it whispers" not in page
        assert "A draft" not in page


def test_an_article_goes_with_all_that_was_said_and_reported(client: Client) -> None:
    comment = reported("See.")
    builders.comment(comment.article, people.reader(), parent=comment)
    set_state([comment.pk], Decision(Act.REMOVED, people.moderator(), "it shouts"))
    client.force_login(people.admin())
    delete = at("article", "delete", comment.article_id)
    assert client.post(delete, {"post": "yes"}).status_code == 302
    assert not Report.objects.exists()
    entry = ModerationEntry.objects.select_related("comment").get()
    assert (entry.comment_id, entry.comment) == (comment.pk, None)


class TestSettings:
    SENT = {
        "first_comments_held": 3,
        "edit_minutes": 5,
        "links_at_once": 2,
        "comments_a_minute": 5,
        "premoderated": "on",
        "sharing": "link",
    }

    def test_are_one_row_that_the_list_leads_to(self, editing: Client) -> None:
        assert editing.get(at("sitesettings"))["Location"] == at("sitesettings", "add")
        assert 'value="15"' in shown(editing, at("sitesettings", "add"))
        assert editing.post(at("sitesettings", "add"), self.SENT).status_code == 302
        now = SiteSettings.now()
        assert (now.premoderated, now.first_comments_held, now.edit_minutes) == (True, 3, 5)
        assert now.sharing == "link"
        change = at("sitesettings", "change", 1)
        assert editing.get(at("sitesettings"))["Location"] == change
        assert editing.get(at("sitesettings", "add")).status_code == 403
        assert editing.post(change, self.SENT | {"edit_minutes": 6}).status_code == 302
        assert SiteSettings.objects.get().edit_minutes == 6
        assert editing.post(at("sitesettings", "delete", 1), {"post": "y"}).status_code == 403

    def test_moderators_look_at_them(self, moderating: Client) -> None:
        assert "0 in all" in shown(moderating, at("sitesettings"))
        builders.settings(edit_minutes=17)
        change = at("sitesettings", "change", 1)
        assert moderating.get(at("sitesettings"))["Location"] == change
        assert "17" in shown(moderating, change)
        assert moderating.post(change, self.SENT).status_code == 403
        assert SiteSettings.now().edit_minutes == 17
