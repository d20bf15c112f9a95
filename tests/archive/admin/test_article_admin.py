"""What editors do with articles in the administration."""

from datetime import date

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from archive.importing.runs import Run
from archive.models import Article, Evidence, SourceDocument
from archive.roles import EDITORS, MODERATORS
from config.settings import BASE_DIR
from tests import builders
from tests.archive.admin.form import change_url, fields

pytestmark = pytest.mark.django_db


def test_a_correction_is_recorded_with_what_it_rests_on(
    editor_client: Client, article: Article
) -> None:
    answer = editor_client.post(
        change_url(article),
        fields(
            article,
            title="Ferry service to the isles resumes",
            evidence_fact="The company's own notice says isles.",
            evidence_lines="4-5, 1, 3, 4",
        ),
    )
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    evidence = article.evidence.get(field="title")
    assert (evidence.basis, evidence.source) == ("editorial", "editor")
    assert evidence.lines == [[1, 1], [3, 5]]
    assert evidence.fact == "The company's own notice says isles."
    assert evidence.value == "Ferry service to the isles resumes"
    assert evidence.set_by is not None
    # What was not touched keeps its own evidence.
    assert article.evidence.get(field="authors").source == Evidence.Source.READER


def test_how_much_is_passed_on_is_a_choice_and_rests_on_nothing(
    editor_client: Client, article: Article
) -> None:
    before = article.evidence.count()
    assert "as the site’s settings say" in editor_client.get(change_url(article)).content.decode()
    answer = editor_client.post(change_url(article), fields(article, sharing="link"))
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    article.refresh_from_db()
    assert article.sharing == "link"
    assert article.evidence.count() == before
    answer = editor_client.post(change_url(article), fields(article, sharing="all of it"))
    assert answer.status_code == 200
    assert "sharing" in answer.context["adminform"].form.errors


def test_a_correction_is_in_the_articles_history(editor_client: Client, article: Article) -> None:
    """With what changed, by whom and why."""
    title = article.title
    reason = "The company's own notice says isles."
    editor_client.post(
        change_url(article),
        fields(article, title="Ferry service to the isles resumes", evidence_fact=reason),
    )
    revision = article.revisions.get()
    assert revision.changes == [
        {"field": "title", "before": title, "after": "Ferry service to the isles resumes"}
    ]
    assert revision.cause == "correction"
    assert revision.reason == reason
    assert revision.by is not None
    article.refresh_from_db()
    editor_client.post(change_url(article), fields(article))
    assert article.revisions.count() == 1


class TestRedaction:
    url = "/admin/archive/redaction/add/"

    def redact(self, client: Client, article: Article, last_line: int) -> HttpResponse:
        lines = {"first_line": 1, "last_line": last_line, "reason": "A person asked for it."}
        return client.post(self.url, {"document": article.document_id, **lines})

    def test_an_editor_redacts_lines(self, editor_client: Client, article: Article) -> None:
        assert editor_client.get(self.url).status_code == 200
        assert self.redact(editor_client, article, 2).status_code == 302
        assert article.document is not None
        assert article.document.redactions.get().by is not None

    def test_lines_that_are_not_there(self, editor_client: Client, article: Article) -> None:
        answer = self.redact(editor_client, article, 99)
        assert answer.status_code == 200
        assert "The capture has 11 lines" in answer.content.decode()


def test_a_saved_form_without_changes_corrects_nothing(
    editor_client: Client, article: Article
) -> None:
    before = list(article.evidence.values())
    answer = editor_client.post(change_url(article), fields(article))
    assert answer.status_code == 302
    assert list(article.evidence.values()) == before


def test_a_date_is_corrected_as_one_fact(editor_client: Client, article: Article) -> None:
    answer = editor_client.post(
        change_url(article),
        fields(
            article,
            date_precision="on",
            date_earliest="2019-03-04",
            evidence_fact="The date stands on the printed page.",
        ),
    )
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.date_latest == date(2019, 3, 4)
    assert article.evidence.get(field="date").value == "on 2019-03-04"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": "Other"}, "Say what your change rests on"),
        ({"title": "Other", "evidence_lines": "99"}, "The capture has 11 lines"),
        ({"title": "Other", "evidence_lines": "99, 5"}, "The capture has 11 lines"),
        ({"title": "Other", "evidence_lines": "x"}, "“x” is no line"),
        ({"title": "Other", "evidence_lines": "5-2"}, "“5-2” is no line"),
        ({"state": "withdrawn"}, "Give the reason"),
        ({"state": "withdrawn", "withdrawal_reason": "Asked to."}, "legal"),
        ({"date_precision": "between", "date_earliest": "2019-03-04"}, "“between” two days"),
        ({"date_precision": "unknown", "date_latest": "2019-03-04"}, "“unknown” neither"),
    ],
)
def test_what_is_refused_is_said_in_place_and_stays_in_the_form(
    editor_client: Client, article: Article, changed: dict[str, str], words: str
) -> None:
    answer = editor_client.post(change_url(article), fields(article, **changed))
    assert answer.status_code == 200
    errors = answer.context["adminform"].form.errors
    assert words in " ".join(message for messages in errors.values() for message in messages)
    for name, value in changed.items():
        assert answer.context["adminform"].form[name].value() == value
    assert Article.objects.get().title == article.title


