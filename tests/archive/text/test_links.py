"""Links in what anybody wrote: to a place on the web, or to a letter box; nothing else."""

import pytest

from archive.text.addresses import is_web_address
from archive.text.markdown import render_article, render_comment

GOOD = [
    "https://example.org",
    "http://example.org/a/path?and=a#part",
    "HTTPS://example.org/",
    "https://example.org:8443/",
    "https://[::1]/",
    "https://xn--bcher-kva.example/",
]
BAD = [
    "http:evil",
    "https:/admin/logout/",
    "https:///admin/",
    "https://",
    "https://:80/",
    "https://[::1/",
    "https:\\\\example.org",
    "https://\\example.org",
    "//example.org/",
    "/admin/",
    "admin",
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://example.org/",
    "https://exa mple.org/",
    "https://example.org/a\nb",
    " https://example.org/",
    "",
]


@pytest.mark.parametrize("address", GOOD)
def test_an_address_on_the_web(address: str) -> None:
    assert is_web_address(address)
    assert f'href="{address}"' in render_comment(f"[words]({address})")


@pytest.mark.parametrize("address", BAD)
def test_no_address_on_the_web(address: str) -> None:
    assert not is_web_address(address)
    if address == address.strip() and "\n" not in address:
        html = render_comment(f"[words]({address})") + "".join(render_article(f"<{address}>"))
        assert "href" not in html


def test_a_letter_box() -> None:
    assert 'href="mailto:a@example.org"' in render_comment("[words](mailto:a@example.org)")
    assert "href" not in render_comment("[words](mailto:)")
