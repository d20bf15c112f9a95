"""Erasing: words of a member's that must not be kept, by anybody, for any purpose."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.discussion import count_reply, touch
from archive.commenting.refusal import Refused
from archive.commenting.turns import take_article, take_members
from archive.indexing import index_comments
from archive.models import Comment, CommentRevision, ModerationEntry, Report
from archive.moderating.telling import tell


@transaction.atomic
def erase(comment: Comment, by: User, reason: str) -> ModerationEntry:
    """Hide a member's `comment` and forget what it says and ever said. Its place stays, and so do
    the answers to it; nobody can undo this.

    Hiding is for what breaks a rule, this for what the law or decency forbids to keep: somebody's
    address, for one. Raises Refused where there is nothing to erase, or no reason.
    """
    if not reason.strip():
        raise Refused(_("Write a reason: the member is told why the words are gone."))
    take_members([pk for pk in (by.pk, comment.member_id) if pk])
    take_article(comment.article_id)
    held = Comment.objects.get(pk=comment.pk)
    if held.origin != Comment.Origin.MEMBER:
        raise Refused(
            _("These words are a capture’s. Redact its lines, which hides them here, too.")
        )
    if not held.body:
        raise Refused(_("The words of this comment are erased already."))
    entry = _write(held, by, reason.strip())
    Report.objects.open().filter(comment=held).update(resolved_at=entry.at, resolved_by=entry)
    CommentRevision.objects.filter(comment=held).delete()
    was_public = held.review == Comment.Review.APPROVED and not held.withdrawn_at
    held.body = held.body_html = held.fingerprint = ""
    held.edition, held.edited_at = 0, None
    held.review = Comment.Review.REMOVED
    said = ("body", "body_html", "fingerprint", "edition", "edited_at")
    held.save(update_fields=[*said, "review"])
    index_comments([held.pk])
    count_reply(held, -was_public)
    if was_public:
        touch({held.article_id})
    tell([entry])
    return entry


def _write(comment: Comment, by: User, reason: str) -> ModerationEntry:
    return ModerationEntry.objects.create(
        act=ModerationEntry.Act.ERASED,
        actor=by,
        comment=comment,
        member=comment.member,
        reason=reason,
        before={"review": comment.review},
        at=timezone.now(),
    )
