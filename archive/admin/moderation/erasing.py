"""Erasing in the administration: what must not be kept goes, and that it went stays on record."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.moderation.grounds import REASON_LENGTH
from archive.admin.moderation.queue import is_ones_own
from archive.admin.reasons import ReasonField, read_by_all
from archive.commenting.refusal import Refused
from archive.models import Comment
from archive.moderating.erase import erase

WRONG = 422


class EraseForm(forms.Form):
    reason = ReasonField(
        max_length=REASON_LENGTH,
        help_text=read_by_all(
            gettext_lazy(
                "The member reads it. It continues a sentence: “…, because it tells where somebody "
                "lives”."
            )
        ),
    )


def may_erase(comment: Comment, request: HttpRequest) -> bool:
    """What nobody can undo is for administrators; and somebody else does it to what is theirs."""
    return request.user.is_superuser and not is_ones_own(comment, request)


def is_erasable(comment: Comment, request: HttpRequest) -> bool:
    """Whether there is anything to erase, too."""
    said = comment.origin == Comment.Origin.MEMBER and comment.body != ""
    return said and may_erase(comment, request)


class ErasingAdmin(admin.ModelAdmin):
    """From a comment's page, on one of its own: it is not done by the way."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.erase_view)
        return [path("<int:pk>/erase/", view, name="archive_comment_erase"), *super().get_urls()]

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        comment = get_object_or_404(self.get_queryset(request), pk=pk)
        if not may_erase(comment, request):
            raise PermissionDenied
        form = EraseForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            by: Any = request.user  # the admin lets nobody else in
            try:
                erase(comment, by, form.cleaned_data["reason"])
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                self.message_user(request, _("The words are erased."), messages.SUCCESS)
                return redirect(reverse("admin:archive_comment_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Erase the words of a comment"),
            "comment": comment,
            "form": form,
        }
        template = "admin/archive/comment/erase.html"
        status = WRONG if form.errors else 200
        return TemplateResponse(request, template, context, status=status)
