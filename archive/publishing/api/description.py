"""The API's description of itself (OpenAPI 3.1): ninja's, of parameters and shapes, and what the
door adds to every operation."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from archive.publishing.api.asked import Question, Shelf, Window
from archive.publishing.api.operations import api
from archive.publishing.api.problems import MEDIA_TYPE
from archive.publishing.api.shapes import Problem

PREFIX = "api/v1/"
ABOUT = """\
What anyone may read in this archive, as JSON, with as much of each text as its editors share
(`sharing`); comments are their members' own, and whole. Nothing can be changed here, nobody logs
in, and any page on the web may ask. Lists come in pages: `next` and `previous` are addresses to
follow. What is not known is null."""

PROBLEMS = {
    "NotModified": "What you have is what there is.",
    "Refused": "The address has text that is none (a NUL, or a character that is not Unicode).",
    "NotFound": "Nothing there that anyone may read.",
    "Withdrawn": "It was withdrawn; the sentence says why.",
    "WithdrawnByLaw": "It was withdrawn for a legal reason; the sentence says which.",
    "NotUnderstood": "A parameter was not understood; the sentence names it.",
    "TooLong": "The question takes longer than it may.",
    "Failed": "Something went wrong here.",
    "TooOften": "More requests than one network has in a minute.",
}
EVERYWHERE = {
    "304": "NotModified",
    "400": "Refused",
    "422": "NotUnderstood",
    "429": "TooOften",
    "500": "Failed",
}
WHERE_NAMED = {"404": "NotFound"}
WHERE_SEARCHED = {"503": "TooLong"}
WHERE_WITHDRAWN = {"410": "Withdrawn", "451": "WithdrawnByLaw"}
LIMITED = {
    "Retry-After": "Seconds until you may ask again.",
    "RateLimit": '`"minute";r=0;t=…`: that no requests are left, and for how many seconds.',
    "RateLimit-Policy": '`"minute";q=…;w=60`: how many there are in 60 seconds.',
}
KEPT = {
    "ETag": "Send it back as If-None-Match: 304 says that nothing changed.",
    "Cache-Control": "For how long the answer may be kept.",
    "Access-Control-Allow-Origin": "`*`",
}


@cache
def description() -> dict[str, Any]:
    """The description, made once in each process."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    made["info"] = {"title": "Postil", "version": "1", "description": ABOUT}
    made["servers"] = [{"url": settings.ADDRESS}]
    schemas = made["components"]["schemas"]
    for asked in (Question, Shelf, Window):
        schemas.pop(asked.__name__, None)  # which parameters are, and no answer
    schemas["Problem"] = Problem.model_json_schema()
    made["components"]["headers"] = {
        name: {"description": words, "schema": {"type": "string"}}
        for name, words in (LIMITED | KEPT).items()
    }
    made["components"]["responses"] = {name: _response(name) for name in PROBLEMS}
    for path, operations in made["paths"].items():
        _complete(path, operations["get"])
    return made


def understood(route: str) -> frozenset[str]:
    """The parameters that an address of `route`, as the URLconf has it, may have."""
    path = f"/{PREFIX}{route}".replace("<int:", "{").replace("<", "{").replace(">", "}")
    described = description()["paths"].get(path, {"get": {"parameters": []}})
    found = described["get"]["parameters"]
    return frozenset(entry["name"] for entry in found if entry["in"] == "query")


def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(description(), json_dumps_params={"ensure_ascii": False})


def _complete(path: str, operation: dict[str, Any]) -> None:
    given = operation["responses"].pop(200)
    named = WHERE_NAMED if "{" in path else {}
    withdrawn = WHERE_WITHDRAWN if "/articles/{" in path or "/comments/{" in path else {}
    searched = WHERE_SEARCHED if path.endswith("/search") else {}
    operation["responses"] = {
        "200": {**given, "description": "What was asked for.", "headers": _headers(KEPT)}
    } | {
        status: {"$ref": f"#/components/responses/{name}"}
        for status, name in (EVERYWHERE | named | withdrawn | searched).items()
    }
    name = path.removeprefix(f"/{PREFIX}") or "index"
    operation["operationId"] = name.replace("/", "_").translate(BARE)
    operation["summary"] = operation["description"].partition(".")[0]


BARE = str.maketrans("", "", "{}")


def _response(name: str) -> dict[str, Any]:
    response: dict[str, Any] = {"description": PROBLEMS[name]}
    if name == "NotModified":
        return response | {"headers": _headers(KEPT)}
    if name == "Refused":
        return response | {"content": {"text/plain": {"schema": {"type": "string"}}}}
    schema = {"$ref": "#/components/schemas/Problem"}
    headers = _headers(LIMITED if name == "TooOften" else {})
    return response | {"content": {MEDIA_TYPE: {"schema": schema}}, "headers": headers}


def _headers(names: dict[str, str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
