"""Who may open and read what: every person × every state."""

from collections.abc import Callable

import pytest

from archive import policies
from archive.models import Article
from tests import builders, people

pytestmark = pytest.mark.django_db

ANYONE = people.CAST
EDITORS = (people.editor, people.admin)
NOBODY: tuple[Callable, ...] = ()

TABLE = [
    # made by            may open  may read  may see it elsewhere, as in the administration
    (builders.article, ANYONE, ANYONE, ANYONE),
    (builders.draft, EDITORS, EDITORS, EDITORS),
    (builders.withdrawn, ANYONE, NOBODY, EDITORS),
]


@pytest.mark.parametrize("person", people.CAST)
@pytest.mark.parametrize(("make", "open_to", "read_by", "seen_by"), TABLE)
def test_open_and_read(
    person: Callable, make: Callable, open_to: tuple, read_by: tuple, seen_by: tuple
) -> None:
    user, article = person(), make()
    assert policies.may_open(user, article) is (person in open_to)
    assert policies.may_read(user, article) is (person in read_by)
    assert Article.objects.visible_to(user).exists() is (person in seen_by)


@pytest.mark.parametrize("person", people.CAST)
def test_edit(person: Callable) -> None:
    assert policies.may_edit(person()) is (person in EDITORS)
