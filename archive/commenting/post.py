"""Posting a comment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting import pace
from archive.commenting.admission import Admission, admit
from archive.commenting.discussion import count_reply, touch
from archive.commenting.held import approved_before, hold
from archive.commenting.place import depth_of, member_path
from archive.commenting.refusal import NotAdmitted, Refused
from archive.commenting.screened import reasons_to_wait, transaction_that_tells
from archive.commenting.wording import checked
from archive.indexing import index_comments
from archive.models import Article, Comment, SiteSettings
from archive.screening.draft import Draft


@dataclass(frozen=True, slots=True)
class Posted:
    """`again` says that the same form had posted `comment` before; nothing was done now."""

    comment: Comment
    again: bool = False


def post(
    member: User,
    article: Article,
    *,
    body: str,
    key: UUID,
    parent_id: int | None = None,
    as_it_is: bool = False,
) -> Posted:
    """Post `body` under `article`, as an answer to the comment `parent_id` where that is given.

    A form has one `key`: whatever sends it twice posts once. `as_it_is`: where the rules would ask
    for other words, it waits for a moderator instead. Whether the member may is asked inside the
    transaction. Raises Refused, having done nothing. Not to be called within a transaction: that it
    was tried counts, whatever comes of it.
    """
    first = _posted_with(member, key)
    if first:
        return Posted(first, again=True)
    text = checked(body)
    pace.keep(pace.COMMENTS, member, timezone.now())
    comment = Comment(article=article, member=member, idempotency_key=key)
    comment.set_body(text)
    with transaction_that_tells():
        return _post_in_turn(comment, parent_id, as_it_is=as_it_is)


def _post_in_turn(comment: Comment, parent_id: int | None, *, as_it_is: bool) -> Posted:
    member, key = comment.member, comment.idempotency_key
    assert member
    assert key
    admission = admit(member, comment.article)
    # Asked again, since this is the member's turn; and before the verdict, since what was
    # posted before a close stays posted, however often it is sent.
    first = _posted_with(member, key)
    if first:
        return Posted(first, again=True)
    _settle(comment, member, admission, parent_id)
    return Posted(_posted(comment, member, admission.at, as_it_is=as_it_is))


def _posted_with(member: User, key: UUID) -> Comment | None:
    return Comment.objects.filter(member=member, idempotency_key=key).first()


def _settle(comment: Comment, member: User, admission: Admission, parent_id: int | None) -> None:
    """Say of `comment` where it goes and when. Raises Refused where it does not."""
    article = comment.article
    if not admission.verdict.allowed:
        raise NotAdmitted(admission.verdict)
    article.refresh_from_db(fields=["premoderated", "slow_minutes"])
    pace.wait_where_slow(member, article, admission.at)
    comment.parent = _parent(article, parent_id)
    comment.by_article_author = article.authors.filter(member=member).exists()
    comment.posted_at, comment.policy_id = admission.at, admission.policy


def _posted(comment: Comment, member: User, at: datetime, *, as_it_is: bool) -> Comment:
    """`comment` where it stands from now on: in the thread, or among those that wait."""
    settings = SiteSettings.now()
    draft = Draft(member, comment.article, comment.body, at, settings, approved_before(member))
    reasons = reasons_to_wait(draft, as_it_is=as_it_is)
    comment.review = Comment.Review.PENDING if reasons else Comment.Review.APPROVED
    _place(comment, comment.parent)
    index_comments([comment.pk])
    if reasons:
        hold(comment, reasons, at)
    else:
        count_reply(comment, 1)
        touch({comment.article_id})
    return comment


def _parent(article: Article, parent_id: int | None) -> Comment | None:
    """The comment that is answered. Raises Refused where readers cannot see it under `article`."""
    if parent_id is None:
        return None
    parent = article.comments.filter(pk=parent_id).first()
    if parent is None:
        raise Refused(_("What you answer is not under this article. Answer it where it stands."))
    if parent.withdrawn_at or parent.review != Comment.Review.APPROVED:
        raise Refused(
            _("Readers cannot see the comment you answer. Answer another, or the article.")
        )
    return parent


def _place(comment: Comment, parent: Comment | None) -> None:
    """Save `comment` where its id, which only saving gives it, puts it in the thread.

    Until then its key stands in for the place: sixteen bytes and one, which no place has.
    """
    assert comment.idempotency_key
    comment.sort_path = comment.idempotency_key.bytes + b"\xff"
    comment.save()
    comment.sort_path = member_path(bytes(parent.sort_path) if parent else b"", comment.pk)
    comment.depth = depth_of(comment.sort_path)
    comment.save(update_fields=["sort_path", "depth"])
