"""What stands on the stage to be talked about: articles with a few comments each, and people who
can log in to comment on them."""

from accounts.models import User
from archive.models import Article, Comment
from tests import builders, people

ADA, BERTA = "ada@example.org", "berta@example.org"  # with the password of the cast
# An article for each journey, so that none walks into another.
JOURNEYS = (
    "to-write-on",
    "to-write-on-plainly",
    "to-change",
    "to-change-plainly",
    "to-report",
    "to-report-plainly",
    "to-draft-on",
    "to-quote",
    "to-go-through",
    "to-look-at",
)
WAITING = "where-comments-wait"
TO_BEGIN, MANY = "to-begin", "with-many-threads"  # nobody has said anything there; 25 have


def discussions() -> None:
    builders.settings(edit_minutes=120, first_comments_held=1)
    ada = people.reader(email=ADA, display_name="Ada")
    berta = people.reader(email=BERTA, display_name="Berta")
    for slug in JOURNEYS:
        talked_about(builders.article(slug=slug, title=slug.replace("-", " ").capitalize()), berta)
    builders.article(slug=WAITING, title="Where comments wait", premoderated=True)
    builders.article(slug=TO_BEGIN, title="To begin")
    many = builders.article(slug=MANY, title="With many threads")
    for number in range(25):
        builders.comment(many, ada, body=f"Number {number}.")
    edited_by(ada)
    builders.rule("Be civil", text="Speak of what was said, not of who said it.")
    builders.rule("No advertisements", position=1)


def talked_about(article: Article, member: User) -> None:
    """Three comments, the second in answer to the first."""
    words = "It is *doubtful* whether this is so."
    first = builders.comment(article, member, body=words)
    builders.comment(article, member, parent=first, body="And yet it is.\n\nI was there.")
    builders.comment(article, member, body="Another thing altogether.")


def edited_by(member: User) -> None:
    """A comment that says something else by now."""
    article = Article.objects.get(slug="to-look-at")
    comment = builders.comment(article, member, body="It were a mistake.")
    comment.revisions.create(
        body=comment.body,
        body_html=comment.body_html,
        render_version=comment.render_version,
        was_public=True,
        written_at=comment.posted_at,
        replaced_at=comment.posted_at,
    )
    comment.set_body("It *was* a mistake, and I was wrong.")
    comment.edited_at, comment.edition = comment.posted_at, 1
    comment.save()
    assert Comment.objects.filter(edition=1).count() == 1
