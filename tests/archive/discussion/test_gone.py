"""What was there when a form was opened, and is not when it is sent: what was typed is kept."""

import re
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from archive.commenting.edit import withdraw
from archive.models import Article, Comment, ModerationEntry
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.discussion.filling import Tab, has_form, held

WRITE = "/articles/talked-about/comments/write/"
NOT_HERE = "What this is about is not here any more"


def remove(comment: Comment) -> None:
    decision = Decision(ModerationEntry.Act.REMOVED, people.moderator(), "It shouted")
    set_state([comment.pk], decision)


def unpublish(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(state=Article.State.DRAFT)


def check_kept(tab: Tab, answer: Any, typed: str) -> None:
    """By htmx the form stays where it is, with a line beneath it; else the words come back."""
    assert answer.status_code == 404
    assert NOT_HERE in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    if tab.hx:
        assert answer["Content-Type"].startswith("text/plain")
    else:
        assert held(answer)["typed"] == typed
        assert not has_form(answer)


class TestAReport:
    def test_of_what_was_removed_meanwhile(self, tab: Tab, other: Comment) -> None:
        rule, address = builders.rule(), f"/comments/{other.pk}/report/"
        fields = held(tab.open(address)) | {"rule": rule.pk, "line": "A slur."}
        remove(other)
        check_kept(tab, tab.send(address, fields), "A slur.")

    def test_of_what_is_hidden_and_of_what_never_was_is_answered_alike(
        self, tab: Tab, article: Article
    ) -> None:
        hidden = builders.comment(article, people.reader(), review="pending")
        fields = {"rule": builders.rule().pk, "line": "A slur."}
        addresses = [f"/comments/{number}/report/" for number in (hidden.pk, 999_999)]
        pages = [tab.send(address, fields).content.decode() for address in addresses]
        of_one, of_other = (re.sub(r"comments/?\d+/?report", "report", page) for page in pages)
        assert of_one == of_other
        assert tab.open(f"/comments/{hidden.pk}/report/").status_code == 404

    def test_after_its_session_gives_its_line_back(self, stranger: Tab, other: Comment) -> None:
        answer = stranger.send(f"/comments/{other.pk}/report/", {"line": "A slur."})
        assert answer.status_code == 403
        assert held(answer)["typed"] == "A slur."

    def test_that_fails_has_a_place_to_say_so(self, tab: Tab, other: Comment, own: Comment) -> None:
        builders.rule()
        for address in (f"/comments/{other.pk}/report/", f"/comments/{own.pk}/withdraw/"):
            form = (
                tab.open(address)
                .content.decode()
                .partition('method="post"')[2]
                .partition("</form>")[0]
            )
            assert 'class="write__trouble"' in form
            assert "data-unreached=" in form
            assert "data-failed=" in form


class TestUnderAnArticleThatIsADraftAgain:
    def test_a_comment_comes_back(self, tab: Tab, article: Article) -> None:
        fields = held(tab.open(WRITE)) | {"body": "My *words*."}
        unpublish(article)
        check_kept(tab, tab.send(WRITE, fields), "My *words*.")
        assert tab.open(WRITE).status_code == 404

    def test_an_edit_comes_back(self, tab: Tab, own: Comment) -> None:
        address = f"/comments/{own.pk}/edit/"
        fields = held(tab.open(address)) | {"body": "My *words*."}
        unpublish(own.article)
        check_kept(tab, tab.send(address, fields), "My *words*.")


class TestAnAnswer:
    @pytest.fixture(params=["removed", "withdrawn", "edited and waiting"])
    def gone(self, request: pytest.FixtureRequest, other: Comment) -> Comment:
        """What everybody could read, and nobody can any more."""
        if request.param == "removed":
            remove(other)
        elif request.param == "withdrawn":
            assert other.member
            withdraw(other.member, other)
        else:
            other.revisions.create(
                body=other.body,
                body_html=other.body_html,
                render_version=1,
                was_public=True,
                written_at=timezone.now(),
                replaced_at=timezone.now(),
            )
            Comment.objects.filter(pk=other.pk).update(review="pending")
        return other

    def test_to_what_was_taken_away_becomes_a_comment(
        self, tab: Tab, gone: Comment, member: User
    ) -> None:
        answer = tab.open(f"{WRITE}?parent={gone.pk}&quote=whole")
        assert answer.status_code == 200
        assert "What this answers is not here any more" in answer.content.decode()
        assert "Said" not in answer.content.decode()
        assert held(answer)["parent"] == ""
        tab.send(WRITE, held(answer) | {"body": "Still."})
        assert Comment.objects.get(member=member).parent is None

    def test_to_what_readers_never_saw_is_not_here(self, tab: Tab, other: Comment) -> None:
        waits = builders.comment(other.article, people.reader(), review="pending")
        remove(waits)
        assert tab.open(f"{WRITE}?parent={waits.pk}").status_code == 404
        remove(other)
        elsewhere = builders.article(slug="elsewhere")
        address = f"/articles/{elsewhere.slug}/comments/write/"
        assert tab.open(f"{address}?parent={other.pk}").status_code == 404


class TestAFormWhoseCommentWasWithdrawn:
    def test_leads_to_the_discussion(self, tab: Tab, article: Article, member: User) -> None:
        fields = held(tab.open(WRITE)) | {"body": "Once."}
        tab.send(WRITE, fields)
        withdraw(member, Comment.objects.get())
        answer = tab.send(WRITE, fields)
        address = answer["HX-Redirect" if tab.hx else "Location"]
        assert address == "/articles/talked-about/#comments"
        assert Comment.objects.count() == 1

    def test_that_says_something_else_is_not_sent_to_it(
        self, tab: Tab, article: Article, member: User
    ) -> None:
        fields = held(tab.open(WRITE)) | {"body": "Once."}
        tab.send(WRITE, fields)
        first = Comment.objects.get()
        withdraw(member, first)
        answer = tab.send(WRITE, fields | {"body": "Again."})
        assert answer.status_code == 409
        assert "which you have withdrawn" in answer.content.decode()
        assert f"/comments/{first.pk}/" not in answer.content.decode()
        assert held(answer)["body"] == "Again."

    def test_is_not_edited_into_view(self, tab: Tab, own: Comment, member: User) -> None:
        address = f"/comments/{own.pk}/edit/"
        fields = held(tab.open(address))
        withdraw(member, own)
        answer = tab.send(address, fields)
        assert answer.status_code == 403
        assert "not shown any more" in answer.content.decode()
        assert held(answer)["typed"] == "What I said."
