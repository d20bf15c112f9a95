"""Runs: every document of an import, one after the other, none of them able to stop the rest."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from archive.importing import captures
from archive.importing.captures import Capture
from archive.importing.catalogue_entry import Entry
from archive.importing.catalogues import Catalogues
from archive.importing.identity import KeyTaken, identify
from archive.importing.ingest import ingest
from archive.importing.reader import read
from archive.importing.record import Record, compose
from archive.importing.refusal import Refused
from archive.importing.report import Outcome, Report, Status
from archive.importing.turn import take_turn
from archive.models import Article, ImportRun, SourceDocument

log = logging.getLogger(__name__)


class Run:
    """One import by `user` (None: from the command line). A dry run stores nothing; a detailed
    one keeps all that the reader found, for whom it takes memory."""

    def __init__(
        self,
        *,
        publish: bool = False,
        dry_run: bool = False,
        user: User | None = None,
        detailed: bool = False,
    ) -> None:
        self.publish, self.dry_run, self.user, self.detailed = publish, dry_run, user, detailed
        self.started_at = timezone.now()
        self.report = Report()
        self._row: ImportRun | None = None
        self._several = False  # paths, so that a file is told by its folder too
        self._catalogues = Catalogues()
        self._bytes: dict[str, str] = {}  # which file had them
        self._met: dict[int | str, str] = {}  # which file was the article: its number, or new key

    def paths(
        self, paths: Sequence[Path], progress: Callable[[Sequence[object]], Iterable[object]] = iter
    ) -> Report:
        """Import the captures at `paths`, telling `progress` of them. Raises OperationalError or
        ProgrammingError where there is no database to import into."""
        Article.objects.exists()
        self._several = len(paths) > 1
        found = list(captures.find(paths))
        files = [path for path in found if isinstance(path, Path)]
        for folder in dict.fromkeys([p for p in paths if p.is_dir()] + [f.parent for f in files]):
            here = [f.name for f in files if f.parent == folder] if folder in paths else None
            for refusal in self._catalogues.open(folder, here):
                self._refuse(refusal, folder)
        waiting: list[Path] = []
        for path in progress(found):
            if isinstance(path, Refused):
                self._refuse(path)
            elif isinstance(path, Path) and not self._file(path):
                waiting.append(path)
        while waiting:  # for a key, which another of them may free
            left = [path for path in waiting if not self._file(path)]
            if left == waiting:
                left = [path for path in left if not self._file(path, may_wait=False)]
            waiting = left
        return self._finish()

    def upload(self, name: str, content: bytes) -> Report:
        """Import one capture that was handed in, without a catalogue."""
        try:
            capture = captures.decode(name, content)
            self._capture(capture, None, label=name, catalogue_at_hand=False)
        except Refused as refusal:
            self._refuse(refusal)
        return self._finish()

    def _file(self, path: Path, *, may_wait: bool = True) -> bool:
        """Import one file; False if it is to wait till another gives up its key."""
        try:
            capture = captures.load(path)
            self._capture(
                capture,
                self._catalogues.entry(path),
                label=str(path) if self._several else path.name,
                catalogue_at_hand=self._catalogues.at_hand(path),
            )
        except Refused as refusal:
            if isinstance(refusal, KeyTaken) and may_wait:
                return False
            self._refuse(refusal, path.parent)
        return True

    def _capture(
        self, capture: Capture, entry: Entry | None, *, label: str, catalogue_at_hand: bool
    ) -> None:
        twin = self._bytes.setdefault(capture.sha256, label)
        if twin != label:
            reason = f"it has the same bytes as {twin}. Remove one of the two files."
            raise Refused(capture.name, "", reason)
        reading = None
        try:
            reading = read(capture.text)
            record = compose(capture, reading, entry)
            outcome = self._write(capture, record, label, catalogue_at_hand=catalogue_at_hand)
        except Refused:
            raise
        except Exception as fault:  # of one document; the others must not suffer
            log.exception("The import of %s failed", label)
            who = "import" if reading else "reader"
            reason = f"the {who} failed on it ({type(fault).__name__}). Report this with the file."
            raise Refused(capture.name, "", reason) from fault
        if self.detailed:
            outcome = replace(outcome, reading=reading, text=capture.text)
        self.report.outcomes.append(outcome)

    def _write(
        self, capture: Capture, record: Record, label: str, *, catalogue_at_hand: bool
    ) -> Outcome:
        """One document's transaction."""
        row = self._row
        with transaction.atomic():
            take_turn()
            held = identify(capture, record, self._met)
            self._refuse_second(held.pk if held else record.key, capture, label)
            article, status = ingest(
                capture, record, held, publish=self.publish, catalogue_at_hand=catalogue_at_hand
            )
            outcome = Outcome(
                capture.name,
                status,
                lines=capture.line_count,
                article=str(article),
                key=article.key,
                sha256=capture.sha256,
            )
            if status != Status.UNCHANGED:
                row = row or self._begin()
                version = SourceDocument.objects.filter(current_of=article, import_run=None)
                version.update(import_run=row)
            transaction.set_rollback(self.dry_run)
        # Only now does what the transaction wrote stand.
        met = record.key if self.dry_run and held is None else article.pk
        self._met[met] = label
        self._row = None if self.dry_run else row
        return outcome

    def _refuse_second(self, met: int | str, capture: Capture, label: str) -> None:
        other = self._met.get(met, label)
        if other != label:
            reason = (
                f"it would be the same article as {other}. Rename it, or give the two their keys "
                "in a catalogue.toml."
            )
            raise Refused(capture.name, "", reason)

    def _refuse(self, refusal: Refused, folder: Path | None = None) -> None:
        if folder and self._several:
            refusal = refusal.within(folder)
        self.report.outcomes.append(
            Outcome(refusal.name, Status.REFUSED, note=str(refusal), place=refusal.place)
        )

    def _begin(self) -> ImportRun:
        """The run's row. It stands from the first write on, so that a run that is killed tells
        what it wrote; one without an end was."""
        return ImportRun.objects.create(started_at=self.started_at, started_by=self.user)

    def _finish(self) -> Report:
        """Record the run, unless it found everything as it was."""
        counts = self.report.counts()
        if self.dry_run or not counts.keys() - {Status.UNCHANGED}:
            return self.report
        with transaction.atomic():
            row = self._row or self._begin()
            row.finished_at = timezone.now()
            row.created, row.updated = counts[Status.CREATED], counts[Status.UPDATED]
            row.unchanged, row.refused = counts[Status.UNCHANGED], counts[Status.REFUSED]
            row.lines = self.report.lines
            row.outcomes = [outcome.brief() for outcome in self.report.outcomes]
            row.save()
        return self.report
