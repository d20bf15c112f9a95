"""`make bench`: what it costs to ban a thousand members, to decide about thousands of comments, and
to take all of that back."""

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from bench.site import say, site

if TYPE_CHECKING:
    from accounts.models import User
    from archive.models import Comment

QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"
MEMBERS = 1_000
COMMENTS = 2_000
TERMS = 1_000
Given = TypeVar("Given")
LONG = "Nothing in these words is listed, and they go on for long. " * 170


def main() -> None:
    with site():
        from django.test.utils import override_settings  # noqa: PLC0415

        from tests import builders, people  # noqa: PLC0415

        builders.settings()
        with override_settings(PASSWORD_HASHERS=[QUICK]):  # nobody logs in
            members = [people.reader() for _ in range(MEMBERS)]
        moderator = people.moderator()
        article = builders.article()
        comments = [builders.comment(article, member) for member in members * (COMMENTS // MEMBERS)]
        say("| what | seconds |")
        say("| --- | --- |")
        ban(members, moderator)
        decide(comments, moderator)
        screen()


def ban(members: Sequence["User"], by: "User") -> None:
    """At once and without a word; then with a reason, all that they said taken down, and a mail to
    each."""
    from archive.moderating.bans import Takedown, Terms, ban_all  # noqa: PLC0415
    from archive.moderating.undo import undo_batch  # noqa: PLC0415

    numbers = [member.pk for member in members]
    told = Terms(reason="you flood", takedown=Takedown.ALL)
    for name, terms in {"without a word": Terms(), "with all they said, and told": told}.items():
        bans = timed(f"{MEMBERS:,} members banned {name}", lambda t=terms: ban_all(numbers, by, t))
        batch = bans[0].batch
        assert batch
        timed("and restored", lambda b=batch: undo_batch(b, by))


def decide(comments: Sequence["Comment"], by: "User") -> None:
    from archive.models import ModerationEntry  # noqa: PLC0415
    from archive.moderating.set_state import Decision, set_state  # noqa: PLC0415
    from archive.moderating.undo import undo_batch  # noqa: PLC0415

    numbers = [comment.pk for comment in comments]
    decision = Decision(ModerationEntry.Act.REMOVED, by, "it repeats what others say")
    entries = timed(f"{COMMENTS:,} comments removed", lambda: set_state(numbers, decision))
    batch = entries[0].batch
    assert batch
    timed("and restored", lambda: undo_batch(batch, by))


def screen() -> None:
    """A long comment that nothing is wrong with."""
    from django.utils import timezone  # noqa: PLC0415

    from archive.models import ListedTerm  # noqa: PLC0415
    from archive.screening.outcome import screen_words  # noqa: PLC0415

    for number in range(TERMS):
        ListedTerm.objects.create(term=f"unheardof{number}")
    now = timezone.now()
    screen_words(LONG, now)  # the list is made ready once in a process
    timed(f"{len(LONG):,} characters against {TERMS:,} words", lambda: screen_words(LONG, now))


def timed(what: str, work: Callable[[], Given]) -> Given:
    begun = time.perf_counter()
    given = work()
    say(f"| {what} | {time.perf_counter() - begun:.2f} |")
    return given


if __name__ == "__main__":
    main()
