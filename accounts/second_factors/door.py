"""The staff's door: the administration opens to a session that has shown a second factor.

A session shows one by logging in with it, by setting one up, or by being asked for it later. It
counts as long as that factor is there.
"""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

Type = Authenticator.Type
BEYOND = "second_factors.beyond"  # in the session: the page that was asked for at the closed door


def is_guarded(request: HttpRequest) -> bool:
    """Whether who asks is somebody for whom the door is: strangers the administration sends
    away itself."""
    user = request.user
    return bool(settings.STAFF_SECOND_FACTOR and user.is_authenticated and user.is_staff)


def is_open(request: HttpRequest) -> bool:
    return _shows_one_of(request, _factors(request))


def is_unproven(request: HttpRequest) -> bool:
    """Whether there are second factors that this session, older than they, was never asked for.

    Such a session may not change them: it could be a thief's who also knows the password.
    """
    factors = _factors(request)
    return bool(factors) and not _shows_one_of(request, factors)


def turn_away(request: HttpRequest) -> HttpResponseRedirect:
    """To where a second factor is set up, or shown, and from there to what was asked for."""
    asked_for = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    if is_unproven(request):
        return ask_for_one(request, asked_for)
    request.session[BEYOND] = asked_for
    return redirect("mfa_index")


def ask_for_one(request: HttpRequest, asked_for: str) -> HttpResponseRedirect:
    """To the page that asks for a factor which is there already, and then to `asked_for`."""
    has_passkey = Type.WEBAUTHN in _factors(request).values()
    page = "mfa_reauthenticate_webauthn" if has_passkey else "mfa_reauthenticate"
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode({'next': asked_for})}")


def beyond(request: HttpRequest) -> str:
    """The page of the administration that was asked for when the door was closed; or nothing."""
    return str(request.session.get(BEYOND, ""))


def pass_through(request: HttpRequest) -> None:
    request.session.pop(BEYOND, None)


def _factors(request: HttpRequest) -> dict[int, str]:
    """The type of each second factor of who asks, by primary key. Recovery codes stand for
    others, and are none by themselves; but to use one is to show a factor."""
    if not request.user.is_authenticated:
        return {}
    found = dict(Authenticator.objects.filter(user=request.user).values_list("pk", "type"))
    return found if set(found.values()) - {Type.RECOVERY_CODES} else {}


def _shows_one_of(request: HttpRequest, factors: dict[int, str]) -> bool:
    user = request.user if request.user.is_authenticated else None
    return any(
        record.get("method") == "mfa" and record.get("id") in factors
        for record in get_authentication_records(request, user)
    )
