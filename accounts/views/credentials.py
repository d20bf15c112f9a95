"""What a member logs in with, changed together with the mail that tells of it, or not at all."""

from allauth.account import views as stock
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse


class AtOnce:
    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return answer


class EmailView(AtOnce, stock.EmailView):
    pass


class PasswordChangeView(AtOnce, stock.PasswordChangeView):
    pass


class PasswordSetView(AtOnce, stock.PasswordSetView):
    pass


email = EmailView.as_view()
password_change = PasswordChangeView.as_view()
password_set = PasswordSetView.as_view()
