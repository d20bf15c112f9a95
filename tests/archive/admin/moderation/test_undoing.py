"""Undoing in the administration: one act, several, a whole batch; and what could not be."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archive.commenting.report import report
from archive.models import Comment, ModerationEntry
from archive.moderating import notes
from archive.moderating.bans import Terms, ban, ban_all
from archive.moderating.set_state import Decision, set_state
from tests import builders, people

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act
LIST = reverse("admin:archive_moderationentry_changelist")
UNDO = reverse("admin:archive_moderationentry_undo")


@pytest.fixture
def moderating(client: Client) -> Client:
    client.force_login(people.moderator())
    return client


def removed(count: int) -> list[ModerationEntry]:
    article = builders.article()
    said = [builders.comment(article, people.reader()) for _ in range(count)]
    decision = Decision(Act.REMOVED, people.moderator(), "it shouts")
    return set_state([comment.pk for comment in said], decision)


def page_of(entry: ModerationEntry) -> str:
    return reverse("admin:archive_moderationentry_change", args=[entry.pk])


def test_one_is_asked_for_and_then_undone(moderating: Client) -> None:
    (entry,) = removed(1)
    page = moderating.get(page_of(entry)).content.decode()
    assert f'name="entries" value="{entry.pk}"' in page
    assert "of this batch" not in page
    asked = moderating.post(UNDO, {"entries": entry.pk}).content.decode()
    assert "Undo 1 act" in asked
    assert "it shouts" in asked
    assert not Comment.objects.public().exists()
    sent = {"entries": entry.pk, "note": "A slip.", "asked": "yes"}
    told = moderating.post(UNDO, sent, follow=True).content.decode()
    assert "1 act was undone." in told
    assert Comment.objects.public().get() == entry.comment
    assert ModerationEntry.objects.get(act=Act.UNDONE).note == "A slip."
    assert "undone already" in moderating.get(page_of(entry)).content.decode()


def test_a_batch_is_undone_as_one(moderating: Client) -> None:
    entries = removed(25)
    page = moderating.get(page_of(entries[3])).content.decode()
    assert "Undo all 25 of this batch" in page
    asked = moderating.post(UNDO, {"batch": entries[0].batch}).content.decode()
    assert "Undo 25 acts" in asked
    assert "And 5 more." in asked
    told = moderating.post(UNDO, {"batch": entries[0].batch, "asked": "yes"}, follow=True)
    assert "25 acts were undone." in told.content.decode()
    assert Comment.objects.public().count() == 25
    assert told.context["cl"].result_count == 25


def test_chosen_in_the_list_and_what_was_left_is_named(moderating: Client) -> None:
    first, second, other = removed(3)
    set_state([second.comment_id or 0], Decision(Act.APPROVED, people.moderator()))
    chosen = {"action": "undo_chosen", "_selected_action": [first.pk, second.pk]}
    asked = moderating.post(LIST, chosen).content.decode()
    assert f'value="{first.pk} {second.pk}"' in asked
    sent = {"entries": f"{first.pk} {second.pk}", "asked": "yes"}
    told = moderating.post(UNDO, sent, follow=True).content.decode()
    assert "1 act was undone." in told
    assert "1 was left as it is" in told
    assert "Somebody decided otherwise since." in told
    other.refresh_from_db()
    assert other.stands


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose what to undo"),
        ({"entries": "1 2 three"}, "spoilt"),
        ({"batch": "no-uuid"}, "valid UUID"),
        ({"entries": " ".join(map(str, range(2_001)))}, "These are 2001 acts"),
    ],
)
def test_a_spoilt_form_is_told_so(moderating: Client, sent: dict[str, str], sentence: str) -> None:
    answer = moderating.post(UNDO, {**sent, "asked": "yes"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_nothing_comes_of_nothing(moderating: Client) -> None:
    told = moderating.post(UNDO, {"batch": uuid4(), "asked": "yes"}, follow=True)
    assert "0 acts were undone." in told.content.decode()


def test_what_was_removed_on_request_is_not_the_moderators(moderating: Client) -> None:
    granted = ModerationEntry.objects.create(
        act=Act.GRANTED, article=builders.article(), after={"state": "withdrawn"}
    )
    moderating.post(UNDO, {"entries": granted.pk, "asked": "yes"})
    assert not ModerationEntry.objects.filter(act=Act.UNDONE).exists()


def test_editors_undo_nothing(client: Client) -> None:
    (entry,) = removed(1)
    client.force_login(people.editor())
    assert client.post(UNDO, {"entries": entry.pk, "asked": "yes"}).status_code == 403
    assert entry.comment not in Comment.objects.public()


def test_an_entry_outlives_its_comment(moderating: Client) -> None:
    (entry,) = removed(1)
    Comment.objects.all().delete()
    assert moderating.get(page_of(entry)).status_code == 200
    told = moderating.post(UNDO, {"entries": entry.pk, "asked": "yes"}, follow=True)
    assert "The comment is gone." in told.content.decode()


def test_the_list_asks_as_much_for_many_as_for_one(moderating: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert moderating.get(LIST).status_code == 200
        return len(queries)

    removed(2)
    few = cost()
    removed(20)
    assert cost() == few


def test_nobody_reads_what_was_noted_or_reported_about_them(client: Client) -> None:
    moderator, other = people.moderator(), people.moderator()
    said = builders.comment(builders.article(), moderator)
    notes.note(moderator, other, "CANARY-NOTE")
    report(people.reader(), said, builders.rule(), "", timezone.now())
    kept = Decision(Act.APPROVED, other, "CANARY-KEPT")
    set_state([said.pk], kept)
    set_state([said.pk], Decision(Act.REMOVED, other, "CANARY-REMOVED"))
    for reader, canaries in ((moderator, ["REMOVED"]), (other, ["NOTE", "KEPT", "REMOVED"])):
        client.force_login(reader)
        page = client.get(LIST).content.decode()
        assert [
            word for word in ("NOTE", "KEPT", "REMOVED") if f"CANARY-{word}" in page
        ] == canaries
        for entry in ModerationEntry.objects.filter(act__in=[Act.NOTED, Act.KEPT]):
            found = client.get(page_of(entry)).status_code
            assert found == (302 if reader == moderator else 200)


def test_nobody_frees_themselves(client: Client) -> None:
    moderator = people.moderator()
    banned = ban(moderator, people.admin(), reason="you shout")
    (entry,) = banned.moderation_entries.all()
    client.force_login(moderator)
    page = client.get(page_of(entry)).content.decode()
    assert "This cannot be undone. This is about you." in page
    client.post(UNDO, {"entries": entry.pk, "asked": "yes"})
    client.post(reverse("admin:archive_ban_lift", args=[banned.pk]))
    banned.refresh_from_db()
    assert banned.lifted_at is None


def test_who_had_to_log_in_again_is_led_back(moderating: Client) -> None:
    answer = moderating.get(UNDO, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "Nothing was undone. Choose again what to undo." in answer.content.decode()


def test_where_nothing_can_be_undone_each_says_why(moderating: Client) -> None:
    """Also on the page that asks: nobody looks for what was left out."""
    granted = ModerationEntry.objects.create(
        act=Act.GRANTED, article=builders.article(), after={"state": "withdrawn"}
    )
    held = ModerationEntry.objects.create(act=Act.HELD, member=people.reader())
    asked = moderating.post(UNDO, {"entries": f"{granted.pk} {held.pk}"}).content.decode()
    assert "<h1>Nothing to undo</h1>" in asked
    assert "Left as it is: Whoever answers requests to remove may undo this." in asked
    assert "Left as it is: A rule of the site held the comment" in asked
    assert 'type="submit"' not in asked.split("<h1>")[1]
    told = moderating.post(UNDO, {"entries": granted.pk, "asked": "yes"}, follow=True)
    assert "1 was left as it is" in told.content.decode()


def test_what_stays_ended_is_told_before_and_after(moderating: Client) -> None:
    terms = Terms(subscription="ended", refund_owed="5 €", reason="you spam")
    payers = [people.subscriber() for _ in range(7)]
    banned, *_others = ban_all([payer.pk for payer in payers], people.moderator(), terms)
    sentence = f"The subscription that ended with the ban of {payers[0]} stays ended."
    assert sentence in moderating.post(UNDO, {"batch": banned.batch}).content.decode()
    sent = {"batch": banned.batch, "asked": "yes"}
    told = moderating.post(UNDO, sent, follow=True).content.decode()
    assert told.count("stays ended. Grant it anew, or settle the refund.") == 5
    assert "The same for 2 more." in told


def test_lifting_tells_what_stays_ended(moderating: Client) -> None:
    (banned,) = ban_all([people.subscriber().pk], people.moderator(), Terms(subscription="ended"))
    address = reverse("admin:archive_ban_lift", args=[banned.pk])
    told = moderating.post(address, follow=True).content.decode()
    assert "stays ended. Grant it anew, if it should go on." in told
