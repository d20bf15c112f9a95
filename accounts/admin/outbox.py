"""The outbox, as administrators see it: what waits, what was sent, what was given up, and why."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import outbox
from accounts.admin.narrowing import NarrowedByItsFilters
from accounts.models import OutboxMessage
from accounts.models.outbox_message import OutboxQuerySet

SHOWN_OF_ERROR = 80  # in the list; a mail's own page has all of it


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("waiting", _("waiting")), ("sent", _("sent")), ("given_up", _("given up"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if self.value() in {state for state, _name in self.lookup_choices}:
            chosen: QuerySet[Any] = getattr(queryset, str(self.value()))()
            return chosen
        return None


@admin.register(OutboxMessage)
class OutboxAdmin(NarrowedByItsFilters):
    """For administrators alone, and never with a mail's words: a link in them can open an account.

    Rows are written by the code and deleted by the worker, so there is nothing to edit.
    """

    list_display = ("recipient", "kind", "state", "why")
    list_filter = (StateFilter, "kind")
    search_fields = ("=recipient",)
    fields = readonly_fields = (
        "kind",
        "recipient",
        "sender",
        "subject",
        "message_id",
        "written_at",
        "not_before",
        "leased_until",
        "attempts",
        "last_error",
        "sent_at",
        "given_up_at",
    )
    actions = ("send_again",)

    @admin.display(description=_("state"), ordering="written_at")
    def state(self, row: OutboxMessage) -> str:
        if row.sent_at:
            return _("sent %(when)s") % {"when": _moment(row.sent_at)}
        if row.given_up_at:
            return _("given up %(when)s") % {"when": _moment(row.given_up_at)}
        return _("waits since %(when)s") % {"when": _moment(row.written_at)}

    @admin.display(description=_("why"))
    def why(self, row: OutboxMessage) -> str:
        return Truncator(row.last_error).chars(SHOWN_OF_ERROR)

    @admin.action(description=_("Send again what was given up"), permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: OutboxQuerySet) -> None:
        number = outbox.send_again(queryset, timezone.now())
        words = ngettext("%(n)d mail waits again.", "%(n)d mails wait again.", number)
        level = messages.SUCCESS if number else messages.WARNING
        self.message_user(request, words % {"n": number}, level)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j M Y, H:i")
