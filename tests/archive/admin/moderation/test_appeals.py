"""Appeals in the administration: who waits longest first, and answered by somebody else."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from archive.commenting.report import report
from archive.models import Appeal, Article, Comment, ModerationEntry
from archive.moderating.appeals import answer, appeal
from archive.moderating.set_state import Decision, set_state
from tests import builders, people

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act
LIST = "/admin/archive/appeal/"


@pytest.fixture
def moderator(client: Client) -> User:
    somebody = people.moderator()
    client.force_login(somebody)
    return somebody


def appealed(by: User | None = None, words: str = "I whispered.", **fields: object) -> Appeal:
    member = people.reader()
    comment = builders.comment(builders.article(), member, **fields)
    decision = Decision(Act.REMOVED, by or people.moderator(), "it shouts", builders.rule())
    (entry,) = set_state([comment.pk], decision)
    return appeal(member, entry, words)


def form(made: Appeal) -> str:
    return f"{LIST}{made.pk}/change/"


def shown(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_who_waits_longest_comes_first_and_the_answered_last(
    client: Client, moderator: User
) -> None:
    first, answered, last = (appealed() for _number in range(3))
    answer(answered, moderator, overturn=False, words="No.")
    rows = client.get(LIST).context["cl"].result_list
    assert list(rows) == [first, last, answered]
    waiting = client.get(f"{LIST}?outcome=open").context["cl"].result_list
    assert list(waiting) == [first, last]
    upheld = client.get(f"{LIST}?outcome=upheld").context["cl"].result_list
    assert list(upheld) == [answered]


def test_appeals_are_found_by_their_words_and_members(client: Client, moderator: User) -> None:
    found, other = appealed(words="It was my sister."), appealed()
    for query in ("sister", found.member.display_name):
        assert list(client.get(LIST, {"q": query}).context["cl"].result_list) == [found]
    assert other.pk != found.pk


def test_its_page_has_all_that_an_answer_needs(client: Client, moderator: User) -> None:
    decided = people.moderator()
    made = appealed(decided, body="My **own** words.")
    page = shown(client, form(made))
    for words in (
        "I whispered.",
        "Your comment was removed",
        "it shouts",
        "My <strong>own</strong> words.",
        decided.display_name,
        f"How {made.member} stands",
        "0 approved, 0 pending, 0 rejected, 1 removed, 0 withdrawn",
        'name="verdict"',
        'name="answer"',
    ):
        assert words in page


@pytest.mark.parametrize(
    ("verdict", "review", "outcome"),
    [("upheld", "removed", "upheld"), ("overturned", "approved", "overturned")],
)
def test_a_moderator_answers(
    client: Client, moderator: User, verdict: str, review: str, outcome: str
) -> None:
    made = appealed()
    sent = client.post(form(made), {"verdict": verdict, "answer": "We looked again."})
    assert sent.headers["Location"] == LIST
    made.refresh_from_db()
    assert (made.outcome, made.answer, made.answered_by) == (outcome, "We looked again.", moderator)
    assert Comment.objects.get().review == review
    page = shown(client, form(made))
    assert "We looked again." in page
    assert 'name="verdict"' not in page


@pytest.mark.parametrize(
    "sent", [{"verdict": "overturned"}, {"answer": "We looked."}, {"verdict": "x", "answer": "No."}]
)
def test_a_verdict_and_an_answer_are_both_needed(
    client: Client, moderator: User, sent: dict[str, str]
) -> None:
    made = appealed()
    page = client.post(form(made), sent)
    assert page.status_code == 422
    assert sent.get("answer", "") in page.content.decode()
    assert Comment.objects.get().review == "removed"


def test_the_second_of_two_is_told_and_loses_nothing(client: Client, moderator: User) -> None:
    made = appealed()
    answer(made, people.moderator(display_name="Fast Frida"), overturn=False, words="No.")
    page = client.post(form(made), {"verdict": "overturned", "answer": "Half an hour’s work."})
    assert page.status_code == 422
    words = page.content.decode()
    assert "Fast Frida has answered this appeal already" in words
    assert "Half an hour’s work." in words
    assert Appeal.objects.get().answer == "No."


def test_whoever_decided_is_told_that_another_answers(client: Client, moderator: User) -> None:
    made = appealed(moderator)
    people.admin()
    page = shown(client, form(made))
    assert "You made this decision. Another moderator answers its appeal." in page
    assert 'name="verdict"' not in page
    sent = client.post(form(made), {"verdict": "upheld", "answer": "I was right."})
    assert sent.status_code == 422
    assert "I was right." in sent.content.decode()
    assert Appeal.objects.get().outcome == ""


def test_a_moderator_alone_answers_for_themselves(client: Client, moderator: User) -> None:
    made = appealed(moderator)
    assert 'name="verdict"' in shown(client, form(made))
    client.post(form(made), {"verdict": "overturned", "answer": "I was wrong."})
    assert Appeal.objects.get().outcome == "overturned"


def test_of_ones_own_appeal_one_learns_what_members_learn(client: Client, moderator: User) -> None:
    comment = builders.comment(builders.article(), moderator)
    report(people.reader(), comment, builders.rule(), "canary-line", comment.posted_at)  # type: ignore[arg-type]
    by = people.moderator(display_name="canary-moderator")
    (entry,) = set_state([comment.pk], Decision(Act.REMOVED, by, "it shouts"))
    made = appeal(moderator, entry, "I whispered.")
    page = shown(client, form(made))
    assert "This appeal is your own. Another moderator answers it." in page
    assert "canary" not in page


def test_what_could_not_be_taken_back_is_said(client: Client, moderator: User) -> None:
    member, by, article = people.reader(), people.moderator(), builders.article()
    first, second = (builders.comment(article, member) for _number in range(2))
    entries = set_state([first.pk, second.pk], Decision(Act.REMOVED, by, "it shouts"))
    made = appeal(member, entries[0], "No.")
    set_state([first.pk], Decision(Act.APPROVED, by))
    set_state([first.pk], Decision(Act.REMOVED, by, "it insults"))
    sent = client.post(form(made), {"verdict": "overturned", "answer": "Right."})
    told = [str(message) for message in get_messages(sent.wsgi_request)]
    assert any("Not all of it could be taken back." in words for words in told)


def test_words_under_a_hidden_article_stay_hidden(client: Client, moderator: User) -> None:
    made = appealed(body="My own words.")
    Article.objects.update(state="draft")
    page = shown(client, form(made))
    assert "I whispered." in page
    assert "My own words." not in page


def test_editors_have_no_part_in_it(client: Client) -> None:
    client.force_login(people.editor())
    assert client.get(LIST).status_code == 403
    assert client.get(form(appealed())).status_code == 403


def test_many_appeals_take_no_more_queries_than_one(client: Client, moderator: User) -> None:
    taken = []
    for count in (1, 10):
        for _number in range(count):
            appealed()
        with CaptureQueriesContext(connection) as captured:
            shown(client, LIST)
        taken.append(len(captured))
    assert taken[0] == taken[1]


def test_the_list_does_not_say_who_decided_about_oneself(client: Client, moderator: User) -> None:
    comment = builders.comment(builders.article(), moderator)
    by = people.moderator(display_name="canary-moderator")
    (entry,) = set_state([comment.pk], Decision(Act.REMOVED, by, "it shouts"))
    appeal(moderator, entry, "I whispered.")
    assert "canary-moderator" not in shown(client, LIST)
    client.force_login(people.moderator())
    assert "canary-moderator" in shown(client, LIST)


def test_whoever_lets_stay_what_does_not_hold_is_told(client: Client, moderator: User) -> None:
    made = appealed()
    set_state([made.entry.comment_id or 0], Decision(Act.APPROVED, people.moderator()))
    sent = client.post(form(made), {"verdict": "upheld", "answer": "It is back."})
    told = [str(message) for message in get_messages(sent.wsgi_request)]
    assert "The decision did not hold any more when this was answered." in told
