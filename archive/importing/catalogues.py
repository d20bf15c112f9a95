"""Catalogues: those of all the directories that one run reads from."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.importing.catalogue import Catalogue, load_catalogue
from archive.importing.catalogue_entry import Entry
from archive.importing.refusal import Refused


class Catalogues:
    def __init__(self) -> None:
        self._read: dict[Path, Catalogue] = {}

    def open(self, directory: Path, files: Iterable[str] | None) -> Iterator[Refused]:
        """Read the catalogue of `directory`, if there is one; yields what speaks of none of the
        `files` there, which are None where not all of the directory is imported."""
        try:
            catalogue = load_catalogue(directory)
        except Refused as refusal:
            yield refusal
            return
        if catalogue is None:
            return
        self._read[directory] = catalogue
        if files is None:
            return
        here = set(files)
        yield from (fault for name, fault in catalogue.refused.items() if name not in here)
        for entry in catalogue.entries.values():
            if entry.file not in here:
                reason = f"there is no {entry.file} beside it. Correct the name or add the file."
                yield entry.fault(reason)

    def at_hand(self, path: Path) -> bool:
        """Whether a catalogue can tell of the file at `path`; if not, none is there to ask."""
        return path.parent in self._read

    def entry(self, path: Path) -> Entry | None:
        """What is said of the file at `path`. Raises Refused where that cannot be used."""
        catalogue = self._read.get(path.parent)
        if catalogue is None:
            return None
        if path.name in catalogue.refused:
            raise catalogue.refused[path.name]
        return catalogue.entries.get(path.name)
