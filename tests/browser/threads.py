"""Threads to look at: one that is busy, in which one goes deep, and an article without any."""

from accounts.models import User
from archive.commenting.discussion import recount
from archive.models import Article, Comment, CommentPolicy
from tests import builders
from tests.browser.stage import IN_THE_DEEP

SAYINGS = (
    "That is *not* what the piece says. It says that nobody knows.",
    "> nobody knows\n\nSomebody must: the figures are in the annual report, on the last page.",
    "I was there in the spring, and there was no bridge. The old one had been taken down in the"
    " autumn, and of the new one there were two piles of stone.\n\nWho counted them, and when?",
    "Agreed.",
)


def threads() -> None:
    people = [_member(name) for name in ("Clara Weiß", "D.", "Émile", "Ольга")]
    busy = builders.article(slug="a-busy-thread", title="A busy thread")
    heads = [_say(busy, people, number) for number in range(45)]
    for number in range(30):
        _say(busy, people, number, parent=heads[1])
    deep = heads[2]
    for number in range(14):
        own = {"pk": IN_THE_DEEP} if number == 9 else {}
        deep = _say(busy, people, number, parent=deep, **own)
    hidden = _say(busy, people, 1, parent=heads[3])
    _say(busy, people, 2, parent=hidden)
    Comment.objects.filter(pk=hidden.pk).update(review=Comment.Review.REMOVED)
    recount(busy.pk)
    _say(builders.article(slug="where-news-comes", title="Where news comes"), people, 0)
    gated = builders.article(slug="talked-about-by-subscribers", title="For subscribers alone")
    _say(gated, people, 2)
    reason = "moderation takes two evenings a week"
    gated.comment_policies.create(level=CommentPolicy.Level.PAID, reason=reason)
    builders.article(slug="not-talked-about", title="Nobody has talked about this")


def _member(name: str) -> User:
    email = f"member-{User.objects.count()}@example.org"
    return User.objects.create_user(email=email, password=None, display_name=name)


def _say(
    article: Article, people: list[User], number: int, parent: Comment | None = None, **own: int
) -> Comment:
    body = SAYINGS[number % len(SAYINGS)]
    return builders.comment(article, people[number % len(people)], parent=parent, body=body, **own)
