"""What stands on the stage to be decided about, and who decides."""

from tests import builders, people

MODERATOR = "moderator@example.org"  # with the password of the cast
# An article for each journey, so that none walks into another.
WITH_SCRIPTS, WITHOUT_SCRIPTS = "to-decide-on", "to-moderate-plainly"


def moderation() -> None:
    people.moderator(email=MODERATOR, display_name="Mona")
    for slug in (WITH_SCRIPTS, WITHOUT_SCRIPTS):
        article = builders.article(slug=slug, title=slug)
        for words in ("Let *me* pass.", "Buy my pills."):
            builders.comment(article, people.reader(), body=words, review="pending")
