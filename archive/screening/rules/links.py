"""Comments with many links are advertisements more often than not."""

from django.utils.translation import gettext as _

from archive.screening.draft import Draft
from archive.screening.finding import Finding, Outcome


def links(draft: Draft) -> Finding | None:
    """An address that is written out counts, though it leads nowhere."""
    count, most = draft.reading.links, draft.settings.links_at_once
    if count <= most:
        return None
    why = _("It has %(count)s links; %(most)s may pass.") % {"count": count, "most": most}
    return Finding(Outcome.HOLD, why)
