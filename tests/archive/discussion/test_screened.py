"""What the rules say to whoever writes: write it otherwise, not at all, or a little later."""

from datetime import timedelta

import pytest
from django.http import HttpResponse

from archive.models import Article, Comment, ListedTerm, ModerationEntry
from tests import builders
from tests.archive.discussion.filling import Tab, held

WRITE = "/articles/talked-about/comments/write/"
Act = ModerationEntry.Act
Review = Comment.Review
AS_IT_IS = 'name="as_it_is"'


@pytest.fixture(autouse=True)
def _listed(article: Article) -> None:
    ListedTerm.objects.create(term="<fool>", outcome="ask")
    ListedTerm.objects.create(kind="domain", term="spam.example", outcome="refuse")


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


class TestAsked:
    def test_in_place_with_the_words_kept_and_a_way_to_let_it_wait(self, tab: Tab) -> None:
        answer = tab.fill(WRITE, body="You *f00l*, you.")
        assert answer.status_code == 422
        assert held(answer)["body"] == "You *f00l*, you."
        assert "Write it without “f00l”" in words(answer)
        assert AS_IT_IS in words(answer)
        assert not Comment.objects.exists()
        entry = ModerationEntry.objects.get()
        assert (entry.act, entry.actor, entry.comment) == (Act.ASKED, None, None)
        assert entry.article is not None
        assert entry.member is not None
        assert "“<fool>”, written “f00l”" in entry.note
        assert "you" not in entry.note.lower().replace("<fool>", "")

    def test_it_can_wait_as_it_is_and_posts_once(self, tab: Tab) -> None:
        asked = held(tab.fill(WRITE, body="You fool."))
        for _ in range(2):
            assert tab.send(WRITE, asked | {"as_it_is": "1"}).status_code in {200, 303}
        comment = Comment.objects.get()
        assert comment.review == Review.PENDING
        acts = ModerationEntry.objects.order_by("pk").values_list("act", flat=True)
        assert list(acts) == [Act.ASKED, Act.HELD]

    def test_other_words_are_posted(self, tab: Tab) -> None:
        asked = held(tab.fill(WRITE, body="You fool."))
        tab.send(WRITE, asked | {"body": "You friend."})
        assert Comment.objects.get().review == Review.APPROVED

    def test_of_an_edit_too(self, tab: Tab, own: Comment) -> None:
        address = f"/comments/{own.pk}/edit/"
        answer = tab.fill(address, body="You fool.")
        assert answer.status_code == 422
        assert AS_IT_IS in words(answer)
        own.refresh_from_db()
        assert (own.body, own.review) == ("What I said.", Review.APPROVED)
        assert ModerationEntry.objects.get().comment == own
        tab.send(address, held(answer) | {"as_it_is": "1"})
        own.refresh_from_db()
        assert (own.body, own.review) == ("You fool.", Review.PENDING)


class TestRefused:
    def test_with_the_words_kept_and_no_way_around(self, tab: Tab) -> None:
        answer = tab.fill(WRITE, body="[pills](http://spam.example)", as_it_is="1")
        assert answer.status_code == 422
        assert held(answer)["body"] == "[pills](http://spam.example)"
        assert "“spam.example”" in words(answer)
        assert AS_IT_IS not in words(answer)
        assert not Comment.objects.exists()
        assert ModerationEntry.objects.get().act == Act.REFUSED

    def test_of_an_edit_too(self, tab: Tab, own: Comment) -> None:
        answer = tab.fill(f"/comments/{own.pk}/edit/", body="See spam.example", as_it_is="1")
        assert answer.status_code == 422
        own.refresh_from_db()
        assert own.body == "What I said."


def test_what_was_typed_is_shown_escaped(tab: Tab) -> None:
    ListedTerm.objects.create(term="a b", outcome="ask")
    answer = tab.fill(WRITE, body="A <B> c")
    assert answer.status_code == 422
    assert "“A &lt;B”" in words(answer)
    assert "<B>" not in words(answer).replace("&lt;B&gt;", "")


class TestSlowMode:
    @pytest.fixture(autouse=True)
    def _slow(self, article: Article) -> None:
        Article.objects.filter(pk=article.pk).update(slow_minutes=10)

    def test_is_told_beforehand(self, tab: Tab) -> None:
        assert "once in 10 minutes" in words(tab.open(WRITE))

    def test_the_next_one_waits(self, tab: Tab, own: Comment) -> None:
        answer = tab.fill(WRITE, body="And another thing.")
        assert answer.status_code == 429
        assert held(answer)["body"] == "And another thing."
        assert "again in 10 minutes" in words(answer)
        assert 0 < int(answer["Retry-After"]) <= 600
        assert Comment.objects.get() == own
        assert own.posted_at is not None
        Comment.objects.update(posted_at=own.posted_at - timedelta(minutes=10))
        tab.fill(WRITE, body="And another thing.")
        assert Comment.objects.count() == 2

    def test_not_elsewhere_and_not_with_an_edit(self, tab: Tab, own: Comment) -> None:
        builders.article(slug="elsewhere")
        tab.fill("/articles/elsewhere/comments/write/", body="Here, too.")
        assert Comment.objects.count() == 2
        tab.fill(f"/comments/{own.pk}/edit/", body="What I meant.")
        own.refresh_from_db()
        assert own.body == "What I meant."
