"""What stands on the stage to be decided about, and who decides."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from archive.models import ListedTerm, ModerationEntry
from archive.moderating.appeals import answer, appeal
from archive.moderating.bans import ban_all
from archive.moderating.set_state import Decision, set_state
from archive.moderating.takedown import Takedown
from archive.moderating.terms import Terms
from archive.moderating.warnings import warn
from archive.roles import EDITORS
from tests import builders, people
from tests.archive.text.stories import prose, story

# An article and a moderator for each journey, so that none walks into another.
WITH_SCRIPTS, WITHOUT_SCRIPTS = "to-decide-on", "to-moderate-plainly"
BY_KEYBOARD = "to-moderate-by-keyboard"
# Where a whole story is told, and the people in it, with the password of the cast.
TOLD = "where-a-troll-writes"
TROLL, NEIGHBOUR = "troll@example.org", "neighbour@example.org"
MODERATOR, COLLEAGUE = "moderator-who-bans@example.org", "moderator-who-hears@example.org"
# Somebody about whom a good deal was decided, and who looks at what waits.
DECIDED, WATCHER = "decided@example.org", "moderator-who-looks@example.org"


def moderation() -> None:
    builders.rule("Sell nothing")
    for slug in (WITH_SCRIPTS, WITHOUT_SCRIPTS, BY_KEYBOARD):
        people.moderator(email=address_of(slug), display_name=f"Mona of {slug}")
        article = builders.article(slug=slug, title=slug)
        for words in ("Let *me* pass.", "Buy my pills.", "I am a troll.", "I wait."):
            builders.comment(article, people.reader(), body=words, review="pending")
    the_story()
    decided()


def decided() -> None:
    """Each kind of decision, one of them appealed and answered, and what waits for moderators."""
    mona, nora = people.moderator(display_name="Mona Decides"), people.moderator(email=WATCHER)
    member = people.reader(email=DECIDED, display_name="Dorian Decided")
    article = builders.article(slug="decided-about", title="An article that was decided about")
    spoken = [builders.comment(article, member, body=f"Words, {n}.") for n in range(4)]
    rule = builders.rule("Stay with the subject", position=9)
    decision = Decision(ModerationEntry.Act.REMOVED, mona, "it is about something else", rule)
    (entry,) = set_state([spoken[0].pk], decision)
    answer(appeal(member, entry, "It was not."), nora, overturn=False, words="I think it was.")
    (entry,) = set_state([spoken[1].pk], decision)
    appeal(member, entry, "Nor was this.\n\nLook again.")
    warn(member, mona, reason="you shout", rule=rule, comment=spoken[2])
    terms = Terms(until=timezone.now() + timedelta(days=9), takedown=Takedown.ALL)
    ban_all([member.pk], mona, terms)
    builders.removal_request(article)
    ListedTerm.objects.create(term="pills", note="Sold here every week.")
    nora.groups.add(Group.objects.get(name=EDITORS))
    words = prose(story(1, 90))
    twice = [builders.article(title="W" * 90, body=f"{words}\n\nNumber {n}.") for n in range(2)]
    builders.candidate(*twice)


def the_story() -> None:
    builders.article(slug=TOLD, title="Where a troll writes")
    people.reader(email=TROLL, display_name="Tobias the Loud")
    people.reader(email=NEIGHBOUR, display_name="Nelly Neighbour")
    people.moderator(email=MODERATOR, display_name="Mona Who Bans")
    people.moderator(email=COLLEAGUE, display_name="Nora Who Hears")


def address_of(slug: str) -> str:
    """Of the moderator who decides under the article `slug`, with the password of the cast."""
    return f"moderator-{slug}@example.org"
