"""Turns: whoever imports, one document at a time is written.

Without that, two imports would give two articles one address, or wait for each other for ever.
"""

from django.db import connection

IMPORTING = 0x506F7374696C  # the lock's number, among whatever else locks in this database


def take_turn() -> None:
    """Wait until no other import writes. The turn ends with the transaction that it is in."""
    if connection.vendor == "postgresql":  # SQLite lets one transaction write at a time anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORTING])
