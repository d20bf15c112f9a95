"""What no page could ever use is refused at the edge, in plain words and before any page runs.

A NUL that reaches PostgreSQL is an error there, and text that is not UTF-8 can hold characters
(lone surrogates) that no database takes: without this each would be a 500 somewhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.utils.http import parse_header_parameters

NOT_UTF8 = "text/plain; charset=not-utf-8"


class EdgeMiddleware:
    """Answers 400 to text that is not plain UTF-8 and 413 to a body over the limit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return refusal(request) or self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_arguments: object
    ) -> HttpResponse | None:
        """Refuse the fields of a form, unless its view keeps what was typed and says so itself."""
        if getattr(view, "checks_its_text", False):
            return None
        fault = _fault(_fields(request.POST))
        return _say(400, fault) if fault else None


def readable(content_type: str) -> str:
    """The Content-Type as given, or one that Django can read and this middleware refuses.

    Django decodes the query string as the header's charset while it still builds the request,
    where no middleware can help: "charset=rot13" is an error there.
    """
    try:
        _, params = parse_header_parameters(content_type)
    except (ValueError, LookupError):
        return NOT_UTF8
    return content_type if _is_utf8(params) else NOT_UTF8


def _is_utf8(params: Mapping[str, str]) -> bool:
    return params.get("charset", "utf-8").lower() == "utf-8"


def refusal(request: HttpRequest) -> HttpResponse | None:
    """Why this request goes no further, or None."""
    if _length(request) > settings.UPLOAD_LIMIT:
        return _say(413, "This is larger than this site accepts.")
    if not _is_utf8(request.content_params or {}):
        return _say(400, "Please send text as UTF-8.")
    try:
        fault = _fault(_texts(request))
    except RequestDataTooBig:
        return _say(413, "This is longer than this site accepts.")
    except (UnreadablePostError, LookupError, UnicodeError):
        fault = "This form did not arrive whole. Please send it again."
    return _say(400, fault) if fault else None


def _fault(texts: Iterable[str]) -> str | None:
    text = "".join(texts)
    if "\0" in text:
        return "This request holds a NUL character, which no text here can have."
    try:
        text.encode()
    except UnicodeEncodeError:
        return "This request holds a character that is not valid Unicode."
    return None


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0  # Django reads no body then


def _texts(request: HttpRequest) -> Iterator[str]:
    """Every text of a request that can end in a query, but for the fields of its form: path,
    cookies, address, file names."""
    yield request.path
    for name, value in request.COOKIES.items():
        yield from (name, value)
    yield from _fields(request.GET)
    for field, files in request.FILES.lists():
        yield from (field, *(file.name or "" for file in files))


def _fields(fields: QueryDict) -> Iterator[str]:
    for name, values in fields.lists():
        yield from (name, *(str(value) for value in values))


def _say(status: int, words: str) -> HttpResponse:
    return HttpResponse(
        words + "\n",
        status=status,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )
