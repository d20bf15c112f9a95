"""Letting people back in who have lost every second factor: an act of administrators."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.second_factors import changes

if TYPE_CHECKING:
    from django.db.models import QuerySet

CONFIRMED = "confirmed"


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("They are mailed it. How do you know that it is they who ask?"),
    )


@admin.action(
    description=gettext_lazy("Remove the second factors of selected users"),
    permissions=["let_back_in"],
)
def remove_second_factors(
    pages: "admin.ModelAdmin[User]", request: HttpRequest, chosen: "QuerySet[User]"
) -> HttpResponse | None:
    """Asks for a reason first. One's own are removed on one's own pages, by showing one."""
    assert isinstance(request.user, User)
    others = chosen.exclude(pk=request.user.pk)
    form = ReasonForm(request.POST if CONFIRMED in request.POST else None)
    if not form.is_valid():
        return _ask(pages, request, others, form)
    freed = [user for user in others if _remove(pages, request, user, form.cleaned_data["reason"])]
    words = ngettext(
        "The second factors of %(count)d user were removed.",
        "The second factors of %(count)d users were removed.",
        len(freed),
    )
    messages.success(request, words % {"count": len(freed)})
    return None


def _remove(pages: Any, request: HttpRequest, user: User, reason: str) -> bool:
    with transaction.atomic():
        count = changes.remove_all(user, reason)
        if count:
            pages.log_change(request, user, _("Second factors removed: %s") % reason)
    return bool(count)


def _ask(
    pages: Any, request: HttpRequest, others: "QuerySet[User]", form: ReasonForm
) -> HttpResponse:
    context = pages.admin_site.each_context(request) | {
        "title": _("Remove second factors"),
        "opts": pages.opts,
        "users": others,
        "form": form,
        "checkbox": ACTION_CHECKBOX_NAME,
        "confirmed": CONFIRMED,
    }
    template = "admin/accounts/user/remove_second_factors.html"
    return TemplateResponse(request, template, context, status=422 if form.errors else 200)
