"""Names that editors correct: captures go on saying the first one."""

import pytest
from django.test import Client
from django.urls import reverse

from archive.importing.runs import Run
from archive.models import Article, Author, Topic
from tests import builders, people
from tests.archive.admin.conftest import CAPTURE
from tests.archive.admin.form import change_url, fields

pytestmark = pytest.mark.django_db


def test_a_renamed_author_stays_one(editor_client: Client, article: Article) -> None:
    author = Author.objects.get(name="Nora Quay")
    url = reverse("admin:archive_author_change", args=[author.pk])
    assert editor_client.post(url, {"name": "Nora M. Quay"}).status_code == 302
    assert "Nora Quay" in editor_client.get(url).content.decode()

    Run().upload("ferry.txt", CAPTURE.replace("resumes", "resumed").encode())
    assert [str(byline) for byline in article.bylines.all()] == ["Nora M. Quay"]
    assert Author.objects.get() == author


def test_a_name_that_a_row_has_now_counts_before_one_it_had_first() -> None:
    renamed = Author.objects.called("Insider")
    renamed.name = "Business Insider"
    renamed.save()
    assert Author.objects.called("Insider") == renamed
    other = Author.objects.create(name="Insider")
    assert Author.objects.called("Insider") == other
    assert Author.objects.called("Business Insider") == renamed


def test_topics_are_told_apart_by_kind() -> None:
    renamed = Topic.objects.called("Asia", Topic.Kind.REGION)
    renamed.name = "Asia and the Pacific"
    renamed.save()
    assert Topic.objects.called("Asia", Topic.Kind.REGION) == renamed
    assert Topic.objects.called("Asia", Topic.Kind.TAG) != renamed


class TestAnAuthorWhoIsAMember:
    def send(self, client: Client, author: Author, name: str) -> str:
        url = reverse("admin:archive_author_change", args=[author.pk])
        answer = client.post(url, {"name": author.name, "member": name})
        author.refresh_from_db()
        return "" if answer.status_code == 302 else answer.content.decode()

    def test_is_named_as_others_see_them(self, editor_client: Client) -> None:
        author, member = builders.author(), people.reader(display_name="Nora Quay")
        comment = builders.comment(builders.article(authors=(author,)), member)
        assert not self.send(editor_client, author, " Nora  Quay ")
        assert author.member == member
        comment.refresh_from_db()
        assert comment.by_article_author
        url = reverse("admin:archive_author_change", args=[author.pk])
        page = editor_client.get(url).content.decode()
        assert 'value="Nora Quay"' in page
        assert member.email not in page
        assert not self.send(editor_client, author, "")
        assert author.member is None
        comment.refresh_from_db()
        assert not comment.by_article_author

    @pytest.mark.parametrize(
        ("name", "words"), [("Nobody", "Nobody here is called that"), ("N0ra Quay", "copy it")]
    )
    def test_is_somebody(self, editor_client: Client, name: str, words: str) -> None:
        author = builders.author()
        people.reader(display_name="Nora Quay")
        page = self.send(editor_client, author, name)
        assert words in page
        assert f'value="{name}"' in page
        assert author.member is None

    def test_a_new_author_can_be_one_at_once(self, editor_client: Client) -> None:
        member = people.reader(display_name="Nora Quay")
        url = reverse("admin:archive_author_add")
        assert editor_client.post(url, {"name": "N. Q.", "member": "Nora Quay"}).status_code == 302
        assert Author.objects.get().member == member


def test_a_new_byline_marks_what_its_author_said(editor_client: Client, article: Article) -> None:
    author, member = builders.author("Nora M. Quay"), people.reader()
    author.member = member
    author.save()
    comment = builders.comment(article, member)
    sent = fields(article, evidence_fact="The printed page names her.")
    sent["bylines-0-author"] = author.pk
    assert editor_client.post(change_url(article), sent).status_code == 302
    comment.refresh_from_db()
    assert comment.by_article_author


def test_an_article_can_be_premoderated_and_slowed_down(
    editor_client: Client, article: Article
) -> None:
    sent = fields(article, premoderated="on", slow_minutes=5)
    assert editor_client.post(change_url(article), sent).status_code == 302
    article.refresh_from_db()
    assert (article.premoderated, article.slow_minutes) == (True, 5)
    assert not article.revisions.exists()
