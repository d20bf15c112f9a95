"""Sessions that are over, and what was noted of them."""

from datetime import datetime, timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session

# A note is written a moment before or after its session; only then may one stand alone.
NOTED_WITHIN = timedelta(hours=1)


def forget(at: datetime) -> int:
    """Delete the sessions that have expired, and the notes of sessions that are no more, with the
    addresses they hold; how many notes."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    ended = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    return ended.filter(last_seen_at__lte=at - NOTED_WITHIN).delete()[0]
