"""Sharing: no more of a text is passed on than its editors chose."""

import pytest

from archive.models import Article, Sharing, SiteSettings
from archive.publishing.sharing import EXCERPT_LENGTH, passed_on, sharing_of
from archive.web import absolute

FULL, EXCERPT, LINK = Sharing.FULL, Sharing.EXCERPT, Sharing.LINK

BODY = """# The tide

Salt & <b>sand</b> on the [pier](https://a.example/?a=1&b=2), and *wind*.

- one
- two
"""


def article(**fields: str) -> Article:
    made = Article(title="Tide", **fields)
    made.set_body(fields.get("body", BODY))
    return made


@pytest.mark.parametrize(
    ("own", "site", "level"),
    [
        ("", FULL, FULL),
        ("", EXCERPT, EXCERPT),
        ("", LINK, LINK),
        (FULL, LINK, FULL),
        (LINK, FULL, LINK),
        (EXCERPT, FULL, EXCERPT),
    ],
)
def test_an_article_s_own_choice_goes_before_the_site_s(own: str, site: str, level: str) -> None:
    assert sharing_of(Article(sharing=own), SiteSettings(sharing=site)) == level


def test_until_somebody_decides_an_excerpt_is_passed_on() -> None:
    assert passed_on(article(), SiteSettings()).level == EXCERPT


def test_the_whole_text_is_passed_on_as_it_was_rendered() -> None:
    whole = article(sharing=FULL, dek="In short.")
    passed = passed_on(whole, SiteSettings())
    assert passed.html == whole.body_html
    assert passed.words == "The tide\nSalt & <b>sand</b> on the pier, and wind.\none two"


@pytest.mark.parametrize(
    ("dek", "words"),
    [
        ("In <short> & sweet.", "In <short> & sweet."),
        ("", "The tide Salt & <b>sand</b>…"),
    ],
)
def test_an_excerpt_is_the_dek_or_how_the_text_begins(dek: str, words: str) -> None:
    passed = passed_on(article(sharing=EXCERPT, dek=dek), SiteSettings())
    assert passed.words == words
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert passed.html == f"<p>{escaped}</p>"


def test_an_excerpt_is_short_however_long_the_text_and_the_dek() -> None:
    long = "word " * 2_000
    for made in (article(body=long), article(body="\n\n".join(["a line"] * 900), dek=long)):
        assert len(made.body) > EXCERPT_LENGTH < len(long)
        for level in (EXCERPT, FULL):
            made.sharing = level
            gist = passed_on(made, SiteSettings()).gist
            assert 0 < len(gist) <= EXCERPT_LENGTH + 1  # the ellipsis


@pytest.mark.parametrize(
    ("dek", "body", "words"),
    [
        ("", "A whole poem\n\nin three short\n\nlines", "A whole poem in…"),
        ("A whole poem in three short lines", "", "A whole poem in…"),
        ("Three lines", "A whole poem\n\nin three short\n\nlines", "Three lines"),
    ],
)
def test_an_excerpt_is_at_most_half_of_what_is_held(dek: str, body: str, words: str) -> None:
    passed = passed_on(article(sharing=EXCERPT, dek=dek, body=body), SiteSettings())
    assert passed.words == words
    whole = passed_on(article(sharing=FULL, dek=dek, body=body), SiteSettings())
    assert whole.gist == (dek or " ".join(body.split()))
    assert len(passed.words) <= len(" ".join([dek, *body.split()])) / 2


def test_nothing_but_a_link_has_no_words() -> None:
    passed = passed_on(article(sharing=LINK, dek="In short."), SiteSettings(sharing=FULL))
    assert (passed.level, passed.html, passed.words, passed.gist) == (LINK, "", "", "")


@pytest.mark.parametrize("level", Sharing.values)
def test_a_text_that_was_not_captured_is_passed_on_as_nothing(level: str) -> None:
    passed = passed_on(article(sharing=level, body=""), SiteSettings())
    assert (passed.html, passed.words) == ("", "")


def test_the_site_has_one_address_in_public(settings: object) -> None:
    settings.ADDRESS = "https://archive.example.org"  # type: ignore[attr-defined]
    assert absolute("/articles/a/") == "https://archive.example.org/articles/a/"
