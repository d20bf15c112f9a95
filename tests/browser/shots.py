"""`make shots`: pictures of the pages at three widths in both themes, in var/shots/, to be looked
at. Beauty has no test."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.stage import PAGES, ROOT, SEED, staged
from tests.conftest import CHROMIUM_ARGS, CHROMIUMS

SHOWN = {name: PAGES[name] for name in ("front", "shelf", "article", "thread", "author", "missing")}
SHOWN |= {name: PAGES[name] for name in ("busy", "comment", "gated", "silent")}
SHOWN |= {name: PAGES[name] for name in ("search", "search-unasked", "like", "feeds", "api")}
SHOWN |= {"source": f"{SEED}source/", "patterns": "/patterns/"}
WIDTHS = (360, 768, 1280)
SHOTS = ROOT / "var/shots"


def main() -> None:
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if chromium is None:
        sys.exit(f"shots need a Chromium (looked for {', '.join(CHROMIUMS)})")
    SHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, staged(Path(folder)) as address:
        taken = take(chromium, address)
    sys.stdout.write(f"{taken} pictures are in {SHOTS.relative_to(ROOT)}/.\n")


def take(chromium: str, address: str) -> int:
    """Every page in every width and theme; returns how many pictures were taken."""
    taken = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        page = browser.new_page(base_url=address)
        for name, path in SHOWN.items():
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(path, wait_until="networkidle")
                page.emulate_media(color_scheme="light")
                page.screenshot(path=SHOTS / f"{name}-{width}-light.png", full_page=True)
                page.emulate_media(color_scheme="dark")
                page.screenshot(path=SHOTS / f"{name}-{width}-dark.png", full_page=True)
                taken += 2
        browser.close()
    return taken


if __name__ == "__main__":
    main()
