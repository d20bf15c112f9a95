"""Site settings: one row, which editors change and moderators look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from archive.models import SiteSettings

ONLY = 1  # the row's number


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin):
    """Until somebody saves it there is no row, and the defaults hold."""

    fieldsets = (
        (
            _("What waits for a moderator"),
            {
                "fields": (
                    "premoderated",
                    "first_comments_held",
                    "links_at_once",
                    "comments_a_minute",
                ),
                "description": _(
                    "Beside these, comments wait that repeat others, come faster than anybody "
                    "reads, or are by members whose last ones were often rejected. Words and "
                    "domains to look for are in a list of their own, which moderators keep. Under "
                    "an article alone, or from a member alone, everything can wait, too."
                ),
            },
        ),
        (_("Editing"), {"fields": ("edit_minutes",)}),
        (
            _("Rights"),
            {
                "fields": ("sharing",),
                "description": _(
                    "Readers of this site read the whole text, whatever you choose here. Comments "
                    "are their members’ own, and are passed on whole."
                ),
            },
        ),
    )

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
