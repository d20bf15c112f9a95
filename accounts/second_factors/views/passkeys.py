"""Adding a passkey, naming it anew, and taking it away."""

from typing import Any

from allauth.mfa.webauthn import views as stock
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from accounts.second_factors import changes
from accounts.second_factors.forms import NewPasskeyForm, RenameForm
from accounts.second_factors.views.parts import ChangingPage, after_adding


class Add(ChangingPage, stock.AddWebAuthnView):
    form_class = NewPasskeyForm

    def get_form_class(self) -> type[NewPasskeyForm]:
        return self.form_class

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The stock view forgets the form that was refused.
        return dict(super().get_context_data()) | kwargs

    def form_valid(self, form: NewPasskeyForm) -> HttpResponse:
        given = form.cleaned_data
        changes.add_passkey(self.request, self.request.user, given["name"], given["credential"])
        return after_adding(self.request, gettext("The passkey is added."))


class Rename(ChangingPage, stock.EditWebAuthnView):
    form_class = RenameForm

    def get_form_class(self) -> type[RenameForm]:
        return self.form_class


class Remove(ChangingPage, stock.RemoveWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        changes.remove(self.request, self.get_object())
        messages.success(self.request, gettext("The passkey is removed."))
        return redirect("mfa_index")
