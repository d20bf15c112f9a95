"""Comment: what someone said about an article, on the original page or here."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.text.markdown import RENDER_VERSION, render_comment
from archive.text.reading import fingerprint, read

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

BODY_LENGTH = 10_000  # characters; whoever writes more is writing an article


PUBLIC = Q(review="approved", withdrawn_at=None)


def readable_by(person: "User | AnonymousUser") -> Q:
    """The comments that `person` may read: those that anyone may, and of their own what was not
    withdrawn; what waits or was hidden, moderators too."""
    if not person.is_authenticated:
        return PUBLIC
    shown = Q(withdrawn_at=None)
    # Whoever is not of the staff is no moderator, and costs no query.
    if person.is_staff and person.has_perm("archive.change_comment"):
        return shown
    return shown & (PUBLIC | Q(member=person))


class CommentQuerySet(models.QuerySet["Comment"]):
    def public(self) -> "CommentQuerySet":
        """What anyone may read."""
        return self.filter(PUBLIC)

    def visible_to(self, person: "User | AnonymousUser") -> "CommentQuerySet":
        """What `person` may read."""
        return self.filter(readable_by(person))

    def seen_by(self, person: "User | AnonymousUser") -> "CommentQuerySet":
        """All of these, each with `seen`: whether `person` may read it. One that is not seen
        lends a thread its place, and nothing else.

        A filter on `seen` leaves a thread to be read by its places: unlike `visible_to`, it lets
        no database think that few were approved, and gather these from all discussions first."""
        return self.annotate(seen=Case(When(readable_by(person), then=True), default=False))

    def under(self, path: bytes) -> "CommentQuerySet":
        """Those below the comment at `path`, in its article."""
        next_sibling = (int.from_bytes(path) + 1).to_bytes(len(path))
        return self.filter(sort_path__gt=path, sort_path__lt=next_sibling)

    def in_thread_order(self) -> "CommentQuerySet":
        return self.order_by("sort_path")


class Comment(models.Model):
    """One comment in an article's thread.

    A captured one has no member and, unless the page tells, no time; it keeps the capture's
    order, before the members' own. Who it is, over new versions of its capture, its words and
    then its first line say.
    """

    class Origin(models.TextChoices):
        MEMBER = "member", _("a member's")
        CAPTURED = "captured", _("from the original page")

    class Review(models.TextChoices):
        PENDING = "pending", _("pending")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        REMOVED = "removed", _("removed")

    # No index of its own: those below that begin with it go on with an order. By one that does not,
    # a database that has not heard of a long discussion would read the whole of it.
    article = models.ForeignKey(
        "archive.Article", models.CASCADE, related_name="comments", db_index=False
    )
    parent = models.ForeignKey(
        "self", models.RESTRICT, null=True, blank=True, related_name="replies"
    )
    sort_path = models.BinaryField(editable=False)
    depth = models.PositiveSmallIntegerField(editable=False, default=0)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.MEMBER)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("member"),
    )
    captured_name = models.CharField(_("name on the page"), max_length=200, blank=True)
    by_article_author = models.BooleanField(_("by the article's author"), default=False)
    body = models.TextField(_("comment"), help_text=_("Markdown."))
    body_html = models.TextField(editable=False, blank=True)
    # What is the same in comments that say the same, however it is written.
    fingerprint = models.CharField(max_length=32, blank=True, editable=False, db_index=True)
    render_version = models.PositiveSmallIntegerField(editable=False, default=0)
    review = models.CharField(
        _("review"), max_length=10, choices=Review, default=Review.PENDING, db_index=True
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    posted_at = models.DateTimeField(_("posted at"), null=True, blank=True)
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)
    # How often it was edited: a form that knew of fewer edits than there are is stale.
    edition = models.PositiveIntegerField(editable=False, default=0)
    # How many below it anyone may read; kept at the head of a thread only.
    reply_total = models.PositiveIntegerField(editable=False, default=0)
    policy = models.ForeignKey(
        "archive.CommentPolicy",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("posted under"),
    )
    idempotency_key = models.UUIDField(null=True, blank=True, editable=False)
    document = models.ForeignKey(
        "archive.SourceDocument",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("capture"),
    )
    first_line = models.PositiveIntegerField(_("first line"), null=True, blank=True)
    last_line = models.PositiveIntegerField(_("last line"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["article", "sort_path"]
        indexes = [
            models.Index(
                fields=["article", "reply_total", "id"],
                name="comment_heads_liveliest",
                condition=Q(depth=0),
            ),
            models.Index(
                fields=["article", "sort_path"], name="comment_heads", condition=Q(depth=0)
            ),
            # Whether anything of a member was approved: one look, however much they said.
            models.Index(fields=["member"], name="comment_let_in", condition=Q(review="approved")),
            # Among however many that were captured, the newest that members said.
            models.Index(
                fields=["-id"], name="comment_said_here", condition=Q(origin="member") & PUBLIC
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "sort_path"], name="comment_place_once"),
            models.UniqueConstraint(
                fields=["member", "idempotency_key"], name="comment_posted_once"
            ),
            models.CheckConstraint(
                condition=Q(origin="member", document__isnull=True, posted_at__isnull=False)
                | Q(origin="captured", member__isnull=True, document__isnull=False),
                name="comment_origin_fits",
                violation_error_message=_("A comment is a member's, or it is from a capture."),
            ),
        ]

    def set_body(self, source: str) -> None:
        """Take `source` as the comment: render it, and tell its words apart, this once."""
        self.body = source
        self.body_html = render_comment(source)
        self.render_version = RENDER_VERSION
        self.fingerprint = fingerprint(read(source).words)

    def get_absolute_url(self) -> str:
        """Its own page, where what it answers and what answers it is, too."""
        return reverse("comment", args=[self.pk])

    def __str__(self) -> str:
        return f"{self.article}: {self.pk}"
