"""The description holds of what is answered: an outside checker reads it, asks what it allows and
what it does not, and looks at every answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode

from archive.indexing import index_articles
from archive.models import Comment
from archive.publishing.api.description import description
from config.wsgi import application
from tests import builders, people
from tests.archive.publishing.api.asking import BASE, ask

pytestmark = pytest.mark.django_db
PATHS = sorted(description()["paths"])
ASKED_FOR = [path for path in PATHS if description()["paths"][path]["get"].get("parameters")]
LISTS = [path for path in ASKED_FOR if not path.endswith("}")]  # the index takes nothing at all
EXAMPLES = 12
load_all_checks()
# Beyond its shape, a cursor has to be one that was given out, and a name one that somebody has.
UNKNOWABLE = [CHECKS.get_one("positive_data_acceptance")]


@contextmanager
def one_connection() -> Iterator[None]:
    """As Django's own client, which connects them again: on another nobody sees a test's rows."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


@pytest.fixture
def schema(settings) -> Any:
    settings.API_PER_MINUTE = 1_000_000
    with one_connection():
        found = schemathesis.openapi.from_wsgi(f"{BASE}openapi.json", application)
    found.config.generation.update(with_security_parameters=False)
    return found


@pytest.fixture
def real() -> dict[str, Any]:
    """Rows of every kind; the path parameters that lead to one of each."""
    member = people.reader()
    article = builders.article(
        slug="real",
        outlet=builders.outlet("Real"),
        authors=(builders.author("Real"),),
        topics=(builders.topic("Real"),),
    )
    hidden = builders.comment(article, member, review="removed")
    builders.comment(article, member, parent=hidden)
    builders.captured_comment(article)
    builders.evidence(article, "title")
    builders.withdrawn()
    index_articles([article.pk])
    return {"slug": "real", "number": Comment.objects.public().latest("pk").pk}


def hold(operation: Any, mode: GenerationMode, **found: Any) -> int:
    """Ask what `operation` allows, or in the negative mode does not; how often that was."""
    asked = 0

    @hypothesis.settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode, **found))
    def holds(case: Any) -> None:
        nonlocal asked
        asked += 1
        case.call_and_validate(excluded_checks=UNKNOWABLE)

    with one_connection():
        holds()
    return asked


@pytest.mark.parametrize("path", PATHS)
def test_what_it_allows_is_answered_as_it_says(schema: Any, real: Any, path: str) -> None:
    named = {name: value for name, value in real.items() if f"{{{name}}}" in path}
    address = path.format(**named).removeprefix(BASE)
    assert ask(address, **({"q": "article"} if address == "search" else {}))
    asked = hold(schema[path]["GET"], GenerationMode.POSITIVE, path_parameters=named or None)
    assert asked


@pytest.mark.parametrize("path", LISTS)
def test_what_it_does_not_allow_is_refused_as_it_says(schema: Any, real: Any, path: str) -> None:
    named = {name: value for name, value in real.items() if f"{{{name}}}" in path}
    asked = hold(schema[path]["GET"], GenerationMode.NEGATIVE, path_parameters=named or None)
    assert asked


@pytest.mark.parametrize("path", [path for path in PATHS if "{" in path])
def test_whatever_stands_in_a_path(schema: Any, real: Any, path: str) -> None:
    assert hold(schema[path]["GET"], GenerationMode.POSITIVE)


def test_everything_is_described() -> None:
    told = description()
    assert told["openapi"] == "3.1.0"
    assert len(PATHS) == 13
    for path, operations in told["paths"].items():
        assert list(operations) == ["get"], path
        operation = operations["get"]
        assert operation["summary"]
        assert operation["description"]
        assert {"200", "304", "400", "422", "429", "500"} <= set(operation["responses"])
        assert ("404" in operation["responses"]) == ("{" in path)
        for parameter in operation["parameters"]:
            assert parameter["in"] == "path" or parameter["description"], parameter
    names = [operations["get"]["operationId"] for operations in told["paths"].values()]
    assert len(set(names)) == len(names)
    answers = set(told["components"]["schemas"])
    assert answers == {
        *("Article", "Articles", "Comment", "CommentAuthor", "Comments"),
        *("KnownDate", "Name", "Names", "Problem", "Reference", "Sharing"),
        *("Found", "Index", "Results"),
    }
