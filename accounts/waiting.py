"""How long whoever did something too often must wait, and how that is said.

allauth's limits are windows that glide: the oldest of the counted has to be as old as the window.
"""

import math
from datetime import datetime

from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import ngettext

IN_HOURS_FROM = 120  # minutes


def try_again(seconds: int) -> str:
    """When, in minutes or in hours, rounded up."""
    minutes = math.ceil(seconds / 60)
    if minutes <= IN_HOURS_FROM:
        words = ngettext(
            "Try again in %(minutes)s minute.", "Try again in %(minutes)s minutes.", minutes
        )
        return words % {"minutes": minutes}
    hours = math.ceil(minutes / 60)
    words = ngettext("Try again in %(hours)s hour.", "Try again in %(hours)s hours.", hours)
    return words % {"hours": hours}


def too_often(words: object, seconds: int) -> ValidationError:
    """What is said in the form that was sent too often: `words`, and when it can be sent again."""
    return ValidationError(
        "%(words)s %(when)s",
        code="rate_limited",
        params={"words": words, "when": try_again(seconds), "wait_s": seconds},
    )


def seconds_left(
    request: HttpRequest, action: str, at: datetime, *, app: str = "allauth.account", key: str = ""
) -> int:
    """Until allauth's limits of `action` let one more through at the earliest, at least one: for
    whoever sends `request`, and for `key`, where a limit counts those."""
    waits = [1]
    for rate in get_rates(app=app, action=action):
        counted_under = get_cache_key(request, app=app, action=action, rate=rate, key=key)
        history = cache.get(counted_under, [])  # seconds since the epoch, the latest first
        if len(history) >= rate.amount:
            waits.append(math.ceil(history[rate.amount - 1] + rate.duration - at.timestamp()))
    return max(waits)
