"""Writing: the form, what comes of it, and that it posts once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.limits import Limit
from archive.commenting import pace
from archive.models import Article, Comment, CommentPolicy, CommentRevision
from tests import builders, people
from tests.archive.discussion.filling import Tab, has_form, held

WRITE = "/articles/talked-about/comments/write/"


def close(article: Article) -> None:
    CommentPolicy.objects.create(article=article, level="nobody", in_force_from=timezone.now())


class TestTheForm:
    def test_of_a_comment(self, tab: Tab, article: Article) -> None:
        answer = tab.open(WRITE)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert ("<html" in answer.content.decode()) is not tab.hx
        holds = held(answer)
        assert (holds["body"], holds["parent"]) == ("", "")
        assert holds["key"] != held(tab.open(WRITE))["key"]

    def test_of_an_answer(self, tab: Tab, other: Comment) -> None:
        answer = tab.open(f"{WRITE}?parent={other.pk}")
        assert held(answer)["parent"] == str(other.pk)
        assert ("Said <em>before</em>." in answer.content.decode()) is not tab.hx

    def test_that_quotes_all_of_what_it_answers(self, tab: Tab, other: Comment) -> None:
        answer = tab.open(f"{WRITE}?parent={other.pk}&quote=whole")
        assert held(answer)["body"] == "> Said *before*.\n>\n> Twice.\n\n"

    @pytest.mark.parametrize("parent", ["", "0", "-1", "abc", "²", "9" * 30])
    def test_of_an_answer_to_nothing(self, tab: Tab, article: Article, parent: str) -> None:
        assert tab.open(f"{WRITE}?parent={parent}").status_code == 404

    def test_of_an_answer_to_what_is_hidden_or_elsewhere(self, tab: Tab, article: Article) -> None:
        hidden = builders.comment(article, people.reader(), review="removed")
        elsewhere = builders.comment(builders.article(), people.reader())
        for parent in (hidden, elsewhere):
            assert tab.open(f"{WRITE}?parent={parent.pk}").status_code == 404

    def test_is_none_where_it_could_not_be_sent(self, tab: Tab, article: Article) -> None:
        close(article)
        answer = tab.open(WRITE)
        assert answer.status_code == 403
        assert "Comments are closed" in answer.content.decode()
        assert not has_form(answer)

    def test_is_none_for_strangers_who_are_told_how_to_come_back(
        self, stranger: Tab, other: Comment
    ) -> None:
        answer = stranger.open(f"{WRITE}?parent={other.pk}")
        assert answer.status_code == 403
        back = f"next=/articles/talked-about/comments/write/%3Fparent%3D{other.pk}"
        assert back in answer.content.decode()
        assert not has_form(answer)

    def test_is_where_the_article_is(self, tab: Tab, article: Article) -> None:
        article.state = Article.State.DRAFT
        article.save()
        assert tab.open(WRITE).status_code == 404
        assert tab.send(WRITE, {}).status_code == 404
        Article.objects.filter(pk=article.pk).update(
            state="withdrawn",
            withdrawn_at=timezone.now(),
            withdrawal_reason="Held twice.",
            withdrawal_ground="editorial",
        )
        assert tab.open(WRITE).status_code == 403


class TestPosted:
    def test_the_comment_is_shown_in_its_place(self, tab: Tab, article: Article) -> None:
        answer = tab.fill(WRITE, body="Good *morning*.")
        comment = Comment.objects.get()
        assert comment.body == "Good *morning*."
        if tab.hx:
            assert answer.status_code == 200
            assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#thread-posts", "beforeend")
            assert f"comment-{comment.pk}" in answer["HX-Trigger-After-Settle"]
            assert "Good <em>morning</em>." in answer.content.decode()
        else:
            assert answer.status_code == 303
            assert answer["Location"] == f"/comments/{comment.pk}/"

    def test_an_answer_under_what_it_answers(self, tab: Tab, other: Comment) -> None:
        answer = tab.fill(f"{WRITE}?parent={other.pk}", body="Yes.")
        comment = Comment.objects.get(parent=other)
        if tab.hx:
            assert answer["HX-Retarget"] == f"#replies-{other.pk}"
            assert f'href="#comment-{other.pk}"' in answer.content.decode()
        else:
            assert answer["Location"] == f"/comments/{comment.pk}/"

    def test_from_a_page_of_its_own_by_htmx_the_page_is_left(
        self, tab: Tab, article: Article
    ) -> None:
        fields = held(tab.open(WRITE)) | {"body": "Hm.", "in_thread": ""}
        answer = tab.send(WRITE, fields)
        place = f"/comments/{Comment.objects.get().pk}/"
        assert answer["HX-Redirect" if tab.hx else "Location"] == place

    def test_one_that_waits_says_so(self, tab: Tab, article: Article) -> None:
        builders.settings(premoderated=True)
        answer = tab.fill(WRITE, body="Hm.")
        if not tab.hx:
            answer = tab.open(answer["Location"])
        page = answer.content.decode()
        assert "Waiting for a moderator" in page
        assert "Reply" not in page.partition("Hm.")[2].partition("</article>")[0]


class TestAForm:
    def test_sent_twice_posts_once(self, tab: Tab, article: Article) -> None:
        fields = held(tab.open(WRITE)) | {"body": "Once.\r\n"}
        first, second = tab.send(WRITE, fields), tab.send(WRITE, fields)
        assert first.status_code == second.status_code
        assert Comment.objects.count() == 1
        assert first.headers.get("Location") == second.headers.get("Location")

    def test_that_says_something_else_the_second_time_keeps_it(
        self, tab: Tab, article: Article
    ) -> None:
        fields = held(tab.open(WRITE)) | {"body": "First."}
        tab.send(WRITE, fields)
        answer = tab.send(WRITE, fields | {"body": "Second."})
        first = Comment.objects.get()
        assert answer.status_code == 409
        assert f'<a href="/comments/{first.pk}/">your comment</a>' in answer.content.decode()
        again = held(answer)
        assert again["body"] == "Second."
        assert again["key"] != fields["key"]
        tab.send(WRITE, again)
        assert [comment.body for comment in Comment.objects.order_by("pk")] == ["First.", "Second."]

    def test_that_was_posted_is_acknowledged_after_a_close(
        self, tab: Tab, article: Article
    ) -> None:
        fields = held(tab.open(WRITE)) | {"body": "In time."}
        tab.send(WRITE, fields)
        close(article)
        assert tab.send(WRITE, fields).status_code in {200, 303}
        late = tab.send(WRITE, fields | {"key": str(uuid4()), "body": "Late."})
        assert late.status_code == 403
        assert held(late)["typed"] == "Late."
        assert not has_form(late)


class TestPreview:
    def test_without_javascript_is_the_form_again(self, tab: Tab, other: Comment) -> None:
        address = f"{WRITE}?parent={other.pk}"
        answer = tab.fill(address, body="A *look*.", preview="1")
        assert answer.status_code == 200
        assert "A <em>look</em>." in answer.content.decode()
        assert held(answer)["body"] == "A *look*."
        assert held(answer)["parent"] == str(other.pk)
        assert not Comment.objects.filter(parent=other).exists()

    def test_is_what_will_be_stored(self, tab: Tab, article: Article) -> None:
        body = "<b>x</b> [y](javascript:z) ![i](http://a/b)\n\n# h\n\n> q"
        seen = tab.send("/comments/preview/", {"body": body})
        tab.fill(WRITE, body=body)
        assert seen.status_code == 200
        assert Comment.objects.get().body_html in seen.content.decode()

    def test_of_nothing_is_nothing(self, tab: Tab) -> None:
        answer = tab.send("/comments/preview/", {"body": " \n"})
        assert (answer.status_code, answer.content.strip()) == (200, b"")

    def test_says_what_is_wrong(self, tab: Tab) -> None:
        answer = tab.send("/comments/preview/", {"body": "x" * 10_001})
        assert answer.status_code == 422
        assert "10000 is the most" in answer.content.decode()

    def test_is_made_so_often_and_no_more(
        self, tab: Tab, article: Article, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        century = timedelta(days=36_500)  # no test runs over the border of two windows
        monkeypatch.setattr(pace, "PREVIEWS", Limit("previews", 2, century))
        for _look in range(2):
            assert tab.send("/comments/preview/", {"body": "x"}).status_code == 200
        answer = tab.send("/comments/preview/", {"body": "x"})
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) > 0
        assert "There were many previews" in answer.content.decode()
        assert tab.send("/comments/preview/", {"body": " "}).status_code == 200
        form = tab.fill(WRITE, body="A *look*.", preview="1")
        assert "There were many previews" in form.content.decode()
        assert held(form)["body"] == "A *look*."
        assert tab.fill(WRITE, body="A *look*.").status_code in {200, 303}

    def test_is_for_members(self, stranger: Tab) -> None:
        answer = stranger.send("/comments/preview/", {"body": "x"})
        assert answer.status_code == 403
        assert "not logged in any more" in answer.content.decode()
        assert answer["Cache-Control"].endswith("private, no-store")


def test_nothing_is_written_by_looking(tab: Tab, other: Comment, own: Comment) -> None:
    before = list(Comment.objects.values()), CommentRevision.objects.count()
    for address in (
        WRITE,
        *(f"/comments/{own.pk}/{act}/" for act in ("edit", "withdraw", "history")),
    ):
        assert tab.open(address).status_code == 200
    assert (list(Comment.objects.values()), CommentRevision.objects.count()) == before
