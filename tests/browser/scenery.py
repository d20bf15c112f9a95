"""What stands on the stage: the seeds, and what five captures do not show."""

import django

django.setup()

from datetime import date, timedelta  # noqa: E402

from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from archive.importing.runs import Run  # noqa: E402
from archive.models import Article, Comment, CommentDrive, CommentPolicy  # noqa: E402
from archive.roles import MODERATORS, grant  # noqa: E402
from tests import builders, people  # noqa: E402
from tests.browser.discussed import discussions  # noqa: E402
from tests.browser.moderated import moderation  # noqa: E402
from tests.browser.stage import LEAVERS, MEMBER, ROOT  # noqa: E402
from tests.browser.threads import threads  # noqa: E402

KEYHOLDERS = 12
TO_PAGE_THROUGH = 60  # more than two pages of the shelf
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
MARKDOWN = f"""A paragraph that says something, *leaning on* a word and **stressing** another, with
a [link to elsewhere](https://example.org/a/long/path/that/does/not/end/soon) and {LONG_WORD}.

> Somebody else’s words, quoted.

- one thing
- another thing

    some_code = "that is wider than a narrow screen and must not push the page aside", 1, 2, 3, 4
"""


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    Run(publish=True).paths([ROOT / "seeds"])
    discussions()
    moderation()
    many()
    long_thread()
    threads()
    others()
    gates()
    keyholders()
    talkers()


def many() -> None:
    outlet, author = builders.outlet("The Daily Example"), builders.author("A. N. Author")
    topics = (builders.topic("Examples"),)
    for number in range(TO_PAGE_THROUGH):
        day = builders.on(date(2001 + number % 20, 1 + number % 12, 1 + number % 28))
        fields = {"authors": (author,), "topics": topics, "outlet": outlet, "language": "en"}
        builders.article(**fields, **day)


def long_thread() -> None:
    """Captured comments and members', as deep as they go, with all that Markdown can do."""
    discussed = builders.article(
        slug="a-long-thread",
        title=f"A long thread, under a title with {LONG_WORD} in it",
        body=f"## A heading\n\n{MARKDOWN}\n\n### A lower heading\n\n{MARKDOWN}",
        language="en",
        key_points=["A first point, which is short.", "A second point, which is not. " * 4],
        rights="© 2001 The Daily Example. All rights reserved.",
        **builders.dated("between", date(2001, 3, 27), date(2001, 4, 2)),
    )
    builders.document(discussed)
    builders.citation(discussed, title="A piece that it quotes", author=builders.author("B. Other"))
    builders.evidence(discussed, "title")
    builders.evidence(discussed, "date", basis="inferred")
    member = people.subscriber(email=MEMBER, display_name="Member " + LONG_WORD[:30])
    parent: Comment | None = None
    for number in range(6):
        parent = builders.captured_comment(
            discussed, parent=parent, captured_name=f"Reader {number}", body=MARKDOWN
        )
    for _number in range(12):
        builders.captured_comment(discussed, captured_name="")
    first = builders.comment(discussed, member, body=MARKDOWN)
    builders.comment(discussed, member, parent=first, body="A reply by the same member.")


def others() -> None:
    builders.article(
        slug="in-russian",
        title="О смысле примечаний на полях",
        body="Читатель пишет на полях то, чего не сказал автор.\n\nИ автор отвечает ему.",
        language="ru",
    )
    builders.article(
        slug="in-arabic",
        title="في معنى الحواشي",
        body="يكتب القارئ في الحاشية ما لم يقله الكاتب.",
        language="ar",
    )
    builders.article(slug="nothing-known", title="", body="", language="")
    Article.objects.get(slug="russia-china-alliance-at-the-tipping-point").revisions.create(
        cause="correction",
        reason="The printed page has another title.",
        changes=[{"field": "title", "before": "An old title", "after": "A new title"}],
    )
    builders.withdrawn(slug="withdrawn", title="An article that was withdrawn")
    builders.withdrawn(
        slug="withdrawn-for-law", title="Another that the law withdrew", ground="legal"
    )
    assert Article.objects.published().count() > TO_PAGE_THROUGH


def gates() -> None:
    """Comments for some, for a while, and for as many as a drive asks for."""
    now = timezone.now()
    year = timedelta(days=365)
    CommentPolicy.objects.create(
        level="registered", in_force_from=now - 2 * year, close_after_days=365
    )
    gated = builders.article(slug="for-subscribers", title="An article whose comments are gated")
    why = "the editor reads every one of them, and is away until then"
    CommentPolicy.objects.create(
        article=gated, level="paid", in_force_from=now - timedelta(days=9), reason=why
    )
    CommentPolicy.objects.create(article=gated, level="registered", in_force_from=now + year)
    builders.article(
        slug="closed-by-itself", title="An article of two years ago", added_at=now - 2 * year
    )
    CommentDrive.objects.create(
        article=builders.article(slug="with-a-drive", title="An article with a drive"),
        target=5,
        starts_at=now - timedelta(days=2),
        deadline=(now + timedelta(days=40)).replace(hour=12, minute=0),
        reason="Moderation takes two evenings a week, and nobody pays for them yet.",
    )
    for _ in range(3):
        people.subscriber()


def keyholders() -> None:
    """Members and moderators who have no second factor yet, one for each test that gives them
    one; all have the password of the cast."""
    grant()
    for number in range(KEYHOLDERS):
        people.reader(email=f"member{number}@example.org")
        moderator = people.reader(email=f"moderator{number}@example.org", is_staff=True)
        moderator.groups.add(Group.objects.get(name=MODERATORS))


def talkers() -> None:
    """One who said more than a page of what they said can hold, and some who will leave."""
    discussed = builders.article(slug="where-many-left", title="Where many left")
    talker = people.reader(public_id="who-talked", display_name="Talker " + LONG_WORD[:30])
    for _number in range(25):
        builders.comment(discussed, talker, body=MARKDOWN)
    for address in LEAVERS:
        leaver = people.reader(email=address)
        builders.comment(discussed, leaver, body="What I had to say.")


if __name__ == "__main__":
    main()
