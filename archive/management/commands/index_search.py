"""Write what search asks: `manage.py index_search [--all]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from archive.indexing.rebuild import rebuild


class Command(BaseCommand):
    """It may be ended and begun again at any time, while people read and write."""

    help = "Index for search what is not indexed yet, or was by an older version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="Index everything anew, such as after a repair."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        written = 0
        # disable=None: only where a person watches.
        with tqdm(desc="Indexing", unit=" entries", disable=None, leave=False) as bar:
            for count in rebuild(everything=options["all"]):
                written += count
                bar.update(count)
        self.stdout.write(f"{written} entries were written.")
