"""A catalogue that is not at hand: what it asserted stays, until one that is there drops it."""

from pathlib import Path

import pytest

from archive.importing.report import Status
from archive.importing.runs import Run
from archive.models import Article
from tests.archive.importing.shelf import PIECE, import_all, snapshot

pytestmark = pytest.mark.django_db

TALK = "I kept that lamp for years.\nNonsense.\n"
FIRST = PIECE.count("\n") + 1
ENTRY = f"""
[[document]]
key = "lighthouse"
file = "lighthouse.txt"
kind = "discussion"

    [[document.assert]]
    field = "outlet"
    value = "Harbour Gazette"
    basis = "editorial"
    fact = "The piece stands on page 3 of the Gazette of that week."

    [[document.comment]]
    lines = {FIRST}
    [[document.comment]]
    lines = {FIRST + 1}
    answers = {FIRST}

    [[document.citation]]
    relation = "discusses"
    outlet = "Whalers' Weekly"
    basis = "stated"
    lines = 5
"""


@pytest.fixture
def article(shelf: Path) -> Article:
    (shelf / "lighthouse.txt").write_text(PIECE + TALK)
    (shelf / "catalogue.toml").write_text(ENTRY)
    assert import_all(shelf) == [Status.CREATED]
    return Article.objects.get()


def said(article: Article) -> list[object]:
    """What the catalogue says of it, as it is stored."""
    article.refresh_from_db()
    return [
        (article.key, article.kind, str(article.outlet)),
        list(article.evidence.filter(source="catalogue").values_list("field", "basis")),
        [str(citation) for citation in article.citations.all()],
        list(article.comments.values_list("body", "depth", "document__version")),
    ]


def test_the_same_bytes_are_unchanged(shelf: Path, article: Article) -> None:
    (shelf / "catalogue.toml").unlink()
    before = snapshot()
    assert import_all(shelf) == [Status.UNCHANGED]
    upload = Run().upload("lighthouse.txt", (PIECE + TALK).encode())
    assert [outcome.status for outcome in upload.outcomes] == [Status.UNCHANGED]
    assert snapshot() == before


def test_other_bytes_change_what_the_catalogue_left_to_the_reader(
    shelf: Path, article: Article
) -> None:
    before = said(article)
    assert before[0] == ("lighthouse", "discussion", "Harbour Gazette")
    assert [depth for _, depth, _ in article.comments.values_list("pk", "depth", "id")] == [0, 1]
    changed = PIECE.replace("needs a keeper\n", "has a keeper\n") + TALK
    for expected in (Status.UPDATED, Status.UNCHANGED):
        upload = Run().upload("lighthouse.txt", changed.encode())
        assert [outcome.status for outcome in upload.outcomes] == [expected]
        assert said(article) == before
        assert article.title == "The lighthouse has a keeper"

    # With its catalogue at hand again, that speaks of the new version.
    (shelf / "lighthouse.txt").write_text(changed)
    assert import_all(shelf) == [Status.UPDATED]
    assert set(article.comments.values_list("document__version", flat=True)) == {2}
    assert import_all(shelf) == [Status.UNCHANGED]


def test_a_catalogue_that_is_there_and_has_the_entry_no_more_retracts_it(
    shelf: Path, article: Article
) -> None:
    changed = PIECE.replace("needs a keeper\n", "has a keeper\n") + TALK
    Run().upload("lighthouse.txt", changed.encode())
    (shelf / "lighthouse.txt").write_text(changed)
    (shelf / "catalogue.toml").write_text("")
    assert import_all(shelf) == [Status.UPDATED]
    key, evidence, citations, _comments = said(article)
    assert key == ("lighthouse", "article", "None")
    assert (evidence, citations, article.catalogued) == ([], [], [])
    assert import_all(shelf) == [Status.UNCHANGED]


def test_citations_name_the_version_that_their_lines_are_of(shelf: Path, article: Article) -> None:
    citation = article.citations.get()
    assert citation.document == article.document
    Run().upload("lighthouse.txt", (PIECE + TALK + "More.\n").encode())
    article.refresh_from_db()
    assert article.citations.get().document != article.document
