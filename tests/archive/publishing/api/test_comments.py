"""What the API tells of comments: what anyone may read, in its place, and of the rest the place."""

from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.privacy.deletion import bury
from archive.commenting.place import MAX_DEPTH
from archive.models import Article, Comment
from archive.moderating import removals
from archive.moderating.granting import Granting, Way
from tests import builders, people
from tests.archive.publishing.api.asking import ask, pages, refused
from tests.woods import grow

pytestmark = pytest.mark.django_db
HIDDEN: dict[str, dict[str, Any]] = {
    "pending": {"review": "pending"},
    "rejected": {"review": "rejected"},
    "removed": {"review": "removed"},
    "withdrawn": {"withdrawn_at": timezone.now()},
}


@pytest.fixture
def article() -> Article:
    return builders.article(title="Tides")


def test_a_members_comment(article: Article) -> None:
    member = people.reader(display_name="Nora Quay")
    made = builders.comment(article, member, body="I *think* so.")
    told = ask(f"comments/{made.pk}")
    site = settings.ADDRESS
    assert told["url"] == f"{site}/comments/{made.pk}/"
    assert told["article"]["api_url"] == f"{site}/api/v1/articles/tides"
    assert told["author"] == {"name": "Nora Quay", "url": f"{site}/members/{member.public_id}/"}
    assert told["html"] == "<p>I <em>think</em> so.</p>\n"
    assert told["text"] == "I think so."
    assert (told["origin"], told["by_article_author"]) == ("member", False)
    assert (told["parent"], told["depth"], told["hidden"]) == (None, 0, False)
    assert told["posted_at"] is not None
    assert told["edited_at"] is None


def test_a_captured_comment_whose_time_nobody_knows(article: Article) -> None:
    made = builders.captured_comment(article, captured_name="Abe", by_article_author=True)
    unnamed = builders.captured_comment(article, parent=made)
    told = ask(f"comments/{made.pk}")
    assert told["posted_at"] is None
    assert told["author"] == {"name": "Abe", "url": None}
    assert told["by_article_author"] is True
    answer = ask(f"comments/{unnamed.pk}")
    assert answer["author"] == {"name": None, "url": None}
    assert (answer["parent"], answer["depth"]) == (made.pk, 1)


def test_who_left_is_nobody(article: Article) -> None:
    member = people.reader(display_name="Nora Quay")
    made = builders.comment(article, member)
    bury(member, timezone.now())
    told = ask(f"comments/{made.pk}")
    assert told["author"] == {"name": "Deleted member", "url": None}


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_a_thread_comes_whole_and_in_order(article: Article, limit: int) -> None:
    grow(article, [people.reader()], 12)
    in_order = list(article.comments.in_thread_order().values_list("pk", flat=True))
    found = [
        item["id"] for items in pages("articles/tides/comments", limit=limit) for item in items
    ]
    assert found == in_order


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("limit", [1, 2, 100])
def test_a_hidden_comment_is_absent_or_lends_its_place(
    article: Article, state: str, limit: int
) -> None:
    member = people.reader()
    head = builders.comment(article, member)
    gap = builders.comment(article, member, parent=head, body="secret", **HIDDEN[state])
    below = builders.comment(article, member, parent=gap, body="secret", **HIDDEN[state])
    answers = [builders.comment(article, member, parent=below) for _ in range(2)]
    builders.comment(article, member, body="secret", **HIDDEN[state])
    last = builders.comment(article, member)
    found = list(pages("articles/tides/comments", limit=limit))
    items = [item for items in found for item in items]
    ids = [head.pk, gap.pk, below.pk, *(answer.pk for answer in answers), last.pk]
    assert [item["id"] for item in items] == ids
    assert [item["hidden"] for item in items] == [False, True, True, False, False, False]
    assert [item["parent"] for item in items] == [None, head.pk, gap.pk, below.pk, below.pk, None]
    assert "secret" not in str(items)
    for field in ("author", "html", "text", "posted_at", "origin"):
        assert items[1][field] is None
    assert ask(f"comments/{gap.pk}") == items[1]


def test_going_back_shows_the_same_places(article: Article) -> None:
    member = people.reader()
    builders.comment(article, member)
    gap = builders.comment(article, member, **HIDDEN["removed"])
    builders.comment(article, member, parent=gap)
    first = ask("articles/tides/comments", limit=1)
    second = ask(first["next"])
    assert [item["hidden"] for item in second["items"]] == [True, False]
    assert ask(second["previous"])["items"] == first["items"]


def test_deeper_than_a_thread_nests(article: Article) -> None:
    """Where places line up, what answers a comment that nobody may read answers nobody known."""
    member = people.reader()
    made = [builders.comment(article, member)]
    for _ in range(MAX_DEPTH + 2):
        made.append(builders.comment(article, member, parent=made[-1]))
    Comment.objects.filter(pk=made[-2].pk).update(review="removed")
    items = [item for page in pages("articles/tides/comments", limit=100) for item in page]
    assert items[-1]["id"] == made[-1].pk
    assert items[-1]["depth"] == MAX_DEPTH
    assert items[-1]["parent"] is None
    assert items[-2]["parent"] == made[-4].pk


@pytest.mark.parametrize("state", HIDDEN)
def test_a_hidden_comment_alone_is_not_there(article: Article, state: str) -> None:
    made = builders.comment(article, people.reader(), **HIDDEN[state])
    assert refused(f"comments/{made.pk}", 404) == refused("comments/0", 404)
    assert ask("comments")["items"] == []


@pytest.mark.parametrize(("ground", "status"), [("editorial", 410), ("legal", 451)])
def test_a_captured_comment_that_was_removed_because_somebody_asked(
    article: Article, ground: str, status: int
) -> None:
    builders.document(article, "A title\n\nSecret words")
    made = builders.captured_comment(article, first_line=3, last_line=3, body="Secret words")
    asked = builders.removal_request(article, made)
    granting = Granting(Way.COMMENT, "It named a street.", ground, ())
    removals.grant(asked, people.editor(), answer="It is gone.", granting=granting)
    assert refused(f"comments/{made.pk}", status).endswith(": It named a street.")
    assert ask(f"articles/{article.slug}/comments")["items"] == []


def test_comments_go_with_their_article() -> None:
    member = people.reader()
    for hidden, status in ((builders.draft(), 404), (builders.withdrawn(), 410)):
        made = builders.comment(hidden, member)
        assert made in Comment.objects.public()
        assert refused(f"comments/{made.pk}", status)
    law = builders.comment(builders.withdrawn(ground="legal"), member)
    assert refused(f"comments/{law.pk}", 451)
    assert ask("comments")["items"] == []


def test_the_newest_come_first(article: Article) -> None:
    member = people.reader()
    made = [builders.comment(article, member) for _ in range(3)]
    made.append(builders.captured_comment(article))
    found = [item["id"] for items in pages("comments", limit=2) for item in items]
    assert found == [comment.pk for comment in reversed(made)]
