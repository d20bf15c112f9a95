"""What readers see of moderation."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from archive.models import Rule
from archive.web import HtmxRequest, page


@require_safe
def rules(request: HtmxRequest) -> HttpResponse:
    """The community's rules, each at an address of its own: #rule- and its number."""
    return page(request, "pages/rules.html", {"rules": Rule.objects.in_force()})
