"""The sign-up view: allauth's, behind the defence."""

from typing import Any

from allauth.account.forms import SignupForm
from allauth.account.views import SignupView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.limits import network_of
from accounts.signup_defence import challenge
from accounts.signup_defence.admission import Refusal, admit, knock
from accounts.signup_defence.defence import CHALLENGE_FIELD, TRAP_FIELD, defence


class DefendedSignupView(SignupView):
    """Refuses in place, with all that was typed but the password, which no page repeats.

    What costs nothing to refuse is refused before the form is looked into: to check a form that is
    in order hashes its password, which is the dearest thing here.
    """

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.at = timezone.now()
        self.network = network_of(request)
        self.given = request.POST.get(CHALLENGE_FIELD, "")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refusal = knock(challenge.read(self.given), self.network, self.at)
        return self.refuse(refusal) if refusal else super().post(request)

    def form_valid(self, form: SignupForm) -> HttpResponse:
        refusal = admit(challenge.read(self.given), self.network, self.at)
        if refusal:
            return self.refuse(refusal)
        trapped = bool(self.request.POST.get(TRAP_FIELD))
        with transaction.atomic():
            if trapped:  # the answer that an address with an account gets, and nobody is made
                form.account_already_exists = True
            answer: HttpResponse = super().form_valid(form)
            transaction.set_rollback(trapped)  # nor is the mail to that address
        return answer

    def form_invalid(self, form: SignupForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def refuse(self, refusal: Refusal) -> HttpResponse:
        if refusal.spent:
            self.given = ""
        form = self.get_form_class()(initial=self.request.POST.dict())
        context = self.get_context_data(form=form, refusal=refusal)
        answer = self.render_to_response(context, status=refusal.status)
        if refusal.retry_after_s is not None:
            answer.headers["Retry-After"] = str(refusal.retry_after_s)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = {"refusal": None, "defence": defence(self.given, self.at)} | kwargs
        return super().get_context_data(**given)
