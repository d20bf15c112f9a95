"""Where every comment waits: on the whole site, or under one article."""

from django.utils.translation import gettext as _

from archive.screening.draft import Draft


def premoderation(draft: Draft) -> str | None:
    if draft.settings.premoderated:
        return _("Every comment on the site waits.")
    if draft.article.premoderated:
        return _("Every comment under this article waits.")
    return None
