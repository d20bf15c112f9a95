"""What moderators do from the list of comments about those who wrote them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from archive.admin.moderation.decisions import list_without_page
from archive.admin.moderation.member_acting import ask_about


class AuthorActingAdmin(admin.ModelAdmin):
    @admin.action(description=_("Warn who wrote them…"), permissions=["moderate"])
    def warn(self, request: HttpRequest, comments: QuerySet[Any]) -> HttpResponse:
        return _ask(request, "warn", comments)

    @admin.action(description=_("Suspend or ban who wrote them…"), permissions=["moderate"])
    def ban(self, request: HttpRequest, comments: QuerySet[Any]) -> HttpResponse:
        return _ask(request, "ban", comments)

    @admin.action(description=_("Note about who wrote them…"), permissions=["moderate"])
    def note(self, request: HttpRequest, comments: QuerySet[Any]) -> HttpResponse:
        return _ask(request, "note", comments)


def _ask(request: HttpRequest, name: str, comments: QuerySet[Any]) -> HttpResponse:
    rows = comments.exclude(member=None).values_list("member_id", "pk")
    found = dict(rows)
    (only,) = found.values() if len(rows) == 1 else (None,)
    queue = list_without_page(request.GET)
    return ask_about(request, name, sorted(found), only, queue)
