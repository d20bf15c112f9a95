"""The sign-up view: allauth's, behind the defence."""

import math
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.account.forms import SignupForm
from allauth.account.views import SignupView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.limits import network_of
from accounts.signup_defence import challenge
from accounts.signup_defence.admission import Refusal, admit, knock, wait

CHALLENGE_FIELD = "altcha"  # as ALTCHA's own widget names it
TRAP_FIELD = "website"  # what those who fill in everything fill in, and nobody sees


@dataclass(frozen=True, slots=True)
class Defence:
    """What templates/accounts/_proof_of_work.html puts into the form. The waits are what is left
    of them, in seconds."""

    challenge: str
    wait_s: int
    wait_without_proof_s: int
    challenge_field: str = CHALLENGE_FIELD
    trap_field: str = TRAP_FIELD


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
        given = {"refusal": None, "defence": self.defence()} | kwargs
        return super().get_context_data(**given)

    def defence(self) -> Defence:
        """With the challenge that the form had, as long as it can still be used."""
        text, known = self.given, challenge.read(self.given)
        if known is None or known.expired(self.at):
            text = challenge.issue(self.at, secrets.randbelow(challenge.NUMBERS))
            open_for = timedelta(0)
        else:
            open_for = known.age(self.at)
        return Defence(
            challenge=text,
            wait_s=_seconds_left(wait(solved=True) - open_for),
            wait_without_proof_s=_seconds_left(wait(solved=False) - open_for),
        )


def _seconds_left(length: timedelta) -> int:
    return max(0, math.ceil(length.total_seconds()))
