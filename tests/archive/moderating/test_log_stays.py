"""The log stays as it was written: the models refuse anything else, and on PostgreSQL the database
does, by the statements that docs/operating.md gives; all of moderation goes on meanwhile."""

import re
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from archive.commenting.leaving import leave
from archive.commenting.report import report
from archive.importing.runs import Run
from archive.models import Article, Comment, ModerationEntry
from archive.moderating.bans import ban_all, lift
from archive.moderating.notes import note
from archive.moderating.set_state import Decision, set_state
from archive.moderating.takedown import Takedown
from archive.moderating.terms import Terms
from archive.moderating.undo import undo, undo_batch
from archive.moderating.warnings import warn
from config.settings import BASE_DIR
from tests import builders, people
from tests.archive.commenting.saying import say

pytestmark = pytest.mark.django_db

Act = ModerationEntry.Act
TABLE = ModerationEntry._meta.db_table
CHANGES = (
    f"UPDATE {TABLE} SET reason = 'Another.'",
    f"DELETE FROM {TABLE}",
    f"TRUNCATE {TABLE} CASCADE",
)


class TestTheModel:
    def test_refuses_to_change_what_is_written(self) -> None:
        entry = ModerationEntry.objects.create(act=Act.NOTED, note="As it was.")
        entry.note = "Otherwise."
        log = ModerationEntry.objects
        for change in (
            entry.save,
            entry.delete,
            log.all().delete,
            lambda: log.update(note="Otherwise."),
            lambda: log.bulk_update([entry], ["note"]),
            lambda: log.update_or_create({"note": "Otherwise."}, pk=entry.pk),
            lambda: log.bulk_create(
                [entry], update_conflicts=True, update_fields=["note"], unique_fields=["id"]
            ),
        ):
            with pytest.raises(TypeError), transaction.atomic():
                change()
        assert log.get().note == "As it was."


def documented() -> list[str]:
    """The statements as the documentation gives them, for this database."""
    text = (BASE_DIR / "docs" / "operating.md").read_text()
    section = text.split("### The log that nobody rewrites")[1].split("\n#")[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_user")
        database, owner = cursor.fetchone()
    statements = re.findall(r"^    (\w.*;)$", section, re.MULTILINE)
    return [
        statement.replace("DATABASE postil ", f'DATABASE "{database}" ').replace(
            "FOR ROLE postil ", f'FOR ROLE "{owner}" '
        )
        for statement in statements
    ]


@pytest.fixture
def as_application() -> Iterator[None]:
    """The rest of the test speaks to the database as the role that serves."""
    if connection.vendor != "postgresql":
        pytest.skip("Only PostgreSQL has roles.")
    with connection.cursor() as cursor:
        for statement in documented():
            cursor.execute(statement)
        cursor.execute("SET ROLE postil_app")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "permission denied" in str(error)
    return False


@pytest.mark.usefixtures("as_application")
class TestTheRole:
    @pytest.mark.parametrize("change", CHANGES)
    def test_cannot_change_the_log(self, change: str) -> None:
        ModerationEntry.objects.create(act=Act.NOTED, note="As it was.")
        assert refused(change)
        assert ModerationEntry.objects.get().note == "As it was."

    def test_can_change_what_else_there_is(self) -> None:
        assert not refused("UPDATE archive_comment SET review = review")

    def test_moderates(self) -> None:
        builders.settings(first_comments_held=1)
        article, moderator, member = builders.article(), people.moderator(), people.reader()
        held = say(member, article)
        decided = set_state([held.pk], Decision(Act.APPROVED, moderator))
        said = [say(member, article, f"No. {number}.") for number in range(3)]
        report(people.reader(), said[0], builders.rule(), "See.", timezone.now())
        decision = Decision(Act.REMOVED, moderator, "it shouts")
        removed = set_state([comment.pk for comment in said], decision)
        assert removed[0].batch
        assert len(undo_batch(removed[0].batch, moderator).done) == 3
        assert len(undo([entry.pk for entry in decided], moderator).done) == 1
        warn(member, moderator, reason="you shout")
        note(member, moderator, "Shouts.")
        (banned,) = ban_all([member.pk], moderator, Terms(takedown=Takedown.ALL))
        lift(banned, moderator)
        count = ModerationEntry.objects.count()
        leave(member, timezone.now())
        article.delete()
        assert not Comment.objects.exists()
        assert ModerationEntry.objects.count() == count

    def test_imports_again_over_what_was_decided(self) -> None:
        Run(publish=True).paths([BASE_DIR / "seeds"])
        captured = Comment.objects.filter(origin="captured").first()
        assert captured
        decision = Decision(Act.REMOVED, people.moderator(), "it shouts")
        (entry,) = set_state([captured.pk], decision)
        Run(publish=True).paths([BASE_DIR / "seeds"])
        Article.objects.get(pk=captured.article_id).delete()
        assert ModerationEntry.objects.get() == entry
