"""The table of the shared cache, where the database keeps it."""

from datetime import datetime

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router


def forget_expired(at: datetime) -> int:
    """Delete what the cache holds no longer at the moment `at`; how many entries. Django deletes
    those that are asked for again, and others only when the table is full."""
    cache = caches["default"]
    if not isinstance(cache, DatabaseCache):
        return 0
    connection = connections[router.db_for_write(cache.cache_model_class)]
    table = connection.ops.quote_name(cache.cache_model_class._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s",  # noqa: S608 -- a name of ours
            [connection.ops.adapt_datetimefield_value(at)],
        )
        return int(cursor.rowcount)
