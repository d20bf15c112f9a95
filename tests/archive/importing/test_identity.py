"""Which article a capture is a version of: by its bytes, its key, its file's name."""

from pathlib import Path

import pytest

from archive.importing.report import Report, Status
from archive.importing.runs import Run
from archive.models import Article
from tests.archive.importing.shelf import PIECE, import_all, notes

pytestmark = pytest.mark.django_db

A, B = PIECE, PIECE.replace("lighthouse", "windmill").replace("Ada Marsh", "Bo Lind")


def put(shelf: Path, **files: str) -> None:
    """Nothing but these captures on the shelf, under these names."""
    for file in shelf.glob("*.txt"):
        file.unlink()
    for name, text in files.items():
        (shelf / f"{name}.txt").write_text(text)


def key(shelf: Path, **keys: str) -> None:
    """A catalogue that gives the files these keys, in this order."""
    (shelf / "catalogue.toml").write_text(
        "".join(f'[[document]]\nkey = "{k}"\nfile = "{f}.txt"\n' for f, k in keys.items())
    )


def held() -> dict[str, str]:
    """The articles' addresses, which never change, and their keys now."""
    return dict(Article.objects.values_list("slug", "key"))


@pytest.fixture
def keyed(shelf: Path) -> Path:
    put(shelf, a=A, b=B)
    key(shelf, a="x", b="y")
    assert import_all(shelf) == [Status.CREATED, Status.CREATED]
    assert held() == {"x": "x", "y": "y"}
    return shelf


@pytest.mark.parametrize("files", [{"a": "y", "b": "z"}, {"a": "z", "b": "x"}])
@pytest.mark.parametrize("change", [{}, {"a": A + "More.\n"}, {"a": A + "+\n", "b": B + "+\n"}])
def test_keys_that_move_along_do_so_in_whatever_order(
    keyed: Path, files: dict[str, str], change: dict[str, str]
) -> None:
    put(keyed, **({"a": A, "b": B} | change))
    key(keyed, **files)
    assert set(import_all(keyed)) == {Status.UPDATED}
    assert held() == {"x": files["a"], "y": files["b"]}
    assert set(import_all(keyed)) == {Status.UNCHANGED}


def test_keys_that_cross_are_refused_with_a_sentence_each(keyed: Path) -> None:
    key(keyed, a="y", b="x")
    first, second = notes(Run().paths([keyed]))
    assert first.startswith("a.txt: its key “y” is that of “The windmill needs a keeper”")
    assert "captured as b.txt, which is another article" in first
    assert second.startswith("b.txt: its key “x”")
    assert held() == {"x": "x", "y": "y"}


def test_a_file_keeps_its_article_when_it_is_renamed(keyed: Path) -> None:
    put(keyed, c=A, b=B + "More.\n")
    key(keyed, c="x", b="y")
    assert set(import_all(keyed)) == {Status.UPDATED}
    assert held() == {"x": "x", "y": "y"}
    assert Article.objects.get(key="x").document.name == "c.txt"  # type: ignore[union-attr]


def test_contents_that_change_places_are_refused(keyed: Path) -> None:
    put(keyed, a=B, b=A)
    first, second = notes(Run().paths([keyed]))
    assert "a.txt: its bytes are those of b.txt" in first
    assert "b.txt: its bytes are those of a.txt" in second


class TestTheSameNameTwice:
    @pytest.fixture
    def folders(self, tmp_path: Path) -> list[Path]:
        for folder, text in (("x", A), ("y", B)):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "page.txt").write_text(text)
        return [tmp_path / "x", tmp_path / "y"]

    def check(self, report: Report, first: Status, folders: list[Path]) -> None:
        assert [outcome.status for outcome in report.outcomes] == [first, Status.REFUSED]
        (note,) = notes(report)
        x, y = (folder / "page.txt" for folder in folders)
        assert note.startswith(f"{y}: it would be the same article as {x}")

    def test_the_second_is_refused_and_the_first_unchanged_ever_after(
        self, folders: list[Path]
    ) -> None:
        self.check(Run(dry_run=True).paths(folders), Status.CREATED, folders)
        self.check(Run().paths(folders), Status.CREATED, folders)
        self.check(Run().paths(folders), Status.UNCHANGED, folders)
        assert Article.objects.get().documents.count() == 1

    def test_under_keys_of_their_own_they_are_two(self, folders: list[Path]) -> None:
        for folder in folders:
            key(folder, page=folder.name)
        for expected in (Status.CREATED, Status.UNCHANGED):
            report = Run().paths(folders)
            assert [outcome.status for outcome in report.outcomes] == [expected, expected]
        assert held() == {"x": "x", "y": "y"}
        (refused,) = notes(Run().upload("page.txt", (A + "More.\n").encode()))
        assert "“x” and “y” have captures of this name" in refused
