"""No leaks: who asked, what they said, what they were told, and lines that are redacted appear to
nobody who may not see them, on no page, in no feed, in nobody's export."""

import pytest
from django.test import Client
from django.urls import reverse

from archive.importing.runs import Run
from archive.models import Article, Comment, ModerationEntry, Redaction, RemovalRequest
from archive.moderating import removals
from archive.moderating.granting import Granting, Way
from tests import builders, people

pytestmark = pytest.mark.django_db

LINE = "The canary-redacted sailor lives at the end of the quay"
REASON = "It named somebody’s street."
ASKED = {
    "name": "canary-asker",
    "email": "canary-of-asker@example.org",
    "words": "canary-words-of-asker",
}
ANSWER = "canary-answer"
SECRETS = ("canary-redacted", "canary-answer", *ASKED.values())
CAPTURE = "\n".join(
    [
        "Ferry service to the islands resumes",
        "",
        *(
            f"On day {day} of the strike, which nobody had expected to last so long, the company's "
            "last ferry stayed in harbour and the islanders waited for the post.\n"
            for day in ("one", "two", "three", "four")
        ),
        LINE,
    ]
)


@pytest.fixture
def article() -> Article:
    """One with a redacted line, one comment removed, and three requests, of which one is open."""
    Run(publish=True).upload("ferry.txt", CAPTURE.encode())
    article = Article.objects.get()
    assert article.document
    last = article.document.line_count
    comment = builders.captured_comment(article, body=LINE, first_line=last, last_line=last)
    for about, way in ((comment, Way.COMMENT), (None, Way.LINES)):
        asked = builders.removal_request(article, about, **ASKED)
        granting = Granting(way, REASON, lines=[[last, last]])
        removals.grant(asked, people.editor(), answer=ANSWER, granting=granting)
    builders.removal_request(article, None, **ASKED)
    return article


def addresses(article: Article) -> list[str]:
    """What links lead to, and what somebody who knows an address would ask for."""
    there = article.get_absolute_url()
    pages = ("", "source/", "comments/", "history/", "removal/", "cite.bib", "cite.json")
    asked = ("source/?version=1", "source/?q=canary-redacted", "source/?lines=1-99")
    comments = [comment.get_absolute_url() for comment in article.comments.all()]
    return ["/", *(there + page for page in (*pages, *asked)), *comments]


def found(pages: dict[str, str]) -> set[str]:
    return {
        secret
        for secret in SECRETS
        for address, page in pages.items()
        if secret in page and secret not in address
    }


def look(client: Client, *there: str) -> dict[str, str]:
    """What stands at these addresses."""
    answers = {address: client.get(address) for address in there}
    assert {answer.status_code for answer in answers.values()} <= {200, 302, 403, 410}
    return {address: answer.content.decode() for address, answer in answers.items()}


@pytest.mark.parametrize("role", ["anonymous", "reader", "moderator", "editor"])
def test_nobody_finds_them_on_the_site(client: Client, article: Article, role: str) -> None:
    person = getattr(people, role)()
    if role != "anonymous":
        client.force_login(person)
    pages = look(client, *addresses(article))
    shown = {"canary-redacted"} if role == "moderator" else set()  # the comment that they decide on
    assert found(pages) == shown
    assert any(REASON in page for page in pages.values())


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("editor", set(SECRETS)),
        # Moderators look at requests, and know nobody's address.
        ("moderator", set(SECRETS) - {ASKED["email"]}),
    ],
)
def test_who_finds_them_in_the_administration(
    client: Client, article: Article, role: str, seen: set[str]
) -> None:
    client.force_login(getattr(people, role)())
    pages = [
        reverse(f"admin:archive_{model._meta.model_name}_{page}", args=[row.pk])
        for model in (RemovalRequest, ModerationEntry, Article, Comment, Redaction)
        for row in model.objects.all()
        for page in ("change", "history")
    ]
    lists = [
        f"/admin/archive/{model}/{asked}"
        for model in ("removalrequest", "moderationentry", "redaction", "sourcedocument")
        for asked in ("", "?q=canary")
    ]
    found_by_address = f"/admin/archive/removalrequest/?q={ASKED['email']}"
    assert found(look(client, *pages, *lists, found_by_address)) == seen


def test_redacted_words_are_not_found_in_the_capture(client: Client, article: Article) -> None:
    asked = {"q": "sailor lives at the end"}
    page = client.get(f"{article.get_absolute_url()}source/", asked).content.decode()
    assert "stands in 0 lines" in page
    assert "lives at the end of the quay" not in page.replace(asked["q"], "")


def test_a_correction_that_took_them_out_does_not_tell_them(
    client: Client, article: Article
) -> None:
    """The history keeps what an article said; not what is redacted in the capture it is from."""
    stays = "A paragraph that was taken out, and may be read."
    said = f"{stays}\n\nThe **canary-redacted** sailor lives at the end of the quay.\n\nThe end."
    change = {"field": "body", "before": said, "after": "The end."}
    article.revisions.create(cause="correction", changes=[change])
    page = client.get(f"{article.get_absolute_url()}history/").content.decode()
    assert stays in page
    assert REASON in page
    assert "canary-redacted" not in page
    assert "end of the quay" not in page
