"""What rules and moderators read of a comment is what its readers will: nothing is hidden there."""

from time import process_time

import pytest
from django.conf import settings

from archive.text.plain import plain_text
from archive.text.reading import read
from tests.archive.text.listing import ordinary


@pytest.mark.parametrize(
    "source", ["::: caption hidden words", "# hidden words", "[a]: https://example.org"]
)
def test_what_means_something_in_an_article_alone_is_read_as_it_stands(source: str) -> None:
    assert read(source).words == source
    assert plain_text(source) == source


def test_a_link_that_is_defined_and_never_made_is_counted_as_written_out() -> None:
    assert read("[a]: https://example.org").bare == 1


def test_ordinary_sentences_hold_no_links_but_those_they_hold() -> None:
    linked = {sentence for sentence in ordinary() if read(sentence).links}
    assert {sentence for sentence in linked if "http" not in sentence} == set()


def test_captures_hold_few() -> None:
    captures = sorted((settings.BASE_DIR / "seeds").glob("*.txt"))
    lines = [line for path in captures for line in path.read_text(encoding="utf-8").splitlines()]
    named = [line for line in lines if "http" not in line and read(line).bare]
    assert len(lines) > 100
    assert len(named) <= len(lines) / 100, named


@pytest.mark.parametrize("piece", ["a.", "a-", "a/", "a.b/", "www.", "a.com", "http://"])
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    begun = process_time()
    assert read(piece * 2_000).words
    assert process_time() - begun < 5  # seconds; it takes a hundredth of that
