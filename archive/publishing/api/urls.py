"""The API's addresses. No slash ends one."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from archive.publishing.api.description import openapi, understood
from archive.publishing.api.door import View, door
from archive.publishing.api.operations import api
from archive.publishing.api.problems import not_found


def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    raise not_found()


def _behind_the_door(route: str, view: View, name: str, *, how: Any = path) -> URLPattern:
    found: URLPattern = how(route, door(view, partial(understood, route)), name=f"api_{name}")
    return found


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
    _behind_the_door("^(?P<rest>.*)$", nothing, "nothing", how=re_path),
]
