"""A warning, on a page of its own: its member says that they have read it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from archive.models import Article, MemberWarning
from archive.moderating.warnings import acknowledge
from archive.web import HtmxRequest, page

NEXT = "next"


class SeeOther(HttpResponseRedirect):
    """After a form: the page to look at now, by GET."""

    status_code = 303


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
@login_required
def warning(request: HtmxRequest, number: int) -> HttpResponse:
    """A warning of one's own, and the form that lets its member comment again. It goes on to where
    they came from, within this site."""
    own = MemberWarning.objects.filter(member=request.user.pk).select_related("rule")
    found = own.select_related("comment__article").filter(pk=number).first()
    if found is None:
        raise Http404
    back = _back(request)
    if request.method == "POST":
        acknowledge(request.user, found)  # type: ignore[arg-type]  # nobody else gets here
        return SeeOther(back or resolve_url("decisions"))
    return page(
        request, "moderation/warning.html", {"warning": found, "next": back} | _about(found)
    )


def _back(request: HtmxRequest) -> str:
    """Where the form leads; empty where no address within this site was given."""
    asked: str = (request.POST if request.method == "POST" else request.GET).get(NEXT, "")
    hosts, secure = {request.get_host()}, request.is_secure()
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=hosts, require_https=secure)
    return asked if safe else ""


def _about(found: MemberWarning) -> dict[str, str]:
    """The address of the comment that it is about, where its member can still read it there."""
    comment = found.comment
    shown = comment and not comment.withdrawn_at
    if comment is None or not shown or comment.article.state != Article.State.PUBLISHED:
        return {"address": ""}
    return {"address": comment.get_absolute_url()}
