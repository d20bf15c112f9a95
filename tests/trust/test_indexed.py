"""Whatever changes words, the index follows in the same transaction: after every verb, writing all
entries anew changes none."""

import ast
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from archive.commenting import edit
from archive.commenting.leaving import leave
from archive.commenting.post import post
from archive.editing.publication import bring_back, publish, withdraw
from archive.importing.runs import Run
from archive.indexing.bounds import AT_ONCE
from archive.management.chores import CHORES
from archive.models import Article, Author, Byline, Comment, Outlet, SearchEntry, Topic
from archive.moderating.erase import erase
from archive.moderating.set_state import Decision, set_state
from archive.moderating.undo import undo
from config.settings import BASE_DIR
from tests import builders, people
from tests.archive.admin.form import change_url, fields
from tests.archive.importing.test_captured_comments import capture
from tests.archive.indexing.in_step import assert_in_step, entries
from tests.trust.conftest import client_of

pytestmark = pytest.mark.django_db

# What an entry is made of, as far as it is written here and there.
COLUMNS = {"body", "captured_name", "dek", "image_credits", "key_points", "language", "title"}
WRITERS = {"set_body", "Byline", "topics.set", "update body", *(f"= {one}" for one in COLUMNS)}
# Who writes them and calls nobody: they do a part of what another does, or store nothing.
INDEXED_BY_OTHERS = {
    "discussion/preview.py": "a comment that is shown and not stored",
    "importing/comments.py": "by importing/ingest.py",
    "importing/facts.py": "by importing/ingest.py",
}
# What only reads: of an article that such a room takes to pieces, nothing is stored.
READERS = {"models", "pages", "publishing", "search"}


@pytest.fixture
def article() -> Article:
    made = builders.article(
        title="The harbour walls",
        outlet=builders.outlet("Quay Times"),
        authors=(builders.author("Ada Marsh"), builders.author("Bea Marsh")),
        topics=(builders.topic("Harbours"), builders.topic("Walls")),
    )
    builders.indexed()
    return made


@pytest.fixture
def admin() -> Client:
    return client_of(people.admin())


def said(article: Article) -> dict[str, str]:
    """What is indexed of the comments under an article, with their marks, by their plain words."""
    rows = article.search_entries.exclude(comment=None)
    return dict(rows.values_list("plain", "marks"))


def marks_of(article: Article) -> set[str]:
    return set(article.search_entries.get(comment=None).marks.split())


def test_what_members_say(article: Article) -> None:
    member = people.reader()
    builders.settings()
    comment = post(member, article, body="The *tide* rises", key=uuid4()).comment
    assert set(said(article)) == {"The tide rises"}
    assert_in_step()
    edit.edit(member, comment, body="The tide falls", edition=0)
    assert set(said(article)) == {"The tide falls"}
    assert_in_step()
    builders.settings(first_comments_held=9)
    held = post(people.reader(), article, body="It waits", key=uuid4()).comment
    assert held.review == Comment.Review.PENDING
    assert set(said(article)) == {"The tide falls", "It waits"}
    edit.withdraw(member, comment)
    assert_in_step()
    assert SearchEntry.objects.public().exclude(comment=None).count() == 0


def test_what_moderators_decide(article: Article) -> None:
    by, comment = people.moderator(), builders.comment(article, people.reader(), body="Rude words")
    builders.indexed()
    assert SearchEntry.objects.public().filter(comment=comment).exists()
    (entry,) = set_state([comment.pk], Decision("removed", by, "it shouts"))
    assert not SearchEntry.objects.public().filter(comment=comment).exists()
    undo([entry.pk], by)
    assert SearchEntry.objects.public().filter(comment=comment).exists()
    assert_in_step()
    erase(comment, by, "it names a street")
    assert said(article) == {}
    assert_in_step()


def test_what_is_forgotten_with_a_member(article: Article) -> None:
    member = people.reader()
    builders.comment(article, member, body="It stays")
    builders.comment(article, member, body="It waited", review="pending")
    builders.comment(article, member, body="Taken back", withdrawn_at=timezone.now())
    builders.indexed()
    assert len(said(article)) == 3
    leave(member, timezone.now())
    assert set(said(article)) == {"It stays"}
    assert_in_step()


def test_what_readers_may_not_open_is_public_nowhere(article: Article) -> None:
    builders.comment(article, people.reader())
    draft = builders.draft()
    builders.indexed()
    public = SearchEntry.objects.public()
    assert SearchEntry.objects.count() == 3
    assert set(public.values_list("article", flat=True)) == {article.pk}
    withdraw(article, people.editor(), Article.Ground.EDITORIAL, "It was held twice.")
    publish([draft])
    assert set(public.values_list("article", flat=True)) == {draft.pk}
    bring_back(Article.objects.get(pk=article.pk), people.editor())
    assert public.count() == 3
    assert_in_step()


def test_what_is_imported(tmp_path: Path) -> None:
    Run(publish=True).paths([BASE_DIR / "seeds"])
    assert Comment.objects.exists()
    first = assert_in_step()
    Run(publish=True).paths([BASE_DIR / "seeds"])
    assert entries() == first
    capture(tmp_path, "I kept that lamp.", "Nonsense.")
    lamp = Article.objects.get(key="lighthouse")
    assert set(said(lamp)) == {"I kept that lamp.", "Nonsense."}
    assert_in_step()
    builders.indexed()
    capture(tmp_path, "First!", "I kept that lamp.")
    assert set(said(lamp)) == {"First!", "I kept that lamp."}
    assert_in_step()


