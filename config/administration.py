"""Django's administration, entered by the site's own log-in, and without its one page that asks
nobody's permission."""

import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import logout as site_logout
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError, NotSupportedError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

log = logging.getLogger(__name__)

# What comes of a value that neither the calendar nor the database holds.
TOO_LARGE = (OverflowError, DataError)
# Or of words where a number or a moment belongs.
NONSENSE = (*TOO_LARGE, ValueError, TypeError, AttributeError, NotSupportedError)
# The key of any row that a list of the administration shows.
NUMBER = re.compile(r"[0-9]{1,19}")

View = Callable[..., HttpResponseBase]


def answering_nonsense(view: View) -> View:
    """`view`, which leads an address whose query makes no sense to the same page without it, and
    answers 400 where what was sent cannot be kept, or not even be shown again. What fails without
    a query fails as it would have."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not all(map(NUMBER.fullmatch, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("An action was asked for on what no list shows.")
        try:
            response = view(request, *args, **kwargs)
        except NONSENSE as why:
            return _without_query(request, why, refused=isinstance(why, TOO_LARGE))
        try:
            # Here, where it can be answered: Django's lists and forms ask the database as late.
            return response.render() if isinstance(response, TemplateResponse) else response
        except NONSENSE as why:
            return _without_query(request, why, refused=True)

    return answer


def _without_query(request: HttpRequest, why: Exception, *, refused: bool) -> HttpResponse:
    """To the same page; raises `why` where it was not the query's fault, and BadRequest where
    what was posted is `refused`."""
    if request.method == "POST":
        if refused:
            raise BadRequest from why
        raise why
    if not request.GET:
        raise why
    log.warning("%s made no sense to %s", request.GET.urlencode(), request.path, exc_info=why)
    words = _("The address asked for something that cannot be looked up: here is the whole page.")
    messages.warning(request, words)
    return redirect(request.path)


class Administration(AdminSite):
    site_header = site_title = "Postil"

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]
        return super().admin_view(answering_nonsense(view), cacheable)

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One log-in for all, with its limits, second factors and mails."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        return redirect_to_login(wanted)

    @method_decorator(require_POST)
    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        return site_logout(request)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def get_urls(self) -> list[Any]:
        """Ours is found before Django's of the same name, which leads any member of the staff to
        the address of anything: that of a draft, for example, which has its title in it."""
        address = "r/<int:content_type_id>/<path:object_id>/"
        view = self.admin_view(self.on_site)
        return [path(address, view, name="view_on_site"), *super().get_urls()]

    def on_site(self, request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponse:
        """To the page of an object, for those who may view the object here."""
        kind = ContentType.objects.filter(pk=content_type_id).first()
        pages = self._registry.get(kind.model_class()) if kind else None  # type: ignore[arg-type]
        if pages is None or not pages.has_view_permission(request):
            raise Http404
        if pages.get_object(request, object_id) is None:
            raise Http404
        return shortcut(request, content_type_id, object_id)
