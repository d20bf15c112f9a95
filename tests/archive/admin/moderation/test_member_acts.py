"""What is done about several members at once: one act, in turns that nobody waits for in vain."""

from functools import partial
from typing import Any

import pytest

from archive.admin.moderation.member_acts import MEMBER_ACTS
from archive.models import ModerationEntry
from archive.moderating.set_state import Decision, set_state
from archive.moderating.undo import undo_batch
from tests import builders, people
from tests.side_by_side import side_by_side

Act = ModerationEntry.Act
WARNING = {"reason": "you shout", "rule": None, "comment": None}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("note", {"words": "Shouts.", "comment": None}),
        ("warn", WARNING),
        ("premoderate", {"note": "A flood."}),
        ("release", {"note": "It is over."}),
    ],
)
def test_is_undone_as_one(name: str, cleaned: dict[str, Any]) -> None:
    members, moderator = [people.reader() for _ in range(3)], people.moderator()
    if name == "release":
        MEMBER_ACTS["premoderate"].do(members, moderator, {"note": ""})
    first = ModerationEntry.objects.count()
    MEMBER_ACTS[name].do(members, moderator, cleaned)
    entries = ModerationEntry.objects.order_by("pk")[first:]
    (batch,) = {entry.batch for entry in entries}
    assert batch
    assert len(undo_batch(batch, moderator).done) == len(members)


@pytest.mark.django_db
def test_about_one_is_no_batch() -> None:
    MEMBER_ACTS["warn"].do([people.reader()], people.moderator(), WARNING)
    assert ModerationEntry.objects.get().batch is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("for_threads")
def test_waits_for_whoever_decides_about_the_one_who_does_it() -> None:
    """Whoever warns has the greatest number here: taken first, it would be taken out of order."""
    builders.settings()
    article = builders.article()
    for _ in range(6):
        members = [people.reader() for _ in range(30)]
        warner, other = people.moderator(), people.moderator()
        said = [builders.comment(article, member) for member in (*members[-2:], warner)]
        decision = Decision(Act.REMOVED, other, "it shouts")
        side_by_side(
            partial(MEMBER_ACTS["warn"].do, members, warner, WARNING),
            partial(set_state, [comment.pk for comment in said], decision),
        )
