"""The page of one's account that tells what moderators decided about oneself."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from archive.keyset import DECIDED, page_of
from archive.moderating.decided import TERM, decisions_about
from archive.moderation.decisions import as_told
from archive.web import page

if TYPE_CHECKING:
    from archive.pages.members.views import MembersRequest


@require_safe
@cache_control(private=True, no_store=True)
@login_required
def decisions(request: "MembersRequest") -> HttpResponse:
    member = request.user
    paging = page_of(decisions_about(member), DECIDED, request.GET.get("cursor", ""))
    told = as_told(paging.rows, member, timezone.now())
    context = {"paging": paging, "decisions": told, "days": TERM.days}
    return page(request, "moderation/decisions.html", context)
