"""Outlets, authors and topics."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.indexed import IndexedWithArticles
from archive.admin.member_name import MemberNameField
from archive.commenting.authorship import link
from archive.models import Author, Outlet, Topic


class CountedAdmin(IndexedWithArticles):
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
    paths_from_article = ("outlet", "original_outlet")
    list_display = ("name", "article_count")


class AuthorForm(forms.ModelForm):
    member = MemberNameField(
        required=False,
        help_text=_(
            "The display name of the member who this author is, if they are one. What they said "
            "under their own articles is marked as the author’s."
        ),
    )

    class Meta:
        model = Author
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["member"] = self.instance.member_id


@admin.register(Author)
class AuthorAdmin(CountedAdmin):
    paths_from_article = ("bylines__author",)
    form = AuthorForm
    fields = ("name", "member", "first_called", "slug")
    list_display = ("name", "article_count", "member")
    list_select_related = ("member",)

    def save_model(self, request: HttpRequest, obj: Author, form: Any, change: bool) -> None:
        """Who the author is changes with what they said, in its own turn; and before the name,
        since members' turns come before articles'."""
        obj.member_id = form.initial["member"]
        if not change:
            super().save_model(request, obj, form, change)
        if "member" in form.changed_data:
            link(obj, form.cleaned_data["member"])
        if change:
            super().save_model(request, obj, form, change)


@admin.register(Topic)
class TopicAdmin(CountedAdmin):
    paths_from_article = ("topics",)
    list_display = ("name", "kind", "article_count")
    list_filter = ("kind",)
