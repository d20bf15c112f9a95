"""Hosts: what a text names, however it is written."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.hosts import domains_of, folded_host, hosts_in


@pytest.mark.parametrize(
    "words",
    [
        "evil.example",
        "see EVIL.Example.",
        "https://evil.example/path?x=1#y",
        "me@evil.example",
        "еvil.example",
        "ｅｖｉｌ．example",
        "evil。example",
        "evil[.]example",
        "evil(dot)example",
        "ev\u200bil.example",
        "xn--vil-qdd.example",
        "_evil.example_",
    ],
)
def test_one_host_in_many_writings(words: str) -> None:
    assert list(hosts_in(words)) == ["evil.example"]


@pytest.mark.parametrize(
    "words",
    [
        "evil.example-",
        "see evil.example- good",
        "evil.example-.",
        "evil.example--and",
        "evil.example-and",
        "evil.example-.org",
        "look--evil.example",
        "http://evil.example-/",
    ],
)
def test_hyphens_that_belong_to_no_host_hide_none(words: str) -> None:
    assert "evil.example" in list(hosts_in(words))


@pytest.mark.parametrize(
    "words", ["not-evil.example", "evil.example-site.com", "xn--evil.example", "my--evil.com"]
)
def test_hyphens_that_do_make_another(words: str) -> None:
    assert "evil.example" not in list(hosts_in(words))


def test_of_links_too() -> None:
    addresses = ["http://%65vil.example/", "http://bank.example@evil.example"]
    assert list(hosts_in("here", addresses)) == ["evil.example", "bank.example", "evil.example"]


def test_plain_letters_stay_themselves() -> None:
    assert folded_host("Mall.example.") == "mall.example"
    assert folded_host("mail.example") != folded_host("mall.example")


def test_domains_end_at_dots() -> None:
    assert list(domains_of("a.evil.example")) == ["a.evil.example", "evil.example", "example"]
    assert len(list(domains_of("a." * 5000))) <= 20


@given(st.text())
def test_nothing_is_too_odd(text: str) -> None:
    for host in hosts_in(text, [text]):
        assert list(domains_of(host))


@pytest.mark.parametrize("piece", ["a-", "a.", "-", "a", "a--", "a-.", "-.", "a--b."])
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    begun = process_time()
    sum(1 for _host in hosts_in(piece * 10_000))
    assert process_time() - begun < 5  # seconds; it takes a fiftieth of that
