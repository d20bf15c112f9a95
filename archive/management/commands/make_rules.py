"""A first set of the community's rules, so that from the first day there is one to report by."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from archive.models import Rule


class Command(BaseCommand):
    """Rules that a site has are its own: where there are any, nothing is done."""

    help = "Make a first set of rules, if there are none (`make run` asks for it)."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Rule.objects.exists():
            return
        first = [
            (
                _("Speak to what was said"),
                _(
                    "Answer the argument, not the person who makes it. No insults, no threats, no "
                    "contempt for what somebody is."
                ),
            ),
            (
                _("Keep to the matter"),
                _("Say what bears on the article, or on the comment that you answer."),
            ),
            (
                _("Leave private what is private"),
                _(
                    "No addresses, no telephone numbers, nothing else that somebody has not made "
                    "public themselves."
                ),
            ),
            (
                _("Call others’ words others’"),
                _("Quote what you did not write as a quotation, and say where it is from."),
            ),
            (_("Nothing for sale"), _("No advertisements, whatever they are for.")),
        ]
        Rule.objects.bulk_create(
            Rule(title=title, text=text, position=position)
            for position, (title, text) in enumerate(first, 1)
        )
        self.stdout.write(f"{len(first)} rules were made: change them in the administration.")
