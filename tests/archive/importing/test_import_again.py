"""Importing again: what is the same stays, what changed follows, what an editor said remains."""

from pathlib import Path

import pytest

from accounts.models import User
from archive.editing.corrections import record_correction
from archive.importing.report import Status
from archive.importing.runs import Run
from archive.models import Article, Author, ImportRun, SourceDocument
from tests.archive.importing.shelf import CATALOGUE, PIECE, import_all, snapshot

pytestmark = pytest.mark.django_db


def test_the_second_time_nothing_is_written(shelf: Path) -> None:
    assert import_all(shelf) == [Status.CREATED]
    before = snapshot()
    assert import_all(shelf) == [Status.UNCHANGED]
    assert snapshot() == before


def test_new_articles_are_drafts_unless_published(shelf: Path) -> None:
    import_all(shelf)
    assert Article.objects.get().state == Article.State.DRAFT
    # A later --publish is for what is new then; whether this one is shown, an editor decides.
    import_all(shelf, publish=True)
    assert Article.objects.get().state == Article.State.DRAFT


def test_a_dry_run_says_the_same_and_stores_nothing(shelf: Path) -> None:
    assert import_all(shelf, dry_run=True) == [Status.CREATED]
    assert not Article.objects.exists()
    assert not ImportRun.objects.exists()
    assert not Author.objects.exists()


def test_a_changed_capture_is_a_new_version_and_keeps_the_old(shelf: Path) -> None:
    import_all(shelf)
    article = Article.objects.get()
    slug = article.slug
    (shelf / "lighthouse.txt").write_text(PIECE.replace("needs a keeper\n", "has a keeper\n"))
    assert import_all(shelf) == [Status.UPDATED]
    article.refresh_from_db()
    assert article.title == "The lighthouse has a keeper"
    assert article.slug == slug
    assert [d.version for d in article.documents.order_by("version")] == [1, 2]
    assert article.document is not None
    assert article.document.version == 2
    assert article.evidence.get(field="title").document == article.document


def test_what_only_an_older_version_shows_stays_with_its_evidence(shelf: Path) -> None:
    import_all(shelf)
    (shelf / "lighthouse.txt").write_text(PIECE.replace("By Ada Marsh\n\n", ""))
    assert import_all(shelf) == [Status.UPDATED]
    article = Article.objects.get()
    assert [str(byline) for byline in article.bylines.all()] == ["Ada Marsh"]
    shown = article.evidence.get(field="authors").document
    assert shown is not None
    assert shown.version == 1


def test_a_capture_that_changes_back_is_its_first_version_again(shelf: Path) -> None:
    import_all(shelf)
    (shelf / "lighthouse.txt").write_text(PIECE + "\nMore.\n")
    import_all(shelf)
    (shelf / "lighthouse.txt").write_text(PIECE)
    assert import_all(shelf) == [Status.UPDATED]
    article = Article.objects.get()
    assert article.document is not None
    assert article.document.version == 1
    assert article.documents.count() == 2


def test_a_capture_that_changes_back_says_again_what_it_said(shelf: Path) -> None:
    plain = "A page about lamps.\n"
    (shelf / "lighthouse.txt").write_text(plain)
    import_all(shelf)
    article = Article.objects.get()
    before = (article.title, article.kind, article.body, article.bylines.count())
    (shelf / "lighthouse.txt").write_text(PIECE)
    import_all(shelf)
    article.refresh_from_db()
    assert article.bylines.count() == 1
    (shelf / "lighthouse.txt").write_text(plain)
    import_all(shelf)
    article.refresh_from_db()
    assert (article.title, article.kind, article.body, article.bylines.count()) == before
    assert not article.evidence.filter(document__version=2).exists()


def test_an_editors_correction_is_never_overwritten(shelf: Path) -> None:
    import_all(shelf)
    article = Article.objects.get()
    editor = User.objects.create_user("editor@example.org", display_name="Edda")
    article.title = "The lighthouse needs two keepers"
    article.save()
    record_correction(article, ["title"], by=editor, fact="The printed edition says two.")
    assert import_all(shelf) == [Status.UNCHANGED]
    (shelf / "lighthouse.txt").write_text(PIECE.replace("needs a keeper\n", "has a keeper\n"))
    assert import_all(shelf) == [Status.UPDATED]
    article.refresh_from_db()
    assert article.title == "The lighthouse needs two keepers"
    evidence = article.evidence.get(field="title")
    assert (evidence.basis, evidence.source) == ("editorial", "editor")
    assert evidence.set_by == editor


def test_the_catalogue_may_come_later_change_and_go(shelf: Path) -> None:
    import_all(shelf)
    article = Article.objects.get()
    assert article.key == "lighthouse.txt"
    catalogue = shelf / "catalogue.toml"

    catalogue.write_text(CATALOGUE)
    assert import_all(shelf) == [Status.UPDATED]
    article.refresh_from_db()
    assert (article.key, str(article.outlet)) == ("lighthouse", "Harbour Gazette")
    assert article.evidence.get(field="outlet").basis == "editorial"
    assert import_all(shelf) == [Status.UNCHANGED]

    catalogue.write_text(CATALOGUE.replace("Harbour Gazette", "Harbour Herald"))
    assert import_all(shelf) == [Status.UPDATED]
    article.refresh_from_db()
    assert str(article.outlet) == "Harbour Herald"

    catalogue.write_text("")
    assert import_all(shelf) == [Status.UPDATED]
    article.refresh_from_db()
    assert article.outlet is None
    assert not article.evidence.filter(field="outlet").exists()
    assert article.key == "lighthouse"


def test_the_order_of_the_documents_does_not_matter(shelf: Path, tmp_path: Path) -> None:
    other = shelf / "another.txt"
    other.write_text(PIECE.replace("lighthouse", "windmill").replace("Ada Marsh", "Bo Lind"))
    files = sorted(shelf.glob("*.txt"))
    Run().paths(files)
    there = {a.key: (a.title, a.body, str(a.bylines.get())) for a in Article.objects.all()}
    assert len(there) == 2
    Article.objects.all().delete()
    Run().paths(files[::-1])
    assert {a.key: (a.title, a.body, str(a.bylines.get())) for a in Article.objects.all()} == there


def test_a_run_is_recorded_with_what_it_did(shelf: Path) -> None:
    (shelf / "empty.txt").write_text("")
    Run().paths([shelf])
    run = ImportRun.objects.get()
    assert (run.created, run.refused, run.unchanged) == (1, 1, 0)
    assert run.lines == PIECE.count("\n")
    assert [outcome["status"] for outcome in run.outcomes] == ["refused", "created"]
    assert SourceDocument.objects.get().import_run == run
