"""What belongs to an article is shown to those who may open the article, and to nobody else."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from archive.models import Article


class WithItsArticle(admin.ModelAdmin):
    """Lists, pages, histories and look-ups all ask `get_queryset`.

    A row may outlive what led to its article, and is shown then, too: `outlives` names the field
    that is empty."""

    paths_to_article: tuple[str, ...] = ("article",)
    outlives: str = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        visible = Article.objects.visible_to(request.user)
        shown = Q(**{f"{self.outlives}__isnull": True}) if self.outlives else Q()
        for path in self.paths_to_article:
            shown |= Q(**{f"{path}__in": visible})
        return super().get_queryset(request).filter(shown)
