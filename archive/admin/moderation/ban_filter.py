"""Which bans are of interest: those to explain, those that hold, and those with a debt."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models import Ban


class BanFilter(admin.SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("unexplained", _("Not yet explained")),
            ("in-force", _("In force")),
            ("refund-owed", _("Refund owed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "unexplained":
                return queryset.filter(pk__in=Ban.objects.unexplained())
            case "in-force":
                return queryset.filter(pk__in=Ban.objects.in_force(timezone.now()))
            case "refund-owed":
                return queryset.filter(~Q(refund_owed=""), refund_settled_at=None)
        return queryset
