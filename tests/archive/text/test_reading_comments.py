"""What rules and moderators read of a comment is what its readers will: nothing is hidden there."""

import pytest

from archive.text.plain import plain_text
from archive.text.reading import read


@pytest.mark.parametrize(
    "source", ["::: caption hidden words", "# hidden words", "[a]: https://example.org"]
)
def test_what_means_something_in_an_article_alone_is_read_as_it_stands(source: str) -> None:
    assert read(source).words == source
    assert plain_text(source) == source


def test_a_link_that_is_defined_and_never_made_is_counted_as_written_out() -> None:
    assert read("[a]: https://example.org").bare == 1
