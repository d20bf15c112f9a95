"""Outlets, authors and topics."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.models import Author, Outlet, Topic


class CountedAdmin(admin.ModelAdmin):
    """A list of names with the number of articles of each."""

    search_fields = ("name",)
    readonly_fields = ("first_called", "slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, row: Any) -> int:
        return int(row.article_count)


@admin.register(Outlet)
class OutletAdmin(CountedAdmin):
    list_display = ("name", "article_count")


@admin.register(Author)
class AuthorAdmin(CountedAdmin):
    list_display = ("name", "article_count")


@admin.register(Topic)
class TopicAdmin(CountedAdmin):
    list_display = ("name", "kind", "article_count")
    list_filter = ("kind",)
