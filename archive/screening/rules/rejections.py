"""Of a member's last comments many were not let pass: the next ones are looked at first."""

from django.utils.translation import gettext as _

from archive.models import Comment
from archive.screening.draft import Draft
from archive.screening.finding import Finding, Outcome

LAST = 10
MOST = 3  # of those
NOT_LET_PASS = (Comment.Review.REJECTED, Comment.Review.REMOVED)


def rejections(draft: Draft) -> Finding | None:
    """Whatever waits is not decided, and counts neither way."""
    decided = Comment.objects.filter(member=draft.member).exclude(review=Comment.Review.PENDING)
    reviews = list(decided.order_by("-pk").values_list("review", flat=True)[:LAST])
    bad = sum(review in NOT_LET_PASS for review in reviews)
    if bad < MOST:
        return None
    why = _("Of the member’s last %(all)s comments %(bad)s were rejected or removed.")
    return Finding(Outcome.HOLD, why % {"all": len(reviews), "bad": bad})
