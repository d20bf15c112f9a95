"""What the databases themselves keep so that search entries are found by their terms.

PostgreSQL: a generated column `vector` and a GIN index. Terms are taken as they are, no parser and
no dictionary touches them, and without places, which GIN does not know: phrases are looked for in
the columns. Beside them stand the marks; `=term` for each term of the title, `@term` for each of
`about`; `~word` for each word that a stem of the title, of the names or of what is salient was made
from; and `B<n>`, `C<n>` and `D<n>`, the blocks of 1,024, of 8,192 and of 65,536 numbers that the
entry's own falls in. Whoever asks for a common word together with the newest blocks is spared the
rest of its postings.

SQLite: an FTS5 table that triggers keep. What stands there beside the terms begins with a sign that
is no letter, so that no question names a column: naming one, FTS5 would read every place of a word.
A migration that lets Django make archive_searchentry anew drops the triggers with the old table: it
must end with `drop_indexes` and `write_indexes` of its own.
"""

from django.db import migrations

LOOKED_AT = ("title", "about", "salient", "marks", "body")
POSTGRESQL = [
    # As they are, since words are looked for in thousands: to unpack them takes longer.
    "ALTER TABLE archive_searchentry "
    + ", ".join(f"ALTER COLUMN {name} SET STORAGE EXTERNAL" for name in LOOKED_AT),
    # 1 MB is what a tsvector holds: an article with too many words is to be found by most of them,
    # not to be refused.
    """
    CREATE FUNCTION archive_search_vector(
        entry bigint, title text, about text, unstemmed text, body text, marks text
    ) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        WITH term AS (
            SELECT word, 0 AS part, n FROM unnest(
                ARRAY['B' || entry / 1024, 'C' || entry / 8192, 'D' || entry / 65536]
                || string_to_array(marks, ' ')
            ) WITH ORDINALITY AS t(word, n)
            UNION ALL
            SELECT '=' || word, 1, n
            FROM unnest(string_to_array(title, ' ')) WITH ORDINALITY AS t(word, n)
            WHERE word NOT IN ('', '·')
            UNION ALL
            SELECT '@' || word, 2, n
            FROM unnest(string_to_array(about, ' ')) WITH ORDINALITY AS t(word, n)
            WHERE word NOT IN ('', '·')
            UNION ALL
            SELECT '~' || word, 3, n
            FROM unnest(string_to_array(unstemmed, ' ')) WITH ORDINALITY AS t(word, n)
            UNION ALL
            SELECT word, 4, n FROM unnest(
                string_to_array(title || ' ' || about || ' ' || body, ' ')
            ) WITH ORDINALITY AS t(word, n)
        ), once AS (
            SELECT word, min(part) AS part, min(n) AS n
            FROM term WHERE word NOT IN ('', '·') GROUP BY word
        ), measured AS (
            SELECT word, sum(octet_length(word) + 4) OVER (
                ORDER BY part, n ROWS UNBOUNDED PRECEDING
            ) AS bytes
            FROM once
        )
        SELECT coalesce(array_to_tsvector(array_agg(word)), '') FROM measured WHERE bytes <= 1000000
    $$
    """,
    """
    ALTER TABLE archive_searchentry ADD COLUMN vector tsvector
    GENERATED ALWAYS AS (archive_search_vector(id, title, about, unstemmed, body, marks)) STORED
    """,
    # Without a list of what is pending, which every search would have to read to its end.
    """
    CREATE INDEX search_entry_vector ON archive_searchentry USING gin (vector)
    WITH (fastupdate = off)
    """,
]
POSTGRESQL_UNDONE = [
    "ALTER TABLE archive_searchentry DROP COLUMN vector",
    "DROP FUNCTION archive_search_vector",
    "ALTER TABLE archive_searchentry "
    + ", ".join(f"ALTER COLUMN {name} SET STORAGE EXTENDED" for name in LOOKED_AT),
]

COLUMNS = ("title", "about", "body")
# Every character beyond ASCII counts as a letter: what is a term was decided in Python.
SIGNS = {"marks": "¶", "title": "§", "about": "‡", "unstemmed": "†"}
SQLITE = (
    f"CREATE VIRTUAL TABLE archive_searchwords USING fts5({', '.join(COLUMNS)}, signed, "
    "content='', columnsize=0, tokenize='ascii')"
)
SQLITE_UNDONE = [
    "DROP TRIGGER IF EXISTS archive_searchwords_insert",
    "DROP TRIGGER IF EXISTS archive_searchwords_delete",
    "DROP TRIGGER IF EXISTS archive_searchwords_update",
    "DROP TABLE archive_searchwords",
]


def held(row):
    """The number of a row, and what FTS5 holds of it."""
    signed = (f"replace(' ' || trim({row}.{name}), ' ', ' {sign}')" for name, sign in SIGNS.items())
    return ", ".join([f"{row}.id", *(f"{row}.{name}" for name in COLUMNS), " || ".join(signed)])


def sqlite():
    into, names = "INSERT INTO archive_searchwords", f"rowid, {', '.join(COLUMNS)}, signed"
    take = f"{into} (archive_searchwords, {names}) VALUES ('delete', {held('old')});"
    put = f"{into} ({names}) VALUES ({held('new')});"
    yield SQLITE
    yield f"{into} ({names}) SELECT {held('entry')} FROM archive_searchentry entry"
    for event, steps in {
        "INSERT": put,
        "DELETE": take,
        f"UPDATE OF id, {', '.join({**dict.fromkeys(COLUMNS), **SIGNS})}": f"{take} {put}",
    }.items():
        name = f"archive_searchwords_{event.split()[0].lower()}"
        yield f"CREATE TRIGGER {name} AFTER {event} ON archive_searchentry BEGIN {steps} END"


def write_indexes(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in sqlite() if is_sqlite else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def drop_indexes(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE_UNDONE if is_sqlite else POSTGRESQL_UNDONE:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("archive", "0006_finding")]
    operations = [migrations.RunPython(write_indexes, drop_indexes)]
