"""The pattern page shows every component, and needs no database for it."""

from django.test import Client

from archive.pages.patterns import COMPONENTS
from tests.browser.stage import ROOT

SHEETS = ROOT / "static/css/components"


def test_every_component_has_an_example() -> None:
    sheets = {sheet.stem for sheet in SHEETS.glob("*.css")} - {"pattern"}  # the page itself
    assert sheets
    assert sheets == set(COMPONENTS)


def test_every_example_is_shown_in_both_themes() -> None:
    answer = Client().get("/patterns/")
    assert answer.status_code == 200
    html = answer.content.decode()
    for theme in ("light", "dark"):
        assert html.count(f'data-theme="{theme}"') == len(COMPONENTS)
    for name in COMPONENTS:
        assert f">{name}</h2>" in html
    assert '<meta name="robots" content="noindex">' in html


def test_every_component_is_in_the_site_s_sheet() -> None:
    whole = (ROOT / "static/css/site.css").read_text()
    for sheet in SHEETS.glob("*.css"):
        assert f'@import url("components/{sheet.name}");' in whole, sheet.name
