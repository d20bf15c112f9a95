"""Where every comment waits: on the whole site, under one article, or from one member."""

from django.utils.translation import gettext as _

from archive.models import MemberPremoderation
from archive.screening.draft import Draft
from archive.screening.finding import Finding, Outcome


def premoderation(draft: Draft) -> Finding | None:
    why = _where(draft)
    return Finding(Outcome.HOLD, why) if why else None


def _where(draft: Draft) -> str | None:
    if draft.settings.premoderated:
        return _("Every comment on the site waits.")
    if draft.article.premoderated:
        return _("Every comment under this article waits.")
    if MemberPremoderation.objects.filter(member=draft.member).exists():
        return _("Every comment of this member waits.")
    return None
