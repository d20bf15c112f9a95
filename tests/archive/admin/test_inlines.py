"""Authors and citations, corrected with their article."""

from typing import Any

import pytest
from django.test import Client

from archive.models import Article
from tests import builders
from tests.archive.admin.form import change_url, fields

pytestmark = pytest.mark.django_db

BASIS = "Say what your change rests on"


@pytest.fixture
def citing(article: Article) -> Article:
    builders.citation(article, title="A piece", lines=[[3, 3], [5, 6]])
    return article


def complaints(answer: Any, prefix: str) -> str:
    """What the page says at one of its inlines."""
    (inline,) = (
        inline.formset
        for inline in answer.context["inline_admin_formsets"]
        if inline.formset.prefix == prefix
    )
    return f"{inline.non_form_errors()} {inline.errors}"


def test_lines_are_shown_as_they_are_typed(editor_client: Client, citing: Article) -> None:
    assert 'value="3, 5-6"' in editor_client.get(change_url(citing)).content.decode()


def test_lines_of_a_citation_are_stored_in_order(editor_client: Client, citing: Article) -> None:
    answer = editor_client.post(
        change_url(citing), fields(citing, **{"citations-0-lines": "9, 5-6, 7"}, evidence_fact="f")
    )
    assert answer.status_code == 302
    citation = citing.citations.get()
    assert citation.lines == [[5, 7], [9, 9]]
    assert citation.document == citing.document


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('{"a":1}', "is no line or range"),
        ("[[1]]", "is no line or range"),
        ('[["x", 99999]]', "is no line or range"),
        ("99", "The capture has 11 lines"),
        ("99, 1", "The capture has 11 lines"),
    ],
)
def test_lines_that_are_none_are_refused_in_place(
    editor_client: Client, citing: Article, lines: str, words: str
) -> None:
    answer = editor_client.post(
        change_url(citing), fields(citing, **{"citations-0-lines": lines}, evidence_fact="f")
    )
    assert answer.status_code == 200
    assert words in complaints(answer, "citations")
    assert citing.citations.get().lines == [[3, 3], [5, 6]]
    assert Client().get(citing.get_absolute_url()).status_code == 200


def test_a_citation_of_an_article_without_a_capture_has_no_lines(editor_client: Client) -> None:
    by_hand = builders.article()
    citation = builders.citation(by_hand, title="A piece", lines=[])
    row = fields(by_hand, **{"citations-0-lines": "1"})
    answer = editor_client.post(change_url(by_hand), row)
    assert "There is no capture" in complaints(answer, "citations")
    row["citations-0-lines"] = ""
    row["citations-0-title"] = "Another piece"
    assert editor_client.post(change_url(by_hand), row).status_code == 302
    citation.refresh_from_db()
    assert citation.title == "Another piece"


@pytest.mark.parametrize(
    ("changed", "fact"),
    [
        ({"bylines-0-author": "new"}, "authors"),
        ({"bylines-0-DELETE": "on"}, "authors"),
        ({"citations-0-title": "Another piece"}, "citations"),
    ],
)
def test_authors_and_citations_need_a_basis_as_other_facts_do(
    editor_client: Client, citing: Article, changed: dict[str, str], fact: str
) -> None:
    if "new" in changed.values():
        changed = dict.fromkeys(changed, str(builders.author("Ann Other").pk))
    row = fields(citing, **changed)
    answer = editor_client.post(change_url(citing), row)
    assert answer.status_code == 200
    inline = "bylines" if fact == "authors" else fact
    assert BASIS in complaints(answer, inline)
    for name, value in changed.items():
        assert f'name="{name}"' in answer.content.decode()
        assert value in answer.content.decode()
    assert not citing.evidence.filter(field=fact, source="editor").exists()

    answer = editor_client.post(change_url(citing), row | {"evidence_lines": "3"})
    assert answer.status_code == 302
    assert citing.evidence.get(field=fact).lines == [[3, 3]]
    assert not citing.evidence.exclude(field=fact).filter(source="editor").exists()


def test_saving_them_untouched_corrects_nothing(editor_client: Client, citing: Article) -> None:
    before = list(citing.evidence.values())
    assert editor_client.post(change_url(citing), fields(citing)).status_code == 302
    assert list(citing.evidence.values()) == before
