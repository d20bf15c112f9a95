"""Bad input: one line that names the file, the place and the reason, and the rest is imported."""

import json
import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, OperationalError

from archive.importing import captures, runs
from archive.importing.report import Status
from archive.importing.runs import Run
from archive.models import Article, ImportRun

pytestmark = pytest.mark.django_db

GOOD = "A title of some length\n\n" + "\n\n".join(
    f"Paragraph {n} of the piece tells in full sentences what happened, where, and to whom."
    for n in range(1, 6)
)

# (what is wrong, the file's bytes, words that its line must have)
BAD_FILES = [
    ("empty", b"", ["empty"]),
    ("blank", b" \n\n\t\n", ["empty"]),
    ("only a mark", b"\xef\xbb\xbf", ["empty"]),
    ("only no-break spaces", "\u00a0\n\u00a0\u200b\n".encode(), ["empty"]),
    ("binary", bytes(range(256)) * 8, ["binary", "line 1"]),
    ("nul", b"one line\nanother\0 line\n", ["NUL", "line 2, byte 17"]),
    ("latin-1", "caf\xe9\n".encode("latin-1"), ["0xe9", "UTF-8", "line 1, byte 4"]),
    ("latin-1 after a mark", b"\xef\xbb\xbfone\ncaf\xe9\n", ["0xe9", "line 2, byte 11"]),
    ("surrogate", b"one\ntwo \xed\xa0\x80\n", ["0xed", "line 2"]),
    ("utf-16 le", "words\n".encode("utf-16"), ["UTF-16", "UTF-8"]),
    ("utf-16 be", b"\xfe\xff" + "words\n".encode("utf-16-be"), ["UTF-16"]),
    ("too large", b"a line\n" * (captures.CAPTURE_LIMIT // 7 + 1), ["16,777,2", "Split"]),
    ("long line", b"short\n" + b"x" * (captures.LINE_LIMIT + 1), ["line 2", "1,048,577"]),
    ("many lines", b"x\n" * (captures.LINE_COUNT_LIMIT + 1), ["line 200001", "200,000"]),
]


@pytest.mark.parametrize(("content", "words"), [bad[1:] for bad in BAD_FILES], ids=lambda v: None)
def test_a_bad_file_is_one_line_and_stops_nothing(
    tmp_path: Path, content: bytes, words: list[str]
) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    (tmp_path / "good.txt").write_text(GOOD)
    report = Run().paths([tmp_path])
    (refused,) = report.refused
    assert "\n" not in refused.note
    for word in ["bad.txt", *words]:
        assert word in refused.note
    assert Article.objects.get().key == "good.txt"


def test_a_dangling_link(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (refused,) = Run().paths([tmp_path]).refused
    assert "gone.txt: the link leads to nothing" in refused.note


def test_a_link_that_leads_out(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(GOOD)
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "out.txt").symlink_to(tmp_path / "secret")
    (refused,) = Run().paths([shelf]).refused
    assert "out.txt: the link leads out" in refused.note
    assert not Article.objects.exists()


def test_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    report = Run().paths([tmp_path])
    assert ["this is not a file" in refused.note for refused in report.refused] == [True, True]


def test_a_path_that_is_not_there_and_a_directory_without_captures(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    report = Run().paths([tmp_path / "missing.txt", empty])
    assert "missing.txt: there is no such file" in report.refused[0].note
    assert "there are no captures" in report.refused[1].note
    assert str(empty) in report.refused[1].note


def test_a_second_file_with_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(GOOD)
    (refused,) = Run().paths([tmp_path]).refused
    assert refused.note.startswith("b.txt: it has the same bytes as a.txt")
    assert Article.objects.get().key == "a.txt"


def test_the_same_bytes_under_another_name_later(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    Run().paths([tmp_path])
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    (refused,) = Run().paths([tmp_path]).refused
    assert "its bytes are those of a.txt" in refused.note
    assert Article.objects.count() == 1


ENTRY = '[[document]]\nkey = "good"\nfile = "good.txt"\n'
ASSERTION = ENTRY + "[[document.assert]]\n"

# (the catalogue, words that its line must have, whether good.txt is imported all the same)
BAD_CATALOGUES = [
    ("not toml [", ["not TOML", "line 1"], True),
    ("surprise = 1\n", ["surprise"], True),
    ('[[document]]\nkey = "x"\nfile = "gone.txt"\n', ["“x”", "no gone.txt"], True),
    (ENTRY + "colour = 1\n", ["“good”", "“colour”"], False),
    (ENTRY.replace('"good"', '"go/od"'), ["“/”"], False),
    (ENTRY.replace("good.txt", "../good.txt"), ["../good.txt"], True),
    (ENTRY + ENTRY, ["named twice"], False),
    (ASSERTION + 'field = "mood"\nvalue = "x"\nbasis = "stated"\nlines = [1]', ["mood"], False),
    (ASSERTION + 'field = "dek"\nvalue = "x"\nbasis = "felt"\nlines = [1]', ["felt"], False),
    (ASSERTION + 'field = "dek"\nvalue = "x"\nbasis = "stated"', ["no lines"], False),
    (ASSERTION + 'field = "dek"\nvalue = "x"\nbasis = "editorial"', ["no fact"], False),
    (ASSERTION + 'field = "dek"\nbasis = "stated"\nlines = [1]', ["no value"], False),
    (ASSERTION + 'field = "dek"\nvalue = 3\nbasis = "stated"\nlines = [1]', ["words"], False),
    (
        ASSERTION + 'field = "outlet"\nvalue = "' + "x" * 201 + '"\nbasis = "stated"\nlines = [1]',
        ["200"],
        False,
    ),
    (
        ASSERTION + 'field = "dek"\nvalue = "x"\nbasis = "stated"\nlines = ["9-12"]',
        ["line 12", "has 11"],
        False,
    ),
    (ASSERTION + 'field = "dek"\nvalue = "x"\nbasis = "stated"\nlines = ["4-2"]', ["4-2"], False),
    (ASSERTION + 'field = "dek"\nvalue = "x"\nbasis = "stated"\nlines = [0]', ["“0”"], False),
    (
        ASSERTION + 'field = "date"\nvalue = "May"\nbasis = "stated"\nlines = [1]',
        ["on = 2021-12-15"],
        False,
    ),
    (
        ASSERTION
        + 'field = "date"\nvalue = { between = [2021-02-01, 2021-01-01] }\n'
        + 'basis = "stated"\nlines = [1]',
        ["ascending"],
        False,
    ),
    (
        ASSERTION + 'field = "topics"\nvalue = "History"\nbasis = "stated"\nlines = [1]',
        ["a topic must look like"],
        False,
    ),
    (ENTRY + "[[document.comment]]\nlines = [1, 3]\n", ["one run"], False),
    (ENTRY + "[[document.comment]]\nlines = 3\nanswers = 5\n", ["earlier"], False),
    (ENTRY + "[[document.comment]]\nlines = 99\n", ["line 99"], False),
    (
        ENTRY + '[[document.citation]]\nrelation = "likes"\ntitle = "x"\nbasis = "stated"\n',
        ["likes"],
        False,
    ),
]


@pytest.mark.parametrize(("catalogue", "words", "imported"), BAD_CATALOGUES)
def test_a_bad_catalogue_is_one_line_and_stops_nothing_else(
    tmp_path: Path, catalogue: str, words: list[str], imported: bool
) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "other.txt").write_text(GOOD.replace("title", "heading"))
    (tmp_path / "catalogue.toml").write_text(catalogue)
    report = Run().paths([tmp_path])
    (refused,) = report.refused
    assert "\n" not in refused.note
    for word in ["catalogue.toml", *words]:
        assert word in refused.note
    assert Article.objects.filter(document__name="other.txt").exists()
    assert Article.objects.filter(document__name="good.txt").exists() == imported


def test_without_a_readable_catalogue_what_it_asserted_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)
    catalogue = tmp_path / "catalogue.toml"
    catalogue.write_text(
        ASSERTION + 'field = "dek"\nvalue = "x"\nbasis = "editorial"\nfact = "Known."\n'
    )
    Run().paths([tmp_path])
    catalogue.write_text("not toml [")
    (tmp_path / "good.txt").write_text(GOOD + "\nOne line more.\n")
    report = Run().paths([tmp_path])
    assert [outcome.status for outcome in report.outcomes] == [Status.REFUSED, Status.UPDATED]
    assert Article.objects.get().dek == "x"


class TestTheCommand:
    def run(self, *arguments: str | Path) -> tuple[str, str, int]:
        out, err = StringIO(), StringIO()
        status = 0
        try:
            call_command("import_seeds", *map(str, arguments), stdout=out, stderr=err)
        except SystemExit as stop:
            status = int(stop.code or 0)
        return out.getvalue(), err.getvalue(), status

    def test_it_sums_up_and_fails_where_something_was_refused(self, tmp_path: Path) -> None:
        (tmp_path / "good.txt").write_text(GOOD)
        out, err, status = self.run(tmp_path)
        assert (err, status) == ("", 0)
        assert "1 created, 0 updated, 0 unchanged, 0 refused; 11 lines" in out
        (tmp_path / "bad.txt").write_bytes(b"")
        out, err, status = self.run(tmp_path)
        assert status == 1
        assert err.count("\n") == 1
        assert "bad.txt" in err
        assert "1 unchanged, 1 refused" in out

    def test_json_is_all_that_the_reader_found(self, tmp_path: Path) -> None:
        (tmp_path / "good.txt").write_text(GOOD)
        out, _err, status = self.run(tmp_path, "--json", "--dry-run")
        found = json.loads(out)
        (document,) = found["documents"]
        assert status == 0
        assert document["name"] == "good.txt"
        assert document["status"] == "created"
        assert "".join(block["text"] for block in document["blocks"]) == GOOD
        lines = [line for block in document["blocks"] for line in block["lines"]]
        assert lines == list(range(1, 12))
        title = document["fields"]["title"]
        assert title == {"value": "A title of some length", "basis": "stated", "lines": [1]}
        assert document["fields"]["date"] == {"value": None, "basis": "unknown", "lines": []}
        assert document["fields"]["authors"]["value"] == []
        assert document["fields"]["body"]["value"].count("Paragraph") == 5
        assert document["comments"] == []
        assert found["summary"]["created"] == 1
        assert not Article.objects.exists()

    def test_a_database_without_tables_is_one_sentence(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_table(*_arguments: object, **_options: object) -> None:
            raise OperationalError("no such table: archive_article\nLINE 1: SELECT")

        (tmp_path / "good.txt").write_text(GOOD)
        monkeypatch.setattr("archive.importing.runs.Article.objects.exists", no_table)
        with pytest.raises(CommandError, match="migrate"):
            self.run(tmp_path)


@pytest.mark.parametrize(
    ("where", "fault", "words"),
    [
        ("read", KeyError("lamp"), "the reader failed on it (KeyError)"),
        ("compose", RecursionError(), "the import failed on it (RecursionError)"),
        ("ingest", DataError("value too long\nDETAIL"), "the import failed on it (DataError)"),
        ("ingest", OperationalError("timeout"), "the import failed on it (OperationalError)"),
    ],
)
def test_an_unexpected_fault_is_a_refusal_of_its_document_alone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    where: str,
    fault: Exception,
    words: str,
) -> None:
    step: Callable[..., Any] = getattr(runs, where)

    def fail_once(given: Any, *more: Any, **options: Any) -> Any:
        if "doomed" in getattr(given, "text", given):
            raise fault
        return step(given, *more, **options)

    (tmp_path / "bad.txt").write_text(GOOD.replace("A title", "A doomed title"))
    (tmp_path / "good.txt").write_text(GOOD)
    monkeypatch.setattr(runs, where, fail_once)
    (refused,) = Run().paths([tmp_path]).refused
    assert f"bad.txt: {words}" in refused.note
    assert "\n" not in refused.note
    assert Article.objects.get().key == "good.txt"
    assert "bad.txt" in caplog.text


def test_a_database_error_in_the_middle_leaves_nothing_of_its_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        Article.objects.create(key="x" * 255, slug="taken")
        Article.objects.create(key="y", slug="taken")

    (tmp_path / "good.txt").write_text(GOOD)
    monkeypatch.setattr("archive.importing.comments.store", fail)
    (refused,) = Run().paths([tmp_path]).refused
    assert "IntegrityError" in refused.note
    assert not Article.objects.exists()
    assert ImportRun.objects.get().refused == 1
