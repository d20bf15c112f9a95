"""`make lighthouse`: what Lighthouse 12 scores the pages a reader meets first, on its desktop
profile. The scores are printed and kept, never asserted: a busy machine is a slow one."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.browser.stage import PAGES, ROOT, staged
from tests.conftest import CHROMIUM_ARGS, CHROMIUMS

MEASURED = ("front", "shelf", "article")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "cumulative-layout-shift")
REPORTS = ROOT / "var/lighthouse"


def main() -> None:
    REPORTS.mkdir(parents=True, exist_ok=True)
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if chromium is None:
        sys.exit(f"lighthouse needs a Chromium (looked for {', '.join(CHROMIUMS)})")
    with tempfile.TemporaryDirectory() as folder, staged(Path(folder)) as address:
        for name in MEASURED:
            report = measured(chromium, address + PAGES[name], REPORTS / f"{name}.json")
            scores = [f"{c['title']} {c['score'] * 100:.0f}" for c in report["categories"].values()]
            times = [report["audits"][audit]["displayValue"] for audit in TIMES]
            say(f"{name}: {', '.join(scores)} (paint {times[0]} and {times[1]}, shift {times[2]})")
            for audit in report["audits"].values():
                if audit["score"] == 0 and audit["scoreDisplayMode"] == "binary":
                    say(f"    {audit['title']}")
    say(f"The reports are in {REPORTS.relative_to(ROOT)}/.")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def measured(chromium: str, address: str, report: Path) -> dict[str, Any]:
    """Lighthouse's report on the page at `address`."""
    command = ["node_modules/.bin/lighthouse", address, "--preset=desktop", "--quiet"]
    flags = " ".join(["--headless=new", *CHROMIUM_ARGS])
    options = [f"--chrome-flags={flags}", "--output=json", f"--output-path={report}"]
    subprocess.run(
        [*command, *options, "--no-enable-error-reporting"],
        cwd=ROOT,
        env=os.environ | {"CHROME_PATH": chromium},
        check=True,
    )
    read: dict[str, Any] = json.loads(report.read_text())
    return read


if __name__ == "__main__":
    main()
