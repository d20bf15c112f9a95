"""The rules, one by one: what each finds, and what it lets pass."""

from datetime import timedelta

import pytest

from accounts.models import User
from archive.models import Comment, ListedTerm, MemberPremoderation
from archive.screening.finding import Outcome
from archive.screening.rules.links import links
from archive.screening.rules.listed_domains import listed_domains
from archive.screening.rules.listed_words import listed_words
from archive.screening.rules.premoderation import premoderation
from archive.screening.rules.rejections import rejections
from archive.screening.rules.repeats import repeats
from archive.screening.rules.speed import speed
from archive.text.reading import fingerprint
from tests import builders, people
from tests.archive.screening.drafts import AT, draft

pytestmark = pytest.mark.django_db

LONG = "Everybody should read this page, for it is the best that was ever written about it."


@pytest.fixture
def member() -> User:
    return people.reader()


def said(by: User, **fields: object) -> Comment:
    return builders.comment(builders.article(), by, **({"posted_at": AT} | fields))


@pytest.mark.parametrize(
    ("site", "article", "of_member", "where"),
    [
        (False, False, False, None),
        (True, False, False, "on the site"),
        (False, True, False, "under this article"),
        (False, False, True, "of this member"),
        (True, True, True, "on the site"),
    ],
)
def test_premoderation(
    member: User, site: bool, article: bool, of_member: bool, where: str | None
) -> None:
    if of_member:
        MemberPremoderation.objects.create(member=member)
    found = premoderation(draft(member=member, premoderated=site, of_article=article))
    assert where in found.why if found and where else found is where


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("None.", 0),
        ("[One](https://a.example) and <https://b.example>.", 2),
        ("Written out: https://a.example and www.b.example", 2),
        ("[https://a.example](https://a.example)", 1),
        ("    https://code.example", 1),
        ("a.com/buy b.com/buy c.com/buy, d.com/buy", 4),
        ("Buy at pills.example/now, or at pills.com.", 2),
        ("https://www.a.example/b.com/c", 1),
        ("https://a.example|http://b.example", 2),
        ("Write to me@a.com.", 0),
        ("See README.md, src/main.py/x, e.g.this, v1.2/3, and.or, Node.js/React, 3.5/10.", 0),
    ],
)
def test_links(body: str, count: int) -> None:
    assert draft(body).reading.links == count
    assert not links(draft(body, links_at_once=count))
    if count:
        found = links(draft(body, links_at_once=count - 1))
        assert found
        assert str(count) in found.why


class TestListed:
    def test_the_strongest_of_what_is_found(self) -> None:
        for term, outcome in [("fool", "hold"), ("idiot", "ask"), ("swine", "refuse")]:
            ListedTerm.objects.create(term=term, outcome=outcome)
        assert not listed_words(draft("Fine."))
        found = listed_words(draft("You f-o-o-l."))
        assert found
        assert (found.outcome, found.told) == (Outcome.HOLD, "")
        assert found.why == "Listed: “fool”, written “f-o-o-l”."
        asked = listed_words(draft("You *idi*ot and fool."))
        assert asked
        assert (asked.outcome, asked.why) == (Outcome.ASK, "Listed: “idiot”, “fool”.")
        assert "“idiot”" in asked.told
        assert "fool" not in asked.told
        refused = listed_words(draft("Idiot, ѕwine."))
        assert refused
        assert refused.outcome is Outcome.REFUSE
        assert "“ѕwine”" in refused.told

    @pytest.mark.parametrize(
        ("listed_as", "follows"),
        [("refuse", Outcome.ASK), ("ask", Outcome.ASK), ("hold", Outcome.HOLD)],
    )
    def test_nothing_is_refused_for_letters_that_stand_alone(
        self, listed_as: str, follows: Outcome
    ) -> None:
        """They may be initials, or a formula."""
        ListedTerm.objects.create(term="ass", outcome=listed_as)
        found = listed_words(draft("A. S. S. Byatt has it that a = s * s."))
        assert found
        assert found.outcome is follows

    @pytest.mark.parametrize(
        ("body", "is_found"),
        [
            ("[here](https://SPAM.example/x)", True),
            ("go to sub.spam.example, friend", True),
            ("spam[.]example", True),
            ("[here](http://%73pam.example)", True),
            ("ѕраm.example", True),
            ("me@spam.example", True),
            ("notspam.example", False),
            ("spam.example.org", False),
            ("spam example", False),
        ],
    )
    def test_domains(self, body: str, is_found: bool) -> None:
        ListedTerm.objects.create(kind="domain", term="Spam.Example.", outcome="refuse")
        found = listed_domains(draft(body))
        assert bool(found) is is_found

    def test_each_is_one_query(self, django_assert_num_queries: object) -> None:
        assert callable(django_assert_num_queries)
        for number in range(20):
            ListedTerm.objects.create(term=f"word{number}")
        for rule in (listed_words, listed_domains):
            with django_assert_num_queries(1):
                rule(draft(LONG))


class TestRepeats:
    def posted(self, by: User, body: str = LONG, **fields: object) -> None:
        said(by, body=body, fingerprint=fingerprint(body), **fields)

    def test_whoever_posts_what_two_others_did(self, member: User) -> None:
        self.posted(people.reader())
        assert not repeats(draft(LONG, member=member))
        self.posted(people.reader(), LONG.upper())
        found = repeats(draft(f"**{LONG}**", member=member))
        assert found
        assert "Others" in found.why
        assert not repeats(draft(LONG, member=member, at=AT + timedelta(days=31)))

    def test_whoever_repeats_themselves(self, member: User) -> None:
        self.posted(member)
        self.posted(member, review="rejected")
        found = repeats(draft(LONG, member=member))
        assert found
        assert "The member" in found.why

    def test_what_many_say(self, member: User) -> None:
        for _ in range(5):
            self.posted(people.reader(), "Thank you very much!")
        assert not repeats(draft("Thank you very much!", member=member))

    def test_an_edit_that_leaves_the_words(self, member: User) -> None:
        self.posted(member)
        own = Comment.objects.get()
        for _ in range(3):
            self.posted(people.reader())
        assert not repeats(draft(LONG + "!", member=member, edits=own))


def test_speed(member: User) -> None:
    for second in range(5):
        assert not speed(draft(member=member))
        said(member, posted_at=AT - timedelta(seconds=second))
    assert speed(draft(member=member))
    assert not speed(draft(member=member, at=AT + timedelta(minutes=2)))
    assert not speed(draft(member=people.reader()))


def test_rejections(member: User) -> None:
    for review in ("rejected", "removed", "pending", "pending", "approved"):
        said(member, review=review)
    assert not rejections(draft(member=member))
    said(member, review="rejected")
    found = rejections(draft(member=member))
    assert found
    assert "last 4 comments 3" in found.why
    for _ in range(8):
        said(member)
    assert not rejections(draft(member=member))
