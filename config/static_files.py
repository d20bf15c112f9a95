"""How static files are kept for browsers: named by their content, compressed, and the many style
sheets that people write as the one that a browser asks for.

Twenty sheets are twenty requests before the first paint, most of whose bytes are headers.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import find
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

WHOLE = "css/site.css"
IMPORT = re.compile(r'^@import url\("([\w/-]+\.css)"\);$', re.MULTILINE)


class SiteStorage(CompressedManifestStaticFilesStorage):
    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        if WHOLE in paths and not dry_run:
            self.delete(WHOLE)
            self.save(WHOLE, ContentFile(whole_sheet()))
            paths[WHOLE] = (self, WHOLE)
        yield from super().post_process(paths, dry_run, **options)


def whole_sheet() -> str:
    """The site's style sheet with the sheets that it imports in their places."""
    return IMPORT.sub(lambda line: _text(f"css/{line[1]}"), _text(WHOLE))


def _text(name: str) -> str:
    path = find(name)
    if path is None:
        raise FileNotFoundError(f"{WHOLE} imports {name}, which is not there.")
    return Path(path).read_text(encoding="utf-8")
