"""The article page: who may open it, and what it says."""

from datetime import date

import pytest
from django.test import Client

from archive.models import Article, Evidence
from tests import builders, people

pytestmark = pytest.mark.django_db


def read(client: Client, article: Article, status: int = 200) -> str:
    response = client.get(article.get_absolute_url())
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_article_with_everything(client: Client) -> None:
    article = builders.article(
        title="Low water",
        dek="What the harbour knew.",
        body="A *first* paragraph.",
        key_points=["It was cold."],
        outlet=builders.outlet("Harbour Post"),
        original_outlet=builders.outlet("Tide Table"),
        authors=(builders.author("Ada Quill"), builders.author("Ben Rook")),
        topics=(builders.topic("Tides"),),
        image_credits="Photograph: the harbour master.",
        rights="All rights reserved by the Tide Table.",
        language="de",
        **builders.on(date(2021, 12, 15)),
    )
    builders.document(article)
    builders.citation(article, outlet=builders.outlet("Gull Gazette"), lines=[[3, 3], [5, 6]])
    builders.evidence(article, "title", value="Low water", lines=[[1, 1], [4, 6]])
    page = read(client, article)
    for words in (
        "What the harbour knew.",
        "A <em>first</em> paragraph.",
        "It was cold.",
        "Harbour Post",
        "Tide Table",
        "Ada Quill",
        "Ben Rook",
        "Tides",
        "Photograph: the harbour master.",
        "All rights reserved by the Tide Table.",
        "Gull Gazette",
        "lines 3, 5–6",
        "lines 1, 4–6",
        '<time datetime="2021-12-15">15 December 2021</time>',
        'lang="de"',
        "German",
    ):
        assert words in page


def test_what_is_unknown_is_said_to_be(client: Client) -> None:
    article = builders.article(language="")
    builders.document(article)
    page = read(client, article)
    assert "Author not stated in the capture" in page
    assert page.count("not stated in the capture") == 4


def test_basis_stands_beside_what_no_line_states(client: Client) -> None:
    article = builders.article(**builders.dated("not_before", date(2025, 1, 20), None))
    fact = "The inauguration was on 20 January 2025."
    builders.evidence(article, "date", basis="editorial", fact=fact, document=None, lines=[])
    page = read(client, article)
    assert 'not before 20 January 2025</span> <span class="basis">editorial</span>' in page
    assert fact in page


def test_cited_people_are_not_authors(client: Client) -> None:
    article = builders.article()
    builders.citation(article, author=builders.author("Cited Person"))
    response = client.get(article.get_absolute_url())
    assert "Cited Person" in response.content.decode()
    assert response.context["page"].authors == ()


def test_citation_leads_to_a_piece_held_here_once_that_is_public(client: Client) -> None:
    target = builders.draft(title="Held")
    article = builders.article()
    builders.citation(article, title="Held", target=target)
    assert target.get_absolute_url() not in read(client, article)
    Article.objects.filter(pk=target.pk).update(state=Article.State.PUBLISHED)
    assert target.get_absolute_url() in read(client, article)


def test_republication_leads_to_the_original_once_that_is_public(client: Client) -> None:
    original = builders.draft(title="First")
    article = builders.article(republication_of=original)
    article.evidence.create(field="republication_of", basis="editorial", fact="They are alike.")
    page = read(client, article)
    for words in (original.get_absolute_url(), "First</a>", "They are alike", "Republi"):
        assert words not in page
    Article.objects.filter(pk=original.pk).update(state=Article.State.PUBLISHED)
    page = read(client, article)
    for words in (original.get_absolute_url(), "First</a>", "They are alike", "Republished from"):
        assert words in page


def test_an_original_leads_to_its_republications_that_are_public(client: Client) -> None:
    original = builders.article()
    assert "Republished" not in read(client, original)
    outlet = builders.outlet("The Island Post")
    seen = builders.article(title="Seen", outlet=outlet, republication_of=original)
    nowhere = builders.article(title="From nowhere", republication_of=original)
    hidden = [
        make(title="Hidden", republication_of=original)
        for make in (builders.draft, builders.withdrawn)
    ]
    page = read(client, original)
    assert page.index(seen.get_absolute_url()) < page.index(nowhere.get_absolute_url())
    assert "<bdi>The Island Post</bdi>:" in page
    assert "Hidden" not in page
    assert not any(article.get_absolute_url() in page for article in hidden)
    Article.objects.filter(title="Hidden").update(state=Article.State.PUBLISHED)
    assert read(client, original).count(">Hidden</a>") == 2


