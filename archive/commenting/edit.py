"""Editing a comment, and withdrawing one."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.admission import admit
from archive.commenting.discussion import count_reply, touch
from archive.commenting.held import approved_before, hold
from archive.commenting.refusal import NotAdmitted, Refused, Stale
from archive.commenting.turns import take_article
from archive.commenting.wording import checked
from archive.models import Comment, CommentRevision, SiteSettings
from archive.screening.draft import Draft
from archive.screening.outcome import reasons_to_wait


def editable_until(comment: Comment, settings: SiteSettings) -> datetime | None:
    """Until when its member may edit `comment`; None for one that nobody edits."""
    if comment.posted_at is None or comment.origin == Comment.Origin.CAPTURED:
        return None
    return comment.posted_at + timedelta(minutes=settings.edit_minutes)


def edit(member: User, comment: Comment, *, body: str, edition: int) -> Comment:
    """Make `body` what the member's `comment` says; what it said stays in its history.

    `edition` is the number of edits that the form knew of. Raises Refused, having done nothing.
    """
    text = checked(body)
    with transaction.atomic():
        admission = admit(member, comment.article)
        if not admission.verdict.allowed:
            raise NotAdmitted(admission.verdict)
        at, held = admission.at, _held(member, comment)
        settings = SiteSettings.now()
        _check(held, settings, edition, at)
        if text == held.body:
            return held
        _keep_old(held, at)
        held.set_body(text)
        held.edited_at, held.edition = at, held.edition + 1
        draft = Draft(member, held.article, text, at, settings, approved_before(member))
        reasons = reasons_to_wait(draft)
        was_public = held.review == Comment.Review.APPROVED
        if reasons and was_public:
            held.review = Comment.Review.PENDING
        held.save()
        if reasons:
            hold(held, reasons, at)
        if reasons and was_public:
            count_reply(held, -1)
        touch({held.article_id})
    return held


def withdraw(member: User, comment: Comment) -> Comment:
    """Take back the member's own `comment`: nobody reads it any more, its answers stay.

    A member may always do this, banned or not. Raises Refused where it is not theirs to do.
    """
    with transaction.atomic():
        take_article(comment.article_id)
        held = _held(member, comment)
        if held.withdrawn_at:
            return held
        held.withdrawn_at = timezone.now()
        held.save(update_fields=["withdrawn_at"])
        if held.review == Comment.Review.APPROVED:
            count_reply(held, -1)
        touch({held.article_id})
    return held


def _held(member: User, comment: Comment) -> Comment:
    """The comment as it is now. Raises Refused where it is not the member's."""
    mine = Comment.objects.select_related("article")
    try:
        return mine.get(pk=comment.pk, member=member)
    except Comment.DoesNotExist:
        raise Refused(_("This comment is not yours.")) from None


def _check(comment: Comment, settings: SiteSettings, edition: int, at: datetime) -> None:
    hidden = {Comment.Review.REJECTED, Comment.Review.REMOVED}
    if comment.withdrawn_at or comment.review in hidden:
        raise Refused(_("This comment is not shown any more, so it cannot be edited."))
    until = editable_until(comment, settings)
    if until is None or at >= until:
        raise Refused(
            _("The time to edit this comment has passed. You can answer it, or withdraw it.")
        )
    if comment.edition != edition:
        raise Stale(
            _("This comment was edited elsewhere since you opened it. Look at it, and edit again.")
        )


def _keep_old(comment: Comment, at: datetime) -> None:
    CommentRevision.objects.create(
        comment=comment,
        body=comment.body,
        body_html=comment.body_html,
        render_version=comment.render_version,
        was_public=comment.review == Comment.Review.APPROVED,
        written_at=comment.edited_at or comment.posted_at or at,
        replaced_at=at,
    )
