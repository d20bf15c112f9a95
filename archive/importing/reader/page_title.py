"""A page's own title, such as browsers show: the piece's title and the site's name."""

from .features import key, word_count
from .lines import Line
from .page import Page
from .signatures import PAGE_TITLE_CUT

MOST_SITE_WORDS = 6


def split_site(page: Page, head: Line) -> tuple[str, str]:
    """The title and the site's name in "Title - Site", if other lines also name that site."""
    cuts = list(PAGE_TITLE_CUT.finditer(head.text))
    if not cuts:
        return head.text, ""
    cut = cuts[-1]
    title, site = head.text[: cut.start()].strip(), head.text[cut.end() :].strip()
    if not site or not title or word_count(site) > MOST_SITE_WORDS:
        return head.text, ""
    name, own = key(site), key(title)
    known = any(name and f" {name} " in f" {other} " and own not in other for other in page.keys)
    return (title, site) if known else (head.text, "")
