"""Before any page of the administration: has this session shown a second factor?"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from accounts.second_factors import door

# Staff are let out, and told where to come in, by an open door and a closed one.
ALWAYS_OPEN = {"login", "logout"}


class StaffDoorMiddleware:
    """Stands before every route of the administration, whoever adds one to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        route = request.resolver_match
        if route is None or "admin" not in route.app_names or route.url_name in ALWAYS_OPEN:
            return None
        if not door.is_guarded(request):
            return None
        if door.is_open(request):
            door.pass_through(request)
            return None
        response = door.turn_away(request)
        add_never_cache_headers(response)
        return response
