"""The views of members' pages: load, decide, respond."""

from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.entitlements import entitlements_for
from accounts.models import User
from accounts.privacy.deletion import LastAdministrator
from archive.commenting.leaving import leave
from archive.pages.heads import plain_head
from archive.pages.members.export import document
from archive.pages.members.overview import overview
from archive.pages.members.said import member_page, own_comments
from archive.web import HtmxRequest, page

if TYPE_CHECKING:

    class MembersRequest(HtmxRequest):
        """A request of somebody who is logged in."""

        user: User


FORBIDDEN, WRONG = 403, 422

private = cache_control(private=True, no_store=True)


@require_safe
def member(request: HtmxRequest, public_id: str) -> HttpResponse:
    try:
        shown = member_page(public_id, request.GET.get("cursor", ""))
    except User.DoesNotExist as error:
        raise Http404 from error
    context = {"page": shown, "metadata": plain_head(request.path)}
    return page(request, "pages/member.html", context)


@require_safe
@private
@login_required
def account(request: "MembersRequest") -> HttpResponse:
    context = {"page": overview(request.user, timezone.now())}
    return page(request, "accounts/account.html", context)


@require_safe
@private
@login_required
def comments(request: "MembersRequest") -> HttpResponse:
    paging, said = own_comments(request.user, request.GET.get("cursor", ""))
    return page(request, "accounts/comments.html", {"paging": paging, "said": said})


@require_safe
@private
@login_required
def privacy(request: "MembersRequest") -> HttpResponse:
    return page(request, "accounts/privacy.html", {})


@require_safe
@private
@login_required
@reauthentication_required
def export(request: "MembersRequest") -> StreamingHttpResponse:
    """Whoever finds a browser logged in does not get all there is to know about its owner."""
    pieces = document(request.user, timezone.now(), settings.ADDRESS)
    name = f"postil-{request.user.public_id}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type="application/json", headers=headers)


class DeletionForm(forms.Form):
    email = forms.CharField(
        label=_("Your e-mail address"),
        help_text=_("Type it in, so that nothing is deleted by mistake."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )

    def __init__(self, data: QueryDict | None, *, member: User) -> None:
        super().__init__(data)
        self.member = member

    def clean_email(self) -> str:
        typed: str = self.cleaned_data["email"]
        if typed.lower() != self.member.email:
            raise forms.ValidationError(_("This is not the address that you log in with."))
        return typed


@require_http_methods(["GET", "HEAD", "POST"])
@private
@login_required
@reauthentication_required
def delete(request: "MembersRequest") -> HttpResponse:
    now, status = timezone.now(), 200
    form = DeletionForm(request.POST if request.method == "POST" else None, member=request.user)
    if form.is_bound:
        status = WRONG
        if form.is_valid():
            try:
                leave(request.user, now)
            except LastAdministrator as refusal:
                form.add_error(None, str(refusal))
                status = FORBIDDEN
            else:
                logout(request)
                return _gone()
    context = {"form": form, "entitled": entitlements_for(request.user, now)}
    return page(request, "accounts/delete.html", context, status=status)


def _gone() -> HttpResponse:
    response = redirect("account_deleted")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_safe
def deleted(request: HtmxRequest) -> HttpResponse:
    return page(request, "accounts/deleted.html", {})
