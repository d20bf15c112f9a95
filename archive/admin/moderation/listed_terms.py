"""Listed words and domains: moderators keep them, and can try what the rules would find."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models import ListedTerm
from archive.models.comment import BODY_LENGTH
from archive.screening.outcome import screen_words
from archive.screening.rules import RULES


class TryForm(forms.Form):
    """Words as somebody might post them."""

    words = forms.CharField(
        label=_("A comment"),
        max_length=BODY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )


@admin.register(ListedTerm)
class ListedTermAdmin(admin.ModelAdmin):
    list_display = ("term", "kind", "outcome", "note")
    list_filter = ("kind", "outcome")
    search_fields = ("term", "folded", "note")
    list_per_page = 200
    change_list_template = "admin/archive/listedterm/change_list.html"
    fieldsets = (
        (
            None,
            {
                "fields": ("kind", "term", "outcome", "note"),
                "description": _(
                    "A word is found where it stands alone, in small letters or capitals, with "
                    "accents, look-alike letters or digits, stretched or spaced out; not within "
                    "another word. A domain is found with all below it. What members wrote before "
                    "is not looked at again until they edit it."
                ),
            },
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        trying = self.admin_site.admin_view(self.try_words)
        return [path("try/", trying, name="archive_listedterm_try"), *super().get_urls()]

    def try_words(self, request: HttpRequest) -> HttpResponse:
        """What the lists and the number of links would make of words that nobody posts."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = TryForm(request.POST if request.method == "POST" else None)
        found = None
        if form.is_valid():
            found = screen_words(form.cleaned_data["words"], timezone.now())
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Try what the rules find"),
            "opts": self.opts,
            "form": form,
            "found": found,
            "rules": RULES,
        }
        status = 422 if form.errors else 200
        template = "admin/archive/listedterm/try.html"
        return TemplateResponse(request, template, context, status=status)
