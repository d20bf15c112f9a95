"""Editing, withdrawing and reporting, by their forms."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import Article, Comment, Report
from tests import builders, people
from tests.archive.discussion.filling import Tab, has_form, held


class TestEditing:
    def test_shows_the_words_and_how_long_there_is(self, tab: Tab, own: Comment) -> None:
        answer = tab.open(f"/comments/{own.pk}/edit/")
        assert answer.status_code == 200
        assert held(answer)["body"] == "What I said."
        assert "another 14\xa0minutes" in answer.content.decode()

    def test_changes_them_in_their_place(self, tab: Tab, own: Comment) -> None:
        answer = tab.fill(f"/comments/{own.pk}/edit/", body="What I *say*.")
        own.refresh_from_db()
        assert (own.body, own.edition) == ("What I *say*.", 1)
        if tab.hx:
            assert (answer["HX-Retarget"], answer["HX-Reswap"]) == (
                f"#comment-{own.pk}",
                "outerHTML",
            )
            assert "What I <em>say</em>." in answer.content.decode()
            assert f"/comments/{own.pk}/history/" in answer.content.decode()
        else:
            assert (answer.status_code, answer["Location"]) == (303, f"/comments/{own.pk}/")

    def test_can_be_looked_at_first(self, tab: Tab, own: Comment) -> None:
        answer = tab.fill(f"/comments/{own.pk}/edit/", body="What I *say*.", preview="1")
        assert "What I <em>say</em>." in answer.content.decode()
        own.refresh_from_db()
        assert own.body == "What I said."

    def test_too_late_gives_the_words_back(self, tab: Tab, own: Comment) -> None:
        fields = held(tab.open(f"/comments/{own.pk}/edit/")) | {"body": "Late."}
        Comment.objects.filter(pk=own.pk).update(posted_at=timezone.now() - timedelta(days=1))
        for answer in (
            tab.open(f"/comments/{own.pk}/edit/"),
            tab.send(f"/comments/{own.pk}/edit/", fields),
        ):
            assert answer.status_code == 403
            assert "The time to edit this comment has passed" in answer.content.decode()
            assert not has_form(answer)
        assert held(answer)["typed"] == "Late."

    @pytest.mark.parametrize("review", ["rejected", "removed"])
    def test_of_what_was_hidden(self, tab: Tab, own: Comment, review: str) -> None:
        Comment.objects.filter(pk=own.pk).update(review=review)
        answer = tab.open(f"/comments/{own.pk}/edit/")
        assert answer.status_code == 403
        assert "not shown any more" in answer.content.decode()

    def test_of_what_is_not_one_s_own(self, tab: Tab, other: Comment) -> None:
        captured = builders.captured_comment(builders.article())
        for comment in (other, captured):
            for act in ("edit", "withdraw"):
                assert tab.open(f"/comments/{comment.pk}/{act}/").status_code == 404
                assert tab.send(f"/comments/{comment.pk}/{act}/", {}).status_code == 404


class TestWithdrawing:
    def test_is_asked_about_first(self, tab: Tab, own: Comment) -> None:
        answer = tab.open(f"/comments/{own.pk}/withdraw/")
        assert answer.status_code == 200
        assert "You cannot bring it back" in answer.content.decode()

    def test_leaves_a_gap(self, tab: Tab, own: Comment, article: Article) -> None:
        answer = tab.fill(f"/comments/{own.pk}/withdraw/")
        own.refresh_from_db()
        assert own.withdrawn_at
        if tab.hx:
            assert answer["HX-Retarget"] == f"#comment-{own.pk}"
            assert "You have withdrawn this comment" in answer.content.decode()
        else:
            assert answer["Location"] == "/articles/talked-about/#comments"

    def test_twice_is_once(self, tab: Tab, own: Comment) -> None:
        fields = held(tab.open(f"/comments/{own.pk}/withdraw/"))
        first = tab.send(f"/comments/{own.pk}/withdraw/", fields)
        own.refresh_from_db()
        was = own.withdrawn_at
        assert tab.send(f"/comments/{own.pk}/withdraw/", fields).status_code == first.status_code
        own.refresh_from_db()
        assert own.withdrawn_at == was

    def test_is_for_the_banned_and_for_articles_that_are_gone(
        self, tab: Tab, own: Comment, article: Article
    ) -> None:
        Article.objects.filter(pk=article.pk).update(
            state="withdrawn",
            withdrawn_at=timezone.now(),
            withdrawal_reason="Held twice.",
            withdrawal_ground="legal",
        )
        assert tab.open(f"/comments/{own.pk}/withdraw/").status_code == 200
        answer = tab.send(f"/comments/{own.pk}/withdraw/", {})
        assert answer["HX-Redirect" if tab.hx else "Location"] == "/accounts/comments/"
        own.refresh_from_db()
        assert own.withdrawn_at

    def test_is_not_for_strangers(self, stranger: Tab, own: Comment) -> None:
        for answer in (
            stranger.open(f"/comments/{own.pk}/withdraw/"),
            stranger.send(f"/comments/{own.pk}/withdraw/", {}),
        ):
            assert answer.status_code == 403
            assert not has_form(answer)
        own.refresh_from_db()
        assert own.withdrawn_at is None


class TestReporting:
    def test_reaches_the_moderators(self, tab: Tab, other: Comment) -> None:
        rule = builders.rule("Be civil")
        answer = tab.fill(f"/comments/{other.pk}/report/", rule=rule.pk, line="A\nslur.")
        assert answer.status_code == 200
        assert "Thank you" in answer.content.decode()
        report = Report.objects.get()
        assert (report.comment, report.rule, report.line) == (other, rule, "A slur.")

    def test_twice_is_said(self, tab: Tab, other: Comment) -> None:
        rule = builders.rule()
        for words in ("Thank you", "already"):
            answer = tab.fill(f"/comments/{other.pk}/report/", rule=rule.pk)
            assert words in answer.content.decode()
        assert Report.objects.count() == 1

    def test_is_not_of_one_s_own(self, tab: Tab, own: Comment) -> None:
        builders.rule()
        for answer in (
            tab.open(f"/comments/{own.pk}/report/"),
            tab.send(f"/comments/{own.pk}/report/", {}),
        ):
            assert answer.status_code == 403
            assert "is your own" in answer.content.decode()

    def test_needs_a_rule(self, tab: Tab, other: Comment) -> None:
        builders.rule(in_force=False)
        answer = tab.open(f"/comments/{other.pk}/report/")
        assert answer.status_code == 403
        assert "There are no rules" in answer.content.decode()

    def test_is_for_who_logs_in(self, stranger: Tab, other: Comment) -> None:
        builders.rule()
        answer = stranger.open(f"/comments/{other.pk}/report/")
        assert answer.status_code == 403
        assert f"?next=/comments/{other.pk}/report/" in answer.content.decode()

    @pytest.mark.parametrize("review", ["pending", "rejected", "removed"])
    def test_of_what_nobody_sees(self, tab: Tab, article: Article, review: str) -> None:
        builders.rule()
        hidden = builders.comment(article, people.reader(), review=review)
        assert tab.open(f"/comments/{hidden.pk}/report/").status_code == 404
        assert tab.send(f"/comments/{hidden.pk}/report/", {}).status_code == 404
