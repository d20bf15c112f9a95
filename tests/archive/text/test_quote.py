"""Quoting: what was said stands in the answer as it stood before."""

from archive.text.markdown import render_comment
from archive.text.quote import quoted


def test_every_line_is_quoted_and_the_answer_is_not() -> None:
    source = "First.\n\n- one\n- *two*\n\n> Somebody else’s."
    answer = render_comment(quoted(source) + "No.")
    quotation, _quote, rest = answer.rpartition("</blockquote>")
    assert quotation.removeprefix("<blockquote>\n") == render_comment(source)
    assert rest.strip() == "<p>No.</p>"
