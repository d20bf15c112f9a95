"""Rows whose names stand on articles: search finds these by them, and must go on doing so."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from archive.indexing import index_articles
from archive.indexing.writing import take
from archive.models import Article


class IndexedWithArticles(admin.ModelAdmin):
    """`paths_from_article` lead from an article to a row. Where a row has another name, or goes,
    the articles that it stood on are indexed anew. Their turns come before the row: whoever writes
    an article has its turn, and waits then for the names on it."""

    paths_from_article: tuple[str, ...] = ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and "name" in form.changed_data:
            self._taken_with([obj.pk])
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and "name" in form.changed_data:
            index_articles(self._articles_with([form.instance.pk]))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        articles = self._taken_with([obj.pk])
        super().delete_model(request, obj)
        index_articles(articles)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        articles = self._taken_with(queryset.values_list("pk", flat=True))
        super().delete_queryset(request, queryset)
        index_articles(articles)

    def _taken_with(self, rows: Any) -> list[int]:
        articles = self._articles_with(rows)
        take(articles)
        return articles

    def _articles_with(self, rows: Any) -> list[int]:
        numbers = list(rows)
        named = Q()
        for path in self.paths_from_article:
            named |= Q(**{f"{path}__in": numbers})
        return list(Article.objects.filter(named).order_by().values_list("pk", flat=True))