def test_says_how_many_republications_it_leaves_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = builders.article()
    for number in range(5):
        builders.article(title=f"Copy {number}", republication_of=original)
    assert " more</dd>" not in read(client, original)
    monkeypatch.setattr("archive.pages.republications.MOST", 3)
    page = read(client, original)
    assert "<dd>and 2 more</dd>" in page
    assert page[page.index("Republished</dt>") : page.index("and 2 more")].count(">Copy ") == 3


@pytest.mark.parametrize("person", people.CAST)
def test_draft_is_there_for_editors_only(client: Client, person) -> None:
    article = builders.draft(
        title="Secret", authors=(builders.author("Hidden"),), outlet=builders.outlet("Nowhere")
    )
    user = person()
    if user.is_authenticated:
        client.force_login(user)
    if person in (people.editor, people.admin):
        page = read(client, article)
        assert "This is a draft" in page
        assert "Hidden" in page
        assert "/authors/hidden/" not in page  # that page is not there yet
    else:
        assert "Secret" not in read(client, article, status=404)


@pytest.mark.parametrize(("ground", "status"), [("editorial", 410), ("legal", 451)])
@pytest.mark.parametrize("person", [people.anonymous, people.editor])
def test_withdrawn_article_leaves_when_and_why(
    client: Client, ground: str, status: int, person
) -> None:
    article = builders.withdrawn(
        ground=ground,
        title="Gone",
        dek="The dek",
        body="The words",
        rights="The rights",
        key_points=["The point"],
        outlet=builders.outlet("The outlet"),
        authors=(builders.author("The author"),),
        withdrawal_reason="Because <it> had to.",
    )
    builders.captured_comment(article, body="The comment")
    if person is people.editor:
        client.force_login(person())
    page = read(client, article, status)
    for words in ("Because &lt;it&gt; had to.", f"{article.withdrawn_at:%B %Y}"):
        assert words in page
    # What the law wants gone may be in the title, too.
    assert ("Gone" in page) is (ground == "editorial")
    for part in ("dek", "words", "rights", "point", "outlet", "author", "comment"):
        assert f"The {part}" not in page


def test_withdrawn_and_draft_are_in_no_list(client: Client) -> None:
    builders.withdrawn(title="Gone", topics=(builders.topic("Tides"),))
    builders.draft(title="Secret", topics=(builders.topic("Tides"),))
    builders.article(title="Seen", topics=(builders.topic("Tides"),))
    for address in ("/", "/articles/", "/articles/?topic=tides", "/topics/", "/topics/tides/"):
        page = client.get(address).content.decode()
        assert "Gone" not in page
        assert "Secret" not in page
    assert "Tides (1)" in client.get("/articles/").content.decode()
    assert "Seen" in client.get("/topics/tides/").content.decode()


def test_comments_say_where_they_are_from_and_whom_they_answer(client: Client) -> None:
    article = builders.article()
    first = builders.captured_comment(article, body="A *first* word.")
    reply = builders.captured_comment(
        article, parent=first, by_article_author=True, captured_name="A. Quill"
    )
    builders.captured_comment(article, by_article_author=True)
    for field in ("parent", "by_article_author"):
        builders.evidence(
            reply, field, basis="inferred", source=Evidence.Source.CATALOGUE, lines=[[2, 2]]
        )
    builders.comment(article, people.reader(display_name="Member <b>"), parent=first)
    page = read(client, article)
    assert "A <em>first</em> word." in page
    assert page.count("from the original page") == 3
    assert page.count("unnamed reader") == 3  # the first, and in each reply to it
    assert page.count("the article’s author") == 2
    assert page.count(f'href="#comment-{first.pk}"') == 2
    assert page.count('<span class="basis">inferred</span>') == 2
    assert "Member &lt;b&gt;" in page


@pytest.mark.parametrize("review", ["pending", "rejected", "removed"])
def test_comments_that_are_not_public_are_not_there(client: Client, review: str) -> None:
    article = builders.article()
    hidden = builders.captured_comment(article, review=review, body="Hidden words")
    builders.captured_comment(article, parent=hidden, body="Words in reply")
    builders.captured_comment(
        article, body="Withdrawn words", withdrawn_at=article.added_at, captured_name="Gone"
    )
    assert article.comments.count() == 3
    response = client.get(article.get_absolute_url())
    page = response.content.decode()
    assert "Words in reply" in page
    assert "A comment that is not shown." in page
    for words in ("Hidden words", "Withdrawn words", "Gone"):
        assert words not in page
    assert response.context["page"].commentary.total == 1


def test_markup_of_strangers_stays_text(client: Client) -> None:
    payload = "<script>alert(1)</script>"
    article = builders.article(
        title=payload, dek=payload, body=payload, rights=payload, key_points=[payload]
    )
    builders.captured_comment(article, body=payload, captured_name=payload)
    builders.citation(article, title=payload, outlet=builders.outlet(payload))
    builders.evidence(article, "title", value=payload)
    page = read(client, article)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
