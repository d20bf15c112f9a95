"""Importing again: what is the same stays, what changed follows, what an editor said remains."""

from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from archive.commenting.place import SEGMENT_BYTES
from archive.editing.corrections import record_correction
from archive.importing.report import Status
from archive.importing.runs import Run
from archive.models import Article, Author, Comment, Evidence, ImportRun, SourceDocument

pytestmark = pytest.mark.django_db

BODY = "\n\n".join(
    f"The harbour committee met for the {nth} time on the question of the old lighthouse, and "
    "found that the lamp, which had burned since the days of the whalers, needed a keeper again."
    for nth in ("first", "second", "third", "fourth")
)
PIECE = f"The lighthouse needs a keeper\n\nBy Ada Marsh\n\n{BODY}\n"
CATALOGUE = """
[[document]]
key = "lighthouse"
file = "lighthouse.txt"

    [[document.assert]]
    field = "outlet"
    value = "Harbour Gazette"
    basis = "editorial"
    fact = "The piece stands on page 3 of the Gazette of that week."
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "lighthouse.txt").write_text(PIECE)
    return tmp_path


def import_all(shelf: Path, **options: bool) -> list[Status]:
    return [outcome.status for outcome in Run(**options).paths([shelf]).outcomes]


def snapshot() -> list[object]:
    """Every row that an import could write, with its columns."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Article, SourceDocument, Comment, Evidence, ImportRun, Author)
    ]


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

    catalogue.unlink()
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


class TestCapturedComments:
    """A comment is the same one by its words, or else by the line on which it begins."""

    ENTRY = '[[document]]\nkey = "lighthouse"\nfile = "lighthouse.txt"\n'

    def capture(self, shelf: Path, *comments: str) -> None:
        lines = PIECE.count("\n")
        (shelf / "lighthouse.txt").write_text(PIECE + "".join(f"{c}\n" for c in comments))
        (shelf / "catalogue.toml").write_text(
            self.ENTRY
            + "".join(
                f"\n    [[document.comment]]\n    lines = {lines + n}\n"
                for n in range(1, len(comments) + 1)
            )
        )

    def rows(self) -> dict[str, int]:
        return {c.body: c.pk for c in Comment.objects.in_thread_order()}

    def test_one_that_moves_keeps_its_identity(self, shelf: Path) -> None:
        self.capture(shelf, "I kept that lamp for years.", "Nonsense.")
        import_all(shelf)
        before = self.rows()
        self.capture(shelf, "First!", "I kept that lamp for years.", "Nonsense.")
        import_all(shelf)
        after = self.rows()
        assert list(after) == ["First!", "I kept that lamp for years.", "Nonsense."]
        assert {body: after[body] for body in before} == before

    def test_one_whose_words_change_keeps_its_line(self, shelf: Path) -> None:
        self.capture(shelf, "I kept that lamp for years.", "Nonsense.")
        import_all(shelf)
        before = self.rows()["Nonsense."]
        self.capture(shelf, "I kept that lamp for years.", "Nonsense. Edit: sorry.")
        import_all(shelf)
        assert self.rows()["Nonsense. Edit: sorry."] == before

    def test_one_that_vanishes_goes_unless_a_member_answered_it(self, shelf: Path) -> None:
        self.capture(shelf, "I kept that lamp for years.", "Nonsense.", "Well said.")
        import_all(shelf)
        answered = Comment.objects.get(body="Nonsense.")
        member = User.objects.create_user("member@example.org", display_name="Mo")
        reply = Comment(
            article=answered.article,
            parent=answered,
            member=member,
            depth=1,
            posted_at=timezone.now(),
            review=Comment.Review.APPROVED,
            sort_path=bytes(answered.sort_path) + b"\x80\0\0\x01",
        )
        reply.set_body("How so?")
        reply.save()

        self.capture(shelf, "I kept that lamp for years.")
        assert import_all(shelf) == [Status.UPDATED]
        assert set(self.rows()) == {"I kept that lamp for years.", "Nonsense.", "How so?"}
        answered.refresh_from_db()
        reply.refresh_from_db()
        assert answered.withdrawn_at is not None
        assert answered not in Comment.objects.public()
        assert bytes(reply.sort_path)[:-SEGMENT_BYTES] == bytes(answered.sort_path)

        self.capture(shelf, "I kept that lamp for years.", "Nonsense.")
        import_all(shelf)
        answered.refresh_from_db()
        assert answered.withdrawn_at is None
        assert reply.parent_id == answered.pk


def test_a_run_is_recorded_with_what_it_did(shelf: Path) -> None:
    (shelf / "empty.txt").write_text("")
    Run().paths([shelf])
    run = ImportRun.objects.get()
    assert (run.created, run.refused, run.unchanged) == (1, 1, 0)
    assert run.lines == PIECE.count("\n")
    assert [outcome["status"] for outcome in run.outcomes] == ["refused", "created"]
    assert SourceDocument.objects.get().import_run == run
