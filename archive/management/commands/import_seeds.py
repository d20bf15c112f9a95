"""Import text captures: `manage.py import_seeds [PATH …] [--dry-run] [--publish] [--json]`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from tqdm import tqdm

from archive.importing.report import Report, Status
from archive.importing.runs import Run


class Command(BaseCommand):
    help = "Import captures (.txt files, or directories of them); by default the seeds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be done, and store nothing."
        )
        parser.add_argument(
            "--publish", action="store_true", help="Publish new articles; else they are drafts."
        )
        parser.add_argument(
            "--json", action="store_true", help="Print all that the reader found, as JSON."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        run = Run(publish=options["publish"], dry_run=options["dry_run"], detailed=options["json"])
        paths = options["paths"] or [settings.BASE_DIR / "seeds"]
        try:
            report = run.paths(paths, progress=self._progress)
        except (OperationalError, ProgrammingError) as error:
            reason = str(error).partition("\n")[0]
            raise CommandError(
                f"The database cannot be used: {reason}. Run `manage.py migrate` first."
            ) from error
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        else:
            self._print(report, dry_run=options["dry_run"])
        for outcome in report.refused:
            self.stderr.write(f"refused: {outcome.note}")
        if report.refused:
            raise SystemExit(1)

    def _progress(self, found: Any) -> Any:
        # disable=None: only where a person watches.
        return tqdm(found, desc="Importing", unit=" captures", disable=None, leave=False)

    def _print(self, report: Report, *, dry_run: bool) -> None:
        for outcome in report.outcomes:
            if outcome.status != Status.REFUSED:
                self.stdout.write(f"{outcome.status:9}  {outcome.name}  {outcome.article}")
        prefix = "Would be: " if dry_run else ""
        self.stdout.write(f"{prefix}{report.summary()}.")
