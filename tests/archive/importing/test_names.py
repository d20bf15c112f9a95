"""Names and addresses that the archive has no room for, or that lead nowhere."""

import json
import os
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from archive.importing import runs
from archive.importing.reader import read
from archive.importing.reader.reading import (
    Basis,
    CitationFinding,
    CommentFinding,
    Finding,
    Reading,
    Relation,
)
from archive.importing.runs import Run
from archive.models import Article
from tests.archive.importing.shelf import PIECE, notes

pytestmark = pytest.mark.django_db


def test_a_files_name_may_be_as_long_as_a_file_systems(tmp_path: Path) -> None:
    longest = "x" * 251 + ".txt"
    (tmp_path / longest).write_text(PIECE)
    assert not notes(Run().paths([tmp_path]))
    assert Article.objects.get().key == longest
    (refused,) = notes(Run().upload("x" * 252 + ".txt", b"Words."))
    assert "may have 255 characters" in refused


def test_a_files_name_that_is_not_utf_8_is_shown_escaped(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\nbar.txt")).write_text(PIECE)
    except OSError:
        pytest.skip("This file system has no such names.")
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit):
        call_command("import_seeds", str(tmp_path), "--json", stdout=out, stderr=err)
    (line,) = err.getvalue().encode().decode().splitlines()
    assert "caf\\udce9\\nbar.txt: the file's name is not UTF-8" in line
    (document,) = json.loads(out.getvalue().encode())["documents"]
    assert document["status"] == "refused"


def test_what_is_refused_of_several_folders_is_named_with_its_own(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_text("")
        (tmp_path / folder / "catalogue.toml").write_text("not toml [")
    for note, name in zip(
        notes(Run().paths([tmp_path / "x", tmp_path / "y"])),
        ["x/catalogue.toml", "y/catalogue.toml", "x/page.txt", "y/page.txt"],
        strict=True,
    ):
        assert note.startswith(f"{tmp_path}/{name}")
    assert all("/" not in note.partition(":")[0] for note in notes(Run().paths([tmp_path / "x"])))


def import_reading(monkeypatch: pytest.MonkeyPatch, **found: Any) -> Article:
    """Import a piece of which the reader found this too."""

    def reading(text: str) -> Reading:
        return replace(read(text), **found)

    monkeypatch.setattr(runs, "read", reading)
    assert not notes(Run().upload("lighthouse.txt", PIECE.encode()))
    return Article.objects.get()


def test_what_the_reader_took_for_a_name_and_is_too_long_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    long = "x" * 600
    here = (Basis.STATED, (3,))
    passages = read(PIECE).body[:1]
    article = import_reading(
        monkeypatch,
        authors=(Finding(long, *here), Finding("Ada Marsh", *here)),
        outlet=Finding(long, *here),
        comments=(CommentFinding(3, 3, passages, author=long),),
        citations=(
            CitationFinding(Relation.QUOTES, long, long, long, *here),
            CitationFinding(Relation.QUOTES, long, long, "The Gazette", *here),
        ),
    )
    assert [str(byline) for byline in article.bylines.all()] == ["Ada Marsh"]
    assert article.outlet is None
    assert article.comments.get().captured_name == ""
    citation = article.citations.get()
    assert (citation.author, citation.title, str(citation.outlet)) == (None, "", "The Gazette")


@pytest.mark.parametrize(
    ("address", "held"),
    [
        ("https://example.org/piece?x=1", True),
        ("javascript:alert(1)", False),
        ("ftp://example.org/", False),
        ("https:/admin/logout/", False),
        ("example.org", False),
    ],
)
def test_an_address_that_leads_nowhere_on_the_web_is_none(
    monkeypatch: pytest.MonkeyPatch, address: str, held: bool
) -> None:
    article = import_reading(monkeypatch, original_url=Finding(address, Basis.STATED, (3,)))
    assert article.original_url == (address if held else "")


def test_what_the_reader_found_is_kept_only_where_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "lighthouse.txt").write_text(PIECE)
    for detailed in (False, True):
        (outcome,) = Run(detailed=detailed, dry_run=True).paths([tmp_path]).outcomes
        assert (outcome.reading is not None) == bool(outcome.text) == detailed
