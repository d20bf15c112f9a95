"""Records: rows that are looked at and never edited."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst


class RecordAdmin(admin.ModelAdmin):
    """Shows rows to those who may view them; they are written elsewhere. An administrator may
    still delete them, or else no article could be deleted with what belongs to it."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What is only looked at is called what it is."""
        called = {"title": capfirst(self.opts.verbose_name), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, called)


class LedgerAdmin(RecordAdmin):
    """Records that something rests on: they go with their article, and never alone."""

    goes_with: tuple[str, ...] = ("archive_article_delete", "archive_article_changelist")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The pages that delete an article ask this too, of all that would go with it."""
        page = request.resolver_match.url_name if request.resolver_match else None
        return page in self.goes_with and super().has_delete_permission(request, obj)
