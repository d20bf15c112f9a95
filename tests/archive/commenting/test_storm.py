"""A storm: everybody does everything at once, for a while that is counted in acts, not in time."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from archive.commenting import leaving, policy
from archive.commenting.edit import edit, withdraw
from archive.commenting.post import Posted, post
from archive.commenting.refusal import Refused
from archive.commenting.report import report
from archive.importing.runs import Run
from archive.models import Article, Comment, CommentPolicy, ModerationEntry, Report, Rule
from archive.moderating.set_state import Decision, set_state
from tests import builders, people
from tests.archive.commenting.saying import check_thread
from tests.archive.importing.shelf import PIECE
from tests.side_by_side import side_by_side

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("for_threads")]

Act = ModerationEntry.Act
Name = tuple[int | None, UUID | None]  # a comment's: its member, and the key of their form
WORKERS, ACTS = 8, 15
FIRST_LINE = PIECE.count("\n") + 1


def imported(folder: Path, *comments: str) -> Article:
    """The one article that is captured, with these comments."""
    folder.mkdir(exist_ok=True)
    (folder / "lighthouse.txt").write_text(PIECE + "".join(f"{words}\n" for words in comments))
    lines = [FIRST_LINE + number for number, _ in enumerate(comments)]
    (folder / "catalogue.toml").write_text(
        '[[document]]\nkey = "lighthouse"\nfile = "lighthouse.txt"\n'
        + "".join(f"[[document.comment]]\nlines = {line}\n" for line in lines)
    )
    assert not Run(publish=True).paths([folder]).refused
    return Article.objects.get(key="lighthouse")


class Worker:
    """Does one thing after the other, each by chance, as one of `members` or as `staff`."""

    def __init__(self, number: int, members: list[User], staff: User, folder: Path) -> None:
        self.chance, self.members, self.staff = random.Random(number), members, staff
        self.folder = folder / str(number)
        self.acknowledged: list[Name] = []

    def work(self, articles: list[Article], keys: list[UUID], rule: Rule) -> list[Name]:
        for step in range(ACTS):
            act = self.chance.choice(self.acts(self.chance.choice(articles), keys, rule, step))
            try:
                done = act()
            except Refused:
                continue
            if isinstance(done, Posted) and not done.again:
                self.acknowledged.append((done.comment.member_id, done.comment.idempotency_key))
        return self.acknowledged

    def acts(
        self, on: Article, keys: list[UUID], rule: Rule, step: int
    ) -> list[Callable[[], object]]:
        if step == ACTS - 1 and len(self.acknowledged) > 2:
            return [partial(leaving.leave, self.members[-1], timezone.now())]
        member, key = self.chance.choice(self.members), self.chance.choice(keys)
        comments = list(Comment.objects.all())
        one = self.chance.choice([c for c in comments if c.article_id == on.pk])
        some = [c.pk for c in self.chance.sample(comments, 3)]
        act = self.chance.choice([Act.APPROVED, Act.APPROVED, Act.REJECTED, Act.REMOVED])
        answer = partial(post, member, on, body="So?", key=uuid4(), parent_id=one.pk)
        return [
            partial(post, member, on, body="Said.", key=key),
            answer,
            answer,
            partial(edit, one.member or member, one, body=f"No. {step}", edition=one.edition),
            partial(withdraw, one.member or member, one),
            partial(report, member, one, rule, "", timezone.now()),
            partial(set_state, some, Decision(act, self.staff, "A reason.")),
            partial(policy.write, CommentPolicy(level="registered"), self.staff),
            partial(imported, self.folder, "One.", *[f"No. {step}."] * self.chance.randint(0, 2)),
        ]


def test_nothing_breaks(tmp_path: Path) -> None:
    builders.settings()
    articles = [builders.article(), builders.article(), imported(tmp_path / "shelf", "One.")]
    for article in articles[:2]:
        builders.captured_comment(article)
    members = [people.reader() for _ in range(WORKERS)]
    keys, rule, staff = [uuid4() for _ in range(WORKERS)], builders.rule(), people.admin()
    workers = [Worker(number, members, staff, tmp_path) for number in range(WORKERS)]
    side_by_side(*[partial(worker.work, articles, keys, rule) for worker in workers])
    acknowledged = [name for worker in workers for name in worker.acknowledged]
    held = Comment.objects.filter(origin="member").values_list("member_id", "idempotency_key")
    assert len(acknowledged) > WORKERS
    assert sorted(acknowledged, key=str) == sorted(held, key=str)
    for article in articles:
        check_thread(article)
    check_log()
    # What was reported and then edited may wait, with its reports.
    judged = Comment.Review.REJECTED, Comment.Review.REMOVED
    assert not Report.objects.open().filter(comment__review__in=judged).exists()


def check_log() -> None:
    """Each entry tells what it found, and the last of each comment what it is now."""
    for comment in Comment.objects.all():
        review = "approved"
        for entry in comment.moderation_entries.order_by("pk"):
            if entry.act == Act.HELD:  # whoever was often rejected meanwhile is read first
                review = "pending"
                continue
            assert entry.before["review"] == review
            review = "approved" if entry.act == Act.KEPT else entry.act
        assert comment.review == review
