"""The page that shows everybody how the discussion is moderated."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.faults import fault
from archive.keyset import DECIDED, page_of
from archive.moderation.figures import figures
from archive.moderation.public_log import KINDS, lines, public_entries
from archive.pages.heads import log_head, unless_later
from archive.web import HtmxRequest, page


@require_safe
def moderation_log(request: HtmxRequest) -> HttpResponse:
    """What moderators did, the latest first; of one kind, if the address names one."""
    asked, cursor = request.GET.get("act", ""), request.GET.get("cursor", "")
    kind = asked if asked in KINDS else ""
    paging = page_of(public_entries(kind), DECIDED, cursor)
    faults = [paging.fault]
    if asked and not kind:
        faults.append(fault(_("“%(value)s” is no kind of act: these are all."), asked))
    context = {
        "figures": figures(timezone.now()),
        "kinds": {name: words for name, (words, _acts) in KINDS.items()},
        "kind": kind,
        "lines": lines(paging.rows),
        "paging": paging,
        "faults": list(filter(None, faults)),
        "metadata": unless_later(log_head(), request.GET),
    }
    return page(request, "moderation/log.html", context)
