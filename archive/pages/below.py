"""What stands below a comment, asked for together with the comment."""

from typing import Any

from django.db.models import BinaryField, F, Func, JSONField, OuterRef, QuerySet, Subquery, Value

from archive.commenting.place import SEGMENT_BYTES

BEYOND = b"\xff" * (SEGMENT_BYTES + 1)  # put behind a place, it is after all that stand below


class FirstNumbers(Subquery):
    """The ids of the first of `rows`, as a list; None or an empty one where there are none.

    Asked of a row that is known, by an index, it costs the same whatever the database believes of
    its tables. A join of the rows with these costs what it is taken for: where a table that an
    import just filled is taken for empty, one was read for each of the other.
    """

    template = "(SELECT JSON_GROUP_ARRAY(number) FROM (%(subquery)s) AS first)"
    output_field = JSONField()

    def __init__(self, rows: QuerySet[Any], most: int) -> None:
        super().__init__(rows.values(number=F("pk"))[:most])

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = self.template.replace("JSON_GROUP_ARRAY", "JSONB_AGG")
        return self.as_sql(compiler, connection, template=template, **extra)


class EndOfThread(Func):
    """A place after all that stand below the row outside."""

    template = "%(expressions)s"
    arg_joiner = " || "
    output_field = BinaryField()

    def __init__(self) -> None:
        super().__init__(OuterRef("sort_path"), Value(BEYOND))

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        # To SQLite, joined bytes are text, and all text is before any bytes.
        blob = "CAST(%(expressions)s AS BLOB)"
        return self.as_sql(compiler, connection, template=blob, **extra)
