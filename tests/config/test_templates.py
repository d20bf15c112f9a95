"""The suite itself: a template of ours cannot name what it was not given."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.template import Context, Engine, Origin, Template, engines


@pytest.fixture
def render(tmp_path: Path, settings) -> Callable[[str, str], str]:
    """Render a text as the template it would be in templates/, or elsewhere."""
    settings.BASE_DIR = tmp_path
    engine: Engine = engines["django"].engine

    def render(folder: str, text: str) -> str:
        origin = Origin(str(tmp_path / folder / "page.html"))
        return Template(text, origin=origin, engine=engine).render(Context({"there": "x"}))

    return render


def test_a_missing_name_in_our_templates_fails(render: Callable[[str, str], str]) -> None:
    with pytest.raises(LookupError, match=r"templates/page\.html names gone"):
        render("templates", "{{ there }} {{ gone }}")


def test_a_question_whether_there_is_something_is_allowed(
    render: Callable[[str, str], str],
) -> None:
    assert render("templates", "{{ there }}{% if gone %}y{% endif %}") == "x"


def test_templates_of_others_may_do_as_they_like(render: Callable[[str, str], str]) -> None:
    assert render("elsewhere", "{{ there }}{{ gone }}") == "x"