def test_withdrawing_and_bringing_back(editor_client: Client, article: Article) -> None:
    withdrawn = {
        "state": "withdrawn",
        "withdrawal_ground": "editorial",
        "withdrawal_reason": "Its author asked for it.",
    }
    assert editor_client.post(change_url(article), fields(article, **withdrawn)).status_code == 302
    article.refresh_from_db()
    assert article.withdrawn_at is not None
    answer = editor_client.post(change_url(article), fields(article, state="published"))
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.withdrawn_at is None
    assert article.withdrawal_reason == ""


def test_an_article_written_by_hand(editor_client: Client) -> None:
    url = reverse("admin:archive_article_add")
    assert editor_client.get(url).status_code == 200
    answer = editor_client.post(
        url, fields(title="A note on tides", body="Two *high* tides.", key_points="One\n\nTwo")
    )
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    article = Article.objects.get()
    assert article.body_html == "<p>Two <em>high</em> tides.</p>\n"
    assert article.key_points == ["One", "Two"]
    assert article.slug == "a-note-on-tides"
    assert article.document is None
    assert {row.source for row in article.evidence.all()} == {"editor"}


def test_publishing_drafts_leaves_the_withdrawn_alone(
    editor_client: Client, article: Article
) -> None:
    Article.objects.update(state="draft")
    withdrawn = builders.withdrawn()
    editor_client.post(
        reverse("admin:archive_article_changelist"),
        {"action": "publish_drafts", "_selected_action": [article.pk, withdrawn.pk]},
    )
    before = article.changed_at
    article.refresh_from_db()
    assert article.state == "published"
    assert article.changed_at > before
    withdrawn.refresh_from_db()
    assert withdrawn.state == "withdrawn"
    assert (
        "Published."
        in editor_client.get(
            reverse("admin:archive_article_history", args=[article.pk])
        ).content.decode()
    )


def test_an_article_does_not_republish_itself(editor_client: Client, article: Article) -> None:
    answer = editor_client.post(change_url(article), fields(article, republication_of=article.pk))
    errors = answer.context["adminform"].form.errors
    assert errors["republication_of"] == ["An article cannot republish itself."]


@pytest.mark.parametrize(
    ("group", "path", "status"),
    [
        (EDITORS, "article", 200),
        (EDITORS, "sourcedocument", 200),
        (EDITORS, "sourceblock", 200),
        (EDITORS, "evidence", 200),
        (EDITORS, "importrun", 200),
        (EDITORS, "comment", 200),
        (EDITORS, "outlet", 200),
        (MODERATORS, "comment", 200),
        (MODERATORS, "article", 200),
        (MODERATORS, "sourcedocument", 403),
        (MODERATORS, "evidence", 403),
    ],
)
def test_each_group_sees_what_it_needs(
    client: Client, article: Article, group: str, path: str, status: int
) -> None:
    user = User.objects.create_user("staff@example.org", display_name="S", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    assert client.get(f"/admin/archive/{path}/").status_code == status


def test_nobody_but_an_administrator_deletes_an_article(
    editor_client: Client, article: Article
) -> None:
    url = reverse("admin:archive_article_delete", args=[article.pk])
    assert editor_client.post(url, {"post": "yes"}).status_code == 403
    assert Article.objects.exists()


def test_an_administrator_can_delete_an_article_with_all_that_belongs_to_it(
    client: Client, article: Article
) -> None:
    client.force_login(User.objects.create_superuser("root@example.org", display_name="Root"))
    url = reverse("admin:archive_article_delete", args=[article.pk])
    assert client.post(url, {"post": "yes"}).status_code == 302
    assert not Article.objects.exists()
    assert not SourceDocument.objects.exists()


def test_every_admin_list_and_page_opens(client: Client) -> None:
    """For an administrator, with rows in every table that has any."""
    Run(publish=True).paths([BASE_DIR / "seeds"])
    client.force_login(User.objects.create_superuser("root@example.org", display_name="Root"))
    opened = 0
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        listed = client.get(reverse(f"{name}_changelist"), {"q": "a"}, follow=True)
        assert listed.status_code == 200, name
        row = model._default_manager.first()
        if row is not None:
            answer = client.get(reverse(f"{name}_change", args=[row.pk]))
            assert answer.status_code == 200, name
            opened += 1
    assert opened > 10
