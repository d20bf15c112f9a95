"""What a member logs in with, changed together with the mail that tells of it, or not at all."""

from typing import Any

from allauth.account import views as stock
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase


class AtOnce:
    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return answer


class EmailView(AtOnce, stock.EmailView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """allauth writes down an address that it has no row for before it looks at the method.
        Its limits are for what is sent; reading has none."""
        if request.method not in {"GET", "HEAD"} or not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        return super(stock.EmailView, self).dispatch(request, *args, **kwargs)


class PasswordChangeView(AtOnce, stock.PasswordChangeView):
    pass


class PasswordSetView(AtOnce, stock.PasswordSetView):
    pass


email = EmailView.as_view()
password_change = PasswordChangeView.as_view()
password_set = PasswordSetView.as_view()
