"""What there is to decide about a comment, the likeliest first."""

from django.utils.translation import gettext as _

from archive.admin.moderation.deciding import HIDE, SHOW
from archive.models import Comment

Acts = tuple[tuple[str, str], ...]  # each with the words of its button


def acts(comment: Comment, *, reported: bool) -> Acts:
    """Of what its member withdrew nothing is left to decide but the answer to those who reported
    it before."""
    withdrawn = comment.withdrawn_at is not None
    if withdrawn and not reported:
        return ()
    hide = HIDE, _("Hide…")
    match comment.review:
        case Comment.Review.PENDING:
            return (hide,) if withdrawn else ((SHOW, _("Approve")), hide)
        case Comment.Review.APPROVED if withdrawn:
            return (SHOW, _("Answer the reports")), hide
        case Comment.Review.APPROVED:
            return ((SHOW, _("Keep")), hide) if reported else (hide,)
    return () if withdrawn else ((SHOW, _("Show it again")),)
