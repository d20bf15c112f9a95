"""What stands in the place of what went, and that it stays away when its page is imported again."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from archive.models import Article, Comment, ModerationEntry, RemovalRequest
from archive.moderating import removals
from archive.moderating.granting import Granting, Way
from tests import builders, people
from tests.archive.importing.shelf import CATALOGUE, PIECE, import_all

pytestmark = pytest.mark.django_db

REASON = "It named somebody’s street."
SECRET = "canary-quay-street"
SAID = f"Mine is number 7 in {SECRET}"


def grant(article: Article, comment: Comment | None, way: Way, **how: Any) -> RemovalRequest:
    asked = builders.removal_request(article, comment)
    granting = Granting(way, REASON, **how)
    return removals.grant(asked, people.editor(), answer="It is gone.", granting=granting)


class TestWithdrawn:
    @pytest.mark.parametrize(("ground", "status"), [("editorial", 410), ("legal", 451)])
    def test_every_address_of_it_says_why_and_nothing_else(
        self, client: Client, ground: str, status: int
    ) -> None:
        article = builders.article(body=SECRET)
        builders.document(article, SECRET)
        comment = builders.captured_comment(article, body=SECRET)
        grant(article, None, Way.WITHDRAW, ground=ground)
        there = article.get_absolute_url()
        pages = ("", "source/", "comments/", "history/", "cite.bib", "cite.json", "removal/")
        for address in (*(there + page for page in pages), comment.get_absolute_url()):
            answer = client.get(address)
            assert answer.status_code == status, address
            assert REASON in unescape(answer.content.decode())
            assert SECRET not in answer.content.decode()
            assert "Nora Quay" not in answer.content.decode()

    @pytest.mark.parametrize(("ground", "times"), [("editorial", 2), ("legal", 0)])
    def test_what_the_law_withdrew_is_not_even_named(
        self, client: Client, ground: str, times: int
    ) -> None:
        article = builders.article(title="Jane Quay was there")
        grant(article, None, Way.WITHDRAW, ground=ground)
        page = client.get(article.get_absolute_url()).content.decode()
        assert page.count("Jane Quay was there") == times


class TestRemovedComment:
    @pytest.mark.parametrize(("ground", "status"), [("editorial", 410), ("legal", 451)])
    def test_its_address_says_why(self, client: Client, ground: str, status: int) -> None:
        comment = builders.captured_comment(builders.article(), body=SECRET)
        assert client.get(comment.get_absolute_url()).status_code == 200
        grant(comment.article, comment, Way.COMMENT, ground=ground)
        answer = client.get(comment.get_absolute_url())
        assert answer.status_code == status
        page = unescape(answer.content.decode())
        assert REASON in page
        for hidden in (SECRET, "Nora", "nora@example.org", "my street", "It is gone."):
            assert hidden not in page

    def test_with_answers_its_place_stays(self, client: Client) -> None:
        comment = builders.captured_comment(builders.article(), body=SECRET)
        builders.comment(comment.article, people.reader(), parent=comment, body="I disagree.")
        grant(comment.article, comment, Way.COMMENT)
        for address in (comment.get_absolute_url(), comment.article.get_absolute_url()):
            page = unescape(client.get(address).content.decode())
            assert f"Removed on request: <bdi>{REASON}</bdi>" in page
            assert "A comment that is not shown." not in page
            assert "I disagree." in page
            assert SECRET not in page

    def test_above_an_answer_on_its_own_page_too(self, client: Client) -> None:
        comment = builders.captured_comment(builders.article(), body=SECRET)
        answer = builders.comment(comment.article, people.reader(), parent=comment)
        grant(comment.article, comment, Way.COMMENT)
        page = unescape(client.get(answer.get_absolute_url()).content.decode())
        assert f"Removed on request: <bdi>{REASON}</bdi>" in page

    def test_of_what_a_moderator_removed_its_place_says_no_more(self, client: Client) -> None:
        comment = builders.captured_comment(builders.article(), review="removed")
        builders.comment(comment.article, people.reader(), parent=comment)
        page = client.get(comment.get_absolute_url()).content.decode()
        assert "A comment that is not shown." in page

    def test_what_a_moderator_removed_without_being_asked_is_not_there(
        self, client: Client
    ) -> None:
        comment = builders.captured_comment(builders.article(), review="removed")
        assert client.get(comment.get_absolute_url()).status_code == 404

    def test_once_that_was_undone_nothing_is_said_of_it(self, client: Client) -> None:
        comment = builders.captured_comment(builders.article(), body="Here again.")
        grant(comment.article, comment, Way.COMMENT)
        entry, by = ModerationEntry.objects.get(), people.editor()
        removals.take_back(entry, by)
        ModerationEntry.objects.create(act="undone", actor=by, undoes=entry, comment=comment)
        assert client.get(comment.get_absolute_url()).status_code == 200
        Comment.objects.update(review="removed")
        assert client.get(comment.get_absolute_url()).status_code == 404


class TestImportedAgain:
    """A line before everything else moves all that follows, as a page's new banner would."""

    @pytest.fixture
    def shelf(self, tmp_path: Path) -> Path:
        return tmp_path

    @pytest.fixture
    def article(self, shelf: Path) -> Article:
        self.capture(shelf, "")
        return Article.objects.get()

    def capture(self, shelf: Path, banner: str, said: str = SAID) -> None:
        (shelf / "lighthouse.txt").write_text(f"{banner}{PIECE}{said}\n")
        line = (banner + PIECE).count("\n") + 1
        (shelf / "catalogue.toml").write_text(
            f"{CATALOGUE}\n[[document.comment]]\nlines = {line}\n"
        )
        import_all(shelf, publish=True)

    def test_a_removed_comment_stays_removed(
        self, shelf: Path, client: Client, article: Article
    ) -> None:
        comment = article.comments.get()
        assert SECRET in client.get(article.get_absolute_url()).content.decode()
        grant(article, comment, Way.COMMENT)
        self.capture(shelf, "Subscribe now\n\n")
        assert article.documents.count() == 2
        comment.refresh_from_db()
        assert comment.review == Comment.Review.REMOVED
        assert comment.document.version == 2  # type: ignore[union-attr]
        assert client.get(comment.get_absolute_url()).status_code == 410
        self.assert_nowhere(client, article)

    def test_redacted_lines_stay_redacted(
        self, shelf: Path, client: Client, article: Article
    ) -> None:
        comment = article.comments.get()
        lines = [[comment.first_line, comment.last_line]]
        grant(article, comment, Way.COMMENT, lines=lines)
        self.capture(shelf, "Subscribe now\n\n")
        for version in (1, 2):
            asked = {"version": version, "q": SECRET}
            answer = client.get(f"{article.get_absolute_url()}source/", asked)
            page = unescape(answer.content.decode())
            assert f"Redacted: {REASON}" in page
            assert "stands in 0 lines" in page
            assert "Mine is number 7" not in page

    @pytest.mark.parametrize("banner", ["", "Subscribe now\n\n"])
    @pytest.mark.parametrize(
        "said",
        [SAID.replace(" ", "  ", 1), f"{SAID} (edited)", SAID.upper(), SAID.replace(" is", ", is")],
    )
    def test_a_trifle_brings_nothing_back(
        self, shelf: Path, client: Client, article: Article, banner: str, said: str
    ) -> None:
        comment = article.comments.get()
        grant(article, comment, Way.COMMENT)
        self.capture(shelf, banner, said)
        assert article.comments.get().review == Comment.Review.REMOVED
        for page in ("", "source/", "comments/"):
            shown = client.get(article.get_absolute_url() + page).content.decode()
            assert SECRET not in shown.casefold(), page

    def test_on_its_line_most_of_the_words_are_enough(self, shelf: Path, article: Article) -> None:
        grant(article, article.comments.get(), Way.COMMENT)
        self.capture(shelf, "", f"My house is number 7 in {SECRET}")
        assert article.comments.get().review == Comment.Review.REMOVED

    def test_what_somebody_else_says_there_is_shown(self, shelf: Path, article: Article) -> None:
        grant(article, article.comments.get(), Way.COMMENT)
        self.capture(shelf, "", "How the lamp turned at night, nobody knows.")
        said = dict(article.comments.values_list("body", "review"))
        assert said["How the lamp turned at night, nobody knows."] == "approved"

    def test_a_withdrawn_article_stays_withdrawn(
        self, shelf: Path, client: Client, article: Article
    ) -> None:
        grant(article, None, Way.WITHDRAW, ground="legal")
        self.capture(shelf, "Subscribe now\n\n")
        assert article.documents.count() == 2
        assert client.get(article.get_absolute_url()).status_code == 451

    def assert_nowhere(self, client: Client, article: Article) -> None:
        there = article.get_absolute_url()
        for page in ("", "source/", "source/?version=1", "comments/", "history/", "cite.json"):
            assert SECRET not in client.get(there + page).content.decode(), page
