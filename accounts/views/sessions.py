"""The list of somebody's sessions, and the ends that are put to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.core.internal.sessionkit import get_session_user
from allauth.usersessions import views as stock
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.browsers import browser_of, system_of
from accounts.models import User


@dataclass(frozen=True, slots=True)
class Session:
    """A session as the list shows it."""

    pk: int
    browser: str
    system: str
    address: str
    began_at: datetime
    is_this: bool


class Sessions(stock.ListUserSessionsView):
    """POST ends every session but the one that asks."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Not the stock view's, which deletes what has ended while it lists.
        return dict(super(stock.ListUserSessionsView, self).get_context_data(**kwargs)) | {
            "sessions": sessions_of(self.request.user)
        }


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session; if it is the one that asks, that is to log out."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    end_sessions(request, [session])
    messages.success(request, gettext("The session is ended."))
    return redirect("usersessions_list")


def sessions_of(user: User) -> list[Session]:
    """Those that still let `user` in, this one first, then the newest."""
    alive = [session for session in UserSession.objects.filter(user=user) if _is_alive(session)]
    shown = [
        Session(
            pk=session.pk,
            browser=browser_of(session.user_agent),
            system=system_of(session.user_agent),
            address=session.ip,
            began_at=session.created_at,
            is_this=session.is_current(),
        )
        for session in alive
    ]
    return sorted(shown, key=lambda one: (not one.is_this, -one.began_at.timestamp()))


def _is_alive(session: UserSession) -> bool:
    """A changed password leaves the others there, but they let nobody in."""
    return bool(get_session_user(session._session_store(session.session_key)))
