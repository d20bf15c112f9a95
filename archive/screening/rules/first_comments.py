"""A member's first comments wait, until a moderator has seen whom the site is dealing with."""

from django.utils.translation import gettext as _

from archive.screening.draft import Draft


def first_comments(draft: Draft) -> str | None:
    if draft.approved >= draft.settings.first_comments_held:
        return None
    return _("One of the member’s first comments.")