def test_what_an_editor_writes_and_corrects(article: Article, admin: Client) -> None:
    builders.comment(article, people.reader(), body="Die Mauern standing")
    builders.indexed()
    tide, topic = builders.outlet("The Tide"), builders.topic("Tides")
    changed = {"title": "The sea walls", "outlet": tide.pk, "topics": [topic.pk]}
    gone = {"bylines-0-DELETE": "on"}
    assert admin.post(change_url(article), fields(article, **changed, **gone)).status_code == 302
    article.refresh_from_db()
    author = article.authors.get()
    assert {f"O{tide.pk}", f"A{author.pk}", f"T{topic.pk}"} < marks_of(article)
    assert f" O{tide.pk} A{author.pk} T{topic.pk}" in said(article)["Die Mauern standing"]
    assert_in_step()
    german = fields(article, language="de", outlet=tide.pk, topics=[topic.pk])
    assert admin.post(change_url(article), german).status_code == 302
    assert article.search_entries.get(body=" die mauern standing ")
    assert_in_step()
    url = reverse("admin:archive_article_add")
    assert admin.post(url, fields(title="Written here")).status_code == 302
    assert Article.objects.filter(title="Written here").exists()
    assert_in_step()


@pytest.mark.parametrize(
    ("model", "name"), [(Outlet, "Quay Times"), (Author, "Ada Marsh"), (Topic, "Harbours")]
)
def test_names_that_an_editor_changes(
    article: Article, admin: Client, model: type[Outlet | Author | Topic], name: str
) -> None:
    row = model.objects.get(name=name)
    url = reverse(f"admin:archive_{model._meta.model_name}_change", args=[row.pk])
    given = {"name": "Sandbanks", **({"kind": row.kind} if isinstance(row, Topic) else {})}
    assert admin.post(url, given).status_code == 302
    assert "sandbank" in article.search_entries.get().about.split()
    assert_in_step()


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("model", [Topic, Byline])
def test_what_an_administrator_deletes(
    article: Article, admin: Client, model: type[Topic | Byline], *, many: bool
) -> None:
    builders.comment(article, people.reader(), body="A comment")
    builders.indexed()
    row = model.objects.order_by("pk").first()
    assert row
    base = f"admin:archive_{model._meta.model_name}_"
    sure: dict[str, object] = {"post": "yes"}
    if many:
        sure |= {"action": "delete_selected", ACTION_CHECKBOX_NAME: [row.pk]}
        answer = admin.post(reverse(f"{base}changelist"), sure)
    else:
        answer = admin.post(reverse(f"{base}delete", args=[row.pk]), sure)
    assert answer.status_code == 302
    assert not model.objects.filter(pk=row.pk).exists()
    assert len(marks_of(article) & set(said(article)["A comment"].split())) == 5
    assert_in_step()


def test_an_article_goes_with_its_entries(article: Article) -> None:
    comment = builders.comment(article, people.reader())
    builders.indexed()
    assert len(entries()) == 2
    comment.delete()
    article.delete()
    assert entries() == {}


def test_of_very_many_articles_the_worker_writes_the_rest(admin: Client) -> None:
    outlet = builders.outlet("Quay Times")
    for _ in range(AT_ONCE + 1):
        builders.article(outlet=outlet)
    chores = {chore.name: chore.do for chore in CHORES}
    chores["index what is missing"](timezone.now())
    assert len(assert_in_step()) == AT_ONCE + 1
    url = reverse("admin:archive_outlet_change", args=[outlet.pk])
    assert admin.post(url, {"name": "Sandbanks"}).status_code == 302
    named = SearchEntry.objects.filter(about=" sandbank ")
    assert named.count() == AT_ONCE
    assert SearchEntry.objects.stale().count() == 1
    chores["index again what was renamed"](timezone.now())
    assert named.count() == AT_ONCE + 1
    assert_in_step()


def test_who_writes_words_indexes_them() -> None:
    """A new verb is to call archive/indexing/, or to be named above with who does it instead."""
    root = BASE_DIR / "archive"
    silent, found = set(), set()
    for path in (p for p in root.rglob("*.py") if p.relative_to(root).parts[0] not in READERS):
        source = path.read_text()
        writes = set(_writes(ast.parse(source)))
        found |= writes
        if writes and "archive.indexing" not in source:
            silent.add(str(path.relative_to(root)))
    assert silent == set(INDEXED_BY_OTHERS)
    assert found >= {"set_body", "Byline", "topics.set", "update body", "= captured_name"}
    assert found <= WRITERS


def _writes(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _written_by(node)
        if isinstance(node, ast.Assign):
            targets = [one for target in node.targets for one in ast.walk(target)]
            set_now = {one.attr for one in targets if isinstance(one, ast.Attribute)}
            yield from (f"= {column}" for column in set_now & COLUMNS)


def _written_by(call: ast.Call) -> Iterator[str]:
    match call.func:
        case ast.Attribute(attr="set_body"):
            yield "set_body"
        case ast.Name(id="Byline"):
            yield "Byline"
        case ast.Attribute(attr="set" | "add" | "remove", value=ast.Attribute(attr="topics")):
            yield "topics.set"
        case ast.Attribute(attr="update"):
            yield from (f"update {k.arg}" for k in call.keywords if k.arg in COLUMNS)
