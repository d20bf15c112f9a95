"""What tests of the forms share: somebody who may write, with htmx and without."""

import pytest
from django.test import Client

from accounts.models import User
from archive.models import Article, Comment
from tests import builders, people
from tests.archive.discussion.filling import Tab


@pytest.fixture
def article(db: None) -> Article:
    builders.settings()  # nothing waits
    return builders.article(slug="talked-about", title="Talked about")


@pytest.fixture
def other(article: Article) -> Comment:
    """What somebody else said."""
    return builders.comment(article, people.reader(), body="Said *before*.\n\nTwice.")


@pytest.fixture
def member(db: None) -> User:
    return people.reader()


@pytest.fixture
def own(article: Article, member: User) -> Comment:
    return builders.comment(article, member, body="What I said.")


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def tab(request: pytest.FixtureRequest, member: User) -> Tab:
    """A browser in which `member` is logged in."""
    client = Client(raise_request_exception=False)
    client.force_login(member)
    return Tab(client, request.param)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def stranger(request: pytest.FixtureRequest, db: None) -> Tab:
    """A browser in which nobody is logged in."""
    return Tab(Client(raise_request_exception=False), request.param)
