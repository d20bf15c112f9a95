"""What a site gets from the migrations that found something there before them."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from archive.models import ModerationEntry
from archive.moderating.undo import undo
from archive.moderation.public_log import public_entries
from tests import people

BEFORE, AFTER = ("archive", "0002_gate"), ("archive", "0003_discussion")


@pytest.mark.django_db(transaction=True)
def test_the_comments_that_are_there_are_counted() -> None:
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    try:
        executor.migrate([BEFORE])
        old = executor.loader.project_state([BEFORE]).apps
        for number in range(2):
            article = old.get_model("archive", "Article").objects.create(
                key=f"a{number}", slug=f"a{number}"
            )
            document = old.get_model("archive", "SourceDocument").objects.create(
                article=article, version=1, content=b"", sha256=f"{number:064}", line_count=1
            )
            for path, review in (
                ((1,), "approved"),
                ((1, 2), "approved"),
                ((1, 2, 3), "approved"),
                ((1, 4), "removed"),
                ((5,), "removed"),
                ((5, 6), "approved"),
                ((7,), "approved"),
            ):
                old.get_model("archive", "Comment").objects.create(
                    article=article,
                    document=document,
                    origin="captured",
                    review=review,
                    sort_path=b"".join(part.to_bytes(4, "big") for part in path),
                    depth=len(path) - 1,
                    body=str(path[-1]),
                )
        migrate_to(AFTER)
        new = MigrationExecutor(connection).loader.project_state([AFTER]).apps
        for article in new.get_model("archive", "Article").objects.all():
            counts = article.comments.order_by("body").values_list("reply_total", flat=True)
            assert list(counts) == [2, 0, 0, 0, 1, 0, 0]
            assert article.comment_total == 5
    finally:
        migrate_to(*latest)


def migrate_to(*targets: tuple[str, str]) -> None:
    MigrationExecutor(connection).migrate(list(targets))


BEFORE_BANS, AFTER_BANS = ("archive", "0004_moderation"), ("archive", "0005_bans_before_the_log")


@pytest.mark.django_db(transaction=True)
def test_bans_that_are_there_get_their_row_in_the_log() -> None:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        migrate_to(BEFORE_BANS)
        banned = people.banned()
        migrate_to(AFTER_BANS)
        entry = ModerationEntry.objects.get()
        ban = banned.bans.get()
        assert (entry.act, entry.member, entry.ban) == (ModerationEntry.Act.BANNED, banned, ban)
        assert (entry.actor, entry.reason, entry.at) == (ban.set_by, ban.reason, ban.begins_at)
        assert ban.explained_at == ban.begins_at
        assert not public_entries().exists()  # nobody who gave that reason knew of readers
        assert undo([entry.pk], ban.set_by).done
    finally:
        migrate_to(*latest)
