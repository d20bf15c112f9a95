"""Compare what is to be compared, at once: `manage.py compare_articles [--all]`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import QuerySet
from django.utils import timezone
from tqdm import tqdm

from archive.models import Article, RepublicationCandidate
from archive.related.compare import compare_or_pass_over


class Command(BaseCommand):
    help = "Look for articles that share much of their words; the worker does the same, slowly."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="Compare what has not changed since, too."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        asked = Article.objects.all() if options["all"] else Article.objects.to_compare()
        compared = _compare(asked)
        # What turned out to be a notice meanwhile was taken for a story before.
        compared += _compare(Article.objects.to_compare())
        to_decide = RepublicationCandidate.objects.proposed().count()
        self.stdout.write(f"{compared} compared; {to_decide} pairs are to be decided.")


def _compare(asked: QuerySet[Article]) -> int:
    numbers = list(asked.order_by("pk").values_list("pk", flat=True))
    # disable=None: only where a person watches.
    watched = tqdm(numbers, desc="Comparing", unit=" articles", disable=None, leave=False)
    return sum(compare_or_pass_over(number, timezone.now()) for number in watched)
