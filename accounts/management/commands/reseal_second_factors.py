"""Encrypts the secrets of second factors under the newest secret key."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.second_factors.resealing import reseal_all


class Command(BaseCommand):
    help = "Encrypt the secrets of second factors anew, before an old SECRET_KEY is dropped."

    def handle(self, *args: Any, **options: Any) -> None:
        done = reseal_all()
        self.stdout.write(f"{done.sealed} under the newest secret key.")
        if done.unreadable:
            self.stderr.write(
                f"{done.unreadable} can be opened by no key in SECRET_KEY or SECRET_KEY_FALLBACKS: "
                "put the key back, or remove those factors."
            )
