"""Site settings: one row, which editors change and moderators look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from archive.models import SiteSettings

ONLY = 1  # the row's number


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):
    """Until somebody saves it there is no row, and the defaults hold."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not SiteSettings.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A list of one is its page."""
        if self.has_view_permission(request):
            if SiteSettings.objects.exists():
                return redirect("admin:archive_sitesettings_change", ONLY)
            if self.has_add_permission(request):
                return redirect("admin:archive_sitesettings_add")
        return super().changelist_view(request, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = ONLY
        super().save_model(request, obj, form, change)
