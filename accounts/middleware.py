"""What allauth's views leave to be said of their answers."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

ALLAUTH = ("account_", "mfa_", "usersessions_")  # what its routes begin with
LOGGING_OUT = {"account_logout", "admin:logout", "usersessions_end"}


class AccountAnswersMiddleware:
    """No cache keeps the pages of accounts, a refused form is an error, and logging out empties
    what the browser kept of the site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        route = _route(request)
        if route.startswith(ALLAUTH):
            add_never_cache_headers(response)
        if route in LOGGING_OUT and response.status_code < 400 and _has_left(request):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        if _route(request).startswith(ALLAUTH) and response.status_code == 200:
            forms = (response.context_data or {}).values()
            wrong = [form for form in forms if isinstance(form, BaseForm) and form.errors]
            if wrong:
                response.status_code = 422
            waits = [wait_s for form in wrong for wait_s in _waits(form)]
            if waits:
                response.status_code, response.headers["Retry-After"] = 429, str(max(waits))
        return response


def _waits(form: BaseForm) -> list[int]:
    """In seconds, those of the limits that refused `form` (accounts/waiting.py)."""
    errors = [error for errors in form.errors.as_data().values() for error in errors]
    params = [error.params or {} for error in errors]
    return [given["wait_s"] for given in params if "wait_s" in given]


def _has_left(request: HttpRequest) -> bool:
    """Whether they came with a session, by a button, and nobody is logged in any more."""
    came = request.method == "POST" and settings.SESSION_COOKIE_NAME in request.COOKIES
    return came and SESSION_KEY not in request.session


def _route(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
