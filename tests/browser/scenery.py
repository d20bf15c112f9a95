"""What stands on the stage: the seeds, and what five captures do not show."""

import django

django.setup()

from datetime import date  # noqa: E402

from django.core.management import call_command  # noqa: E402

from accounts.models import User  # noqa: E402
from archive.importing.runs import Run  # noqa: E402
from archive.models import Article, Comment  # noqa: E402
from tests import builders  # noqa: E402
from tests.browser.discussed import discussions  # noqa: E402
from tests.browser.moderated import moderation  # noqa: E402
from tests.browser.stage import ROOT  # noqa: E402
from tests.browser.threads import threads  # noqa: E402

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
    member = User.objects.create_user(
        email="member@example.org", password=None, display_name="Member " + LONG_WORD[:30]
    )
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


if __name__ == "__main__":
    main()
