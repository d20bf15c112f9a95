"""Runs: every document of an import, one after the other, none of them able to stop the rest."""

import logging
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from archive.importing import captures
from archive.importing.captures import Capture
from archive.importing.catalogue import NAME, Catalogue, Entry, load_catalogue
from archive.importing.ingest import held_as, ingest
from archive.importing.reader import read
from archive.importing.reader.reading import Reading
from archive.importing.record import compose
from archive.importing.refusal import Refused
from archive.importing.report import Outcome, Report, Status
from archive.models import ImportRun, SourceDocument

log = logging.getLogger(__name__)


class Run:
    """One import by `user` (None: from the command line). A dry run stores nothing."""

    def __init__(
        self, *, publish: bool = False, dry_run: bool = False, user: User | None = None
    ) -> None:
        self.publish, self.dry_run, self.user = publish, dry_run, user
        self.started_at = timezone.now()
        self.report = Report()
        self._seen: dict[str, str] = {}
        self._catalogues: dict[Path, Catalogue | None] = {}
        self._unreadable: set[Path] = set()

    def paths(
        self, paths: Sequence[Path], progress: Callable[[Sequence[object]], Iterable[object]] = iter
    ) -> Report:
        """Import the captures at `paths`, telling `progress` of them."""
        found = list(captures.find(paths))
        for directory in dict.fromkeys(
            [path for path in paths if path.is_dir()]
            + [path.parent for path in found if isinstance(path, Path)]
        ):
            self._open_catalogue(directory, whole=directory in paths, found=found)
        for path in progress(found):
            if isinstance(path, Refused):
                self._refuse(path)
            elif isinstance(path, Path):
                self._file(path)
        return self._finish()

    def upload(self, name: str, content: bytes) -> Report:
        """Import one capture that was handed in, without a catalogue."""
        try:
            self._capture(captures.decode(name, content), None)
        except Refused as refusal:
            self._refuse(refusal)
        return self._finish()

    def _open_catalogue(
        self, directory: Path, *, whole: bool, found: Sequence[Path | Refused]
    ) -> None:
        """Read a directory's catalogue, and refuse what in it speaks of no file there."""
        try:
            catalogue = self._catalogues[directory] = load_catalogue(directory)
        except Refused as refusal:
            self._unreadable.add(directory)
            self._refuse(refusal)
            return
        if catalogue is None or not whole:
            return
        here = {path.name for path in found if isinstance(path, Path) and path.parent == directory}
        for name, fault in catalogue.refused.items():
            if name not in here:
                self._refuse(fault)
        for entry in catalogue.entries.values():
            if entry.file not in here:
                reason = f"there is no {entry.file} beside it. Correct the name or add the file."
                self._refuse(Refused(NAME, f"document “{entry.key}”", reason))

    def _file(self, path: Path) -> None:
        try:
            self._capture(captures.load(path), self._entry(path))
        except Refused as refusal:
            self._refuse(refusal)

    def _entry(self, path: Path) -> Entry | None:
        if path.parent in self._unreadable:
            self._refuse_if_catalogued(path.name)
            return None
        catalogue = self._catalogues[path.parent]
        if catalogue is None:
            return None
        if path.name in catalogue.refused:
            raise catalogue.refused[path.name]
        return catalogue.entries.get(path.name)

    def _refuse_if_catalogued(self, name: str) -> None:
        """Without its catalogue, what an editor asserted of a held article must not be undone."""
        with transaction.atomic():
            article = held_as(name, name)
        if article and article.key != name:
            raise Refused(name, "", f"left as it was, because {NAME} cannot be read.")

    def _capture(self, capture: Capture, entry: Entry | None) -> None:
        twin = self._seen.setdefault(capture.sha256, capture.name)
        if twin != capture.name:
            reason = f"it has the same bytes as {twin}. Remove one of the two files."
            raise Refused(capture.name, "", reason)
        reading = self._read(capture)
        record = compose(capture, reading, entry)
        with transaction.atomic():
            article, status = ingest(capture, record, publish=self.publish)
            label, key = str(article), article.key
            transaction.set_rollback(self.dry_run)
        self.report.outcomes.append(
            Outcome(
                capture.name,
                status,
                lines=capture.line_count,
                article=label,
                key=key,
                sha256=capture.sha256,
                reading=reading,
                text=capture.text,
            )
        )

    def _read(self, capture: Capture) -> Reading:
        """What the reader finds; its own faults must not stop the other documents."""
        try:
            return read(capture.text)
        except Exception as fault:
            log.exception("the reader failed on %s", capture.name)
            reason = f"the reader failed on it ({fault!r}). Report this with the file."
            raise Refused(capture.name, "", reason) from fault

    def _refuse(self, refusal: Refused) -> None:
        self.report.outcomes.append(
            Outcome(refusal.name, Status.REFUSED, note=str(refusal), place=refusal.place)
        )

    def _finish(self) -> Report:
        """Record the run, unless it found everything as it was."""
        counts = self.report.counts()
        if self.dry_run or not counts.keys() - {Status.UNCHANGED}:
            return self.report
        with transaction.atomic():
            row = ImportRun.objects.create(
                started_at=self.started_at,
                finished_at=timezone.now(),
                started_by=self.user,
                created=counts[Status.CREATED],
                updated=counts[Status.UPDATED],
                unchanged=counts[Status.UNCHANGED],
                refused=counts[Status.REFUSED],
                lines=self.report.lines,
                outcomes=[outcome.brief() for outcome in self.report.outcomes],
            )
            stored = [
                outcome.sha256
                for outcome in self.report.outcomes
                if outcome.status in {Status.CREATED, Status.UPDATED}
            ]
            SourceDocument.objects.filter(sha256__in=stored, import_run=None).update(import_run=row)
        return self.report
