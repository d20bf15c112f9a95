"""What stands on the stage to be decided about, and who decides."""

from tests import builders, people

# An article and a moderator for each journey, so that none walks into another.
WITH_SCRIPTS, WITHOUT_SCRIPTS = "to-decide-on", "to-moderate-plainly"
BY_KEYBOARD = "to-moderate-by-keyboard"
# Where a whole story is told, and the people in it, with the password of the cast.
TOLD = "where-a-troll-writes"
TROLL, NEIGHBOUR = "troll@example.org", "neighbour@example.org"
MODERATOR, COLLEAGUE = "moderator-who-bans@example.org", "moderator-who-hears@example.org"


def moderation() -> None:
    builders.rule("Sell nothing")
    for slug in (WITH_SCRIPTS, WITHOUT_SCRIPTS, BY_KEYBOARD):
        people.moderator(email=address_of(slug), display_name=f"Mona of {slug}")
        article = builders.article(slug=slug, title=slug)
        for words in ("Let *me* pass.", "Buy my pills.", "I am a troll.", "I wait."):
            builders.comment(article, people.reader(), body=words, review="pending")
    the_story()


def the_story() -> None:
    builders.article(slug=TOLD, title="Where a troll writes")
    people.reader(email=TROLL, display_name="Tobias the Loud")
    people.reader(email=NEIGHBOUR, display_name="Nelly Neighbour")
    people.moderator(email=MODERATOR, display_name="Mona Who Bans")
    people.moderator(email=COLLEAGUE, display_name="Nora Who Hears")


def address_of(slug: str) -> str:
    """Of the moderator who decides under the article `slug`, with the password of the cast."""
    return f"moderator-{slug}@example.org"
