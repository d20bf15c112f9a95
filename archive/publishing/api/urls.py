"""The API's addresses. No slash ends one, but that of its index."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.utils.translation import gettext as _

from archive.publishing.api.description import openapi, understood
from archive.publishing.api.door import View, door
from archive.publishing.api.operations import api
from archive.publishing.api.problems import NOT_FOUND, Problem, not_found


def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    if rest.endswith("/"):
        raise Problem(NOT_FOUND, _("There is nothing here: no address of these ends in a slash."))
    raise not_found()


def _behind_the_door(route: str, view: View, name: str) -> URLPattern:
    return path(route, door(view, partial(understood, route)), name=f"api_{name}")


def _operations() -> list[URLPattern]:
    patterns: Any = api.urls[0]
    return [
        _behind_the_door(str(one.pattern), one.callback, one.name)
        for one in patterns
        if one.name != "api-root"  # which ninja has for its own page about them
    ]


urlpatterns = [
    *_operations(),
    _behind_the_door("openapi.json", openapi, "description"),
    re_path("^(?P<rest>.*)$", door(nothing), name="api_nothing"),
]
