"""Editing a comment, and withdrawing one."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting import pace
from archive.commenting.admission import admit
from archive.commenting.discussion import count_reply, touch
from archive.commenting.held import approved_before, hold
from archive.commenting.refusal import NotAdmitted, Refused, Stale
from archive.commenting.screened import reasons_to_wait, transaction_that_tells
from archive.commenting.turns import take_article, take_member
from archive.commenting.wording import checked
from archive.indexing import index_comments
from archive.models import Comment, CommentRevision, SiteSettings
from archive.screening.draft import Draft


def editable_until(comment: Comment, settings: SiteSettings) -> datetime | None:
    """Until when its member may edit `comment`; None for one that nobody edits."""
    if comment.posted_at is None or comment.origin == Comment.Origin.CAPTURED:
        return None
    return comment.posted_at + settings.edit_window


def edit(
    member: User, comment: Comment, *, body: str, edition: int, as_it_is: bool = False
) -> Comment:
    """Make `body` what the member's `comment` says; what it said stays in its history.

    `edition` is the number of edits that the form knew of. Where the comment says `body` already,
    as after a form that was sent twice, nothing is done. `as_it_is`: where the rules would ask for
    other words, it waits for a moderator instead. Raises Refused, having done nothing. Not to be
    called within a transaction: that it was tried counts, whatever comes of it.
    """
    text = checked(body)
    pace.keep(pace.EDITS, member, timezone.now())
    with transaction_that_tells():
        admission = admit(member, comment.article)
        if not admission.verdict.allowed:
            raise NotAdmitted(admission.verdict)
        held = _held(member, comment)
        if sentence := _why_gone(held):
            raise Refused(sentence)
        if text != held.body:
            settings = SiteSettings.now()
            _check(held, settings, edition, admission.at)
            before = (settings, approved_before(member), held)
            draft = Draft(member, held.article, text, admission.at, *before)
            _rewrite(held, draft, reasons_to_wait(draft, as_it_is=as_it_is))
    return held


def withdraw(member: User, comment: Comment) -> Comment:
    """Take back the member's own `comment`: nobody reads it any more, its answers stay.

    A member may always do this, banned or not. Raises Refused where it is not theirs to do.
    """
    with transaction.atomic():
        take_member(member.pk)
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


def why_not(comment: Comment, settings: SiteSettings, at: datetime) -> str | None:
    """Why nobody can edit `comment` at the moment `at`, in a sentence; None if its member can."""
    until = editable_until(comment, settings)
    if until is None or at >= until:
        late = _("The time to edit this comment has passed. You can answer it, or withdraw it.")
        return _why_gone(comment) or late
    return _why_gone(comment)


def _why_gone(comment: Comment) -> str | None:
    """The same, of one that its member withdrew or moderators hid."""
    hidden = {Comment.Review.REJECTED, Comment.Review.REMOVED}
    if comment.withdrawn_at or comment.review in hidden:
        return _("This comment is not shown any more, so it cannot be edited.")
    return None


def _check(comment: Comment, settings: SiteSettings, edition: int, at: datetime) -> None:
    sentence = why_not(comment, settings, at)
    if sentence:
        raise Refused(sentence)
    if comment.edition != edition:
        raise Stale(
            _("This comment was edited elsewhere since you opened it. Look at it, and edit again.")
        )


def _rewrite(comment: Comment, draft: Draft, reasons: Sequence[str]) -> None:
    """Let `comment` say what `draft` does, and wait where there are `reasons` to."""
    was_public = comment.review == Comment.Review.APPROVED
    _keep_old(comment, draft.at)
    comment.set_body(draft.body)
    comment.edited_at, comment.edition = draft.at, comment.edition + 1
    if reasons:
        comment.review = Comment.Review.PENDING
    said = ("body", "body_html", "render_version", "fingerprint")
    comment.save(update_fields=[*said, "edited_at", "edition", "review"])
    index_comments([comment.pk])
    if reasons:
        hold(comment, reasons, draft.at)
        count_reply(comment, -was_public)
    if was_public:
        touch({comment.article_id})


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
