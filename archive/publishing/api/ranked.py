"""Pages of what was ranked: one begins after the place that a hit has among all hits there could
be, so that what is published or hidden meanwhile shifts nothing."""

import json
import math
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from archive.keyset import BadCursor, Page
from archive.search.ranking import Hit

BEST = "best"
Place = tuple[float, bool, int]  # as hits are ordered: the least is the best


def ranked_page(hits: Sequence[Hit], cursor: str, size: int) -> Page:
    """The page of `hits` at `cursor`. Raises BadCursor where it leads nowhere."""
    hits = sorted(hits, key=_place_of)
    if not cursor:
        return _page(hits, 0, size)
    place, backwards = _read(cursor)
    if backwards:
        end = bisect_left(hits, place, key=_place_of)
        page = _page(hits, max(end - size, 0), end)
    else:
        begin = bisect_right(hits, place, key=_place_of)
        page = _page(hits, begin, begin + size)
    return page if page.rows else _beside_nothing(place, backwards=backwards)


def _page(hits: Sequence[Hit], begin: int, end: int) -> Page:
    shown = tuple(hits[begin:end])
    if not shown:
        return Page(())
    return Page(
        shown,
        previous=_cursor(_place_of(shown[0]), backwards=True) if begin else "",
        next=_cursor(_place_of(shown[-1]), backwards=False) if end < len(hits) else "",
    )


def _beside_nothing(place: Place, *, backwards: bool) -> Page:
    """An empty page, with the way back to what stands on the other side of `place`, and to it."""
    score, said, number = place
    way = _cursor((score, said, number - 1 if backwards else number + 1), backwards=not backwards)
    return Page((), next=way) if backwards else Page((), previous=way)


def _place_of(hit: Hit) -> Place:
    return -float(hit.score), hit.comment is not None, -hit.entry


def _cursor(place: Place, *, backwards: bool) -> str:
    text = json.dumps([BEST, backwards, *place], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[Place, bool]:
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        name, backwards, score, said, number = json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadCursor(cursor) from error
    fits = (type(score), type(said), type(number), type(backwards)) == (float, bool, int, bool)
    if not (fits and name == BEST and math.isfinite(score)):
        raise BadCursor(cursor)
    return (score, said, number), backwards
