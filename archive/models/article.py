"""Article: a piece, or a discussion whose piece was not captured."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.dates import Precision, date_in_words, precision_matches_ends
from archive.models.sharing import Sharing
from archive.models.slug import free_slug
from archive.text.addresses import is_web_address
from archive.text.markdown import RENDER_VERSION, render_article

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

WRITTEN_HERE = "written/"  # no file and no catalogue key has a stroke in it
TO_COMPARE = Q(compared_at=None) | Q(compared_at__lt=F("changed_at"))


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> "ArticleQuerySet":
        return self.filter(state=Article.State.PUBLISHED)

    def visible_to(self, user: "User | AnonymousUser") -> "ArticleQuerySet":
        """What `user` may see the words of, wherever they stand: editors those of drafts and
        of what was withdrawn too, everybody else those of what is published."""
        return self if user.has_perm("archive.change_article") else self.published()

    def touching(self, year: int) -> "ArticleQuerySet":
        """Dated in `year`, as far as is known: a range counts in every year that it touches, and
        one without an end reaches to the year the article was added here."""
        begins = Q(date_earliest__year__lte=year) | Q(date_earliest=None)
        ends = Q(date_latest__year__gte=year) | Q(date_latest=None, added_at__year__gte=year)
        return self.dated().filter(begins, ends)

    def dated(self) -> "ArticleQuerySet":
        return self.exclude(date_precision=Precision.UNKNOWN)

    def undated(self) -> "ArticleQuerySet":
        return self.filter(date_precision=Precision.UNKNOWN)

    def to_compare(self) -> "ArticleQuerySet":
        """Those whose text was not compared with all others since it last changed."""
        return self.filter(TO_COMPARE)


class Article(models.Model):
    """What the archive holds of one piece. Each fact about it has its `Evidence`."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("article")
        DISCUSSION = "discussion", _("discussion")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Ground(models.TextChoices):
        """Why an article was withdrawn; it decides between the answers 410 and 451."""

        EDITORIAL = "editorial", _("editorial decision")
        LEGAL = "legal", _("legal reason")

    key = models.CharField(
        _("key"),
        max_length=255,  # as long as a file's name
        unique=True,
        editable=False,
        help_text=_("The catalogue's name for it, or the file it came from."),
    )
    slug = models.SlugField(
        _("address"), max_length=100, unique=True, allow_unicode=True, editable=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ARTICLE)
    title = models.CharField(_("title"), max_length=500, blank=True)
    dek = models.TextField(_("dek"), blank=True, help_text=_("The sentence under the title."))
    language = models.CharField(
        _("language"), max_length=10, blank=True, help_text=_("A code such as “en” or “de”.")
    )
    key_points = models.JSONField(_("key points"), default=list, blank=True)
    body = models.TextField(_("body"), blank=True, help_text=_("Markdown."))
    body_blocks = models.JSONField(editable=False, default=list)  # rendered, one by one
    body_lines = models.JSONField(editable=False, default=list)  # the capture's, of each block
    render_version = models.PositiveSmallIntegerField(editable=False, default=0)

    outlet = models.ForeignKey(
        "archive.Outlet",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("outlet"),
        help_text=_("Where it was captured."),
    )
    original_outlet = models.ForeignKey(
        "archive.Outlet",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="originals",
        verbose_name=_("original outlet"),
        help_text=_("Where it first appeared, if elsewhere."),
    )
    original_url = models.URLField(_("original address"), max_length=1000, blank=True)
    republication_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="republications",
        verbose_name=_("republication of"),
    )
    authors = models.ManyToManyField(
        "archive.Author", through="archive.Byline", related_name="articles"
    )
    topics = models.ManyToManyField(
        "archive.Topic", related_name="articles", blank=True, verbose_name=_("topics")
    )
    image_credits = models.TextField(_("image credits"), blank=True)
    rights = models.TextField(_("rights statement"), blank=True)
    sharing = models.CharField(
        _("passed on to readers’ tools"),
        max_length=10,
        choices=Sharing,
        blank=True,
        help_text=_(
            "In feeds, in the API and to search engines. Empty: as the site’s settings say."
        ),
    )
    # When its text was last compared with all others (archive/related/); null: not yet.
    compared_at = models.DateTimeField(null=True, editable=False)

    date_precision = models.CharField(
        _("date is known"), max_length=10, choices=Precision, default=Precision.UNKNOWN
    )
    date_earliest = models.DateField(_("earliest date"), null=True, blank=True)
    date_latest = models.DateField(_("latest date"), null=True, blank=True)
    original_date_precision = models.CharField(
        _("original's date is known"), max_length=10, choices=Precision, default=Precision.UNKNOWN
    )
    original_date_earliest = models.DateField(_("original's earliest date"), null=True, blank=True)
    original_date_latest = models.DateField(_("original's latest date"), null=True, blank=True)

    premoderated = models.BooleanField(_("every comment waits for a moderator"), default=False)
    slow_minutes = models.PositiveSmallIntegerField(
        _("minutes between two comments of a member"),
        default=0,
        help_text=_("Slow mode, for a discussion that runs hot. 0: no wait."),
    )
    # Raised with every change of what is said of it, so that pages can tell whether theirs is old.
    discussion_version = models.PositiveBigIntegerField(editable=False, default=0)
    comment_total = models.PositiveIntegerField(editable=False, default=0)  # public ones

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawal_ground = models.CharField(
        _("ground of withdrawal"), max_length=10, choices=Ground, blank=True
    )
    withdrawal_reason = models.TextField(
        _("reason for withdrawal"),
        blank=True,
        help_text=_("Readers see it in the article's place."),
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    document = models.OneToOneField(
        "archive.SourceDocument",
        models.RESTRICT,
        null=True,
        blank=True,
        editable=False,
        related_name="current_of",
        verbose_name=_("current capture"),
    )
    import_fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    catalogued = models.JSONField(editable=False, default=list)  # the facts that a catalogue names

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-added_at", "-id"]
        indexes = [
            models.Index(fields=["state", "-added_at", "-id"], name="article_newest"),
            models.Index(fields=["state", "date_earliest", "id"], name="article_by_date"),
            # Site maps read it alone, and not the rows with their texts.
            models.Index(fields=["state", "id", "changed_at"], name="article_changed"),
            # A search asks it of every entry that it finds.
            models.Index(fields=["id"], condition=Q(state="published"), name="article_published"),
            # The few whose text is to be compared: else every look at them would read all texts.
            models.Index(fields=["id"], condition=TO_COMPARE, name="article_to_compare"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=precision_matches_ends("date"),
                name="article_date_precision",
                violation_error_message=_("The date's ends do not fit how it is known."),
            ),
            models.CheckConstraint(
                condition=precision_matches_ends("original_date"),
                name="article_original_date_precision",
                violation_error_message=_("The original date's ends do not fit how it is known."),
            ),
            models.CheckConstraint(
                condition=~Q(republication_of=models.F("pk")),
                name="article_republishes_another",
                violation_error_message=_("An article cannot republish itself."),
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")),
                name="article_withdrawal_has_reason",
                violation_error_message=_("A withdrawal needs a reason that readers can read."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.label)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = free_slug(Article, self.title, fallback=self.kind)
        if not self.key:
            self.key = f"{WRITTEN_HERE}{self.slug}"
        if not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = self._own_columns()
        super().save(*args, **kwargs)

    def _own_columns(self) -> set[str]:
        """All but what archive/commenting/discussion.py counts: whoever saves what they loaded a
        while ago must not undo the comments that came since."""
        deferred = self.get_deferred_fields()
        columns = {f.name for f in self._meta.concrete_fields if f.attname not in deferred}
        return columns - {"id", "discussion_version", "comment_total"}

    def set_body(self, source: str, lines: Sequence[list[int]] = ()) -> None:
        """Take `source` as the body, and render it this once.

        `lines` are the first and last line in the current capture of each of its outermost
        blocks; a body that an editor changed has none.
        """
        self.body = source
        self.body_blocks = render_article(source)
        self.body_lines = list(lines) if len(lines) == len(self.body_blocks) else []
        self.render_version = RENDER_VERSION

    @property
    def body_html(self) -> str:
        return "".join(self.body_blocks)

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])

    @property
    def first_address(self) -> str:
        """The original address, where a link may lead there; else empty."""
        return self.original_url if is_web_address(self.original_url) else ""

    def date_words(self, name: str) -> str:
        """`name`, "date" or "original_date", as records keep it."""
        parts = (getattr(self, f"{name}_{part}") for part in ("precision", "earliest", "latest"))
        return date_in_words(*parts)

    @property
    def label(self) -> str:
        """What to call it where a title is needed."""
        if self.title:
            return self.title
        if self.kind == Article.Kind.DISCUSSION:
            return str(_("Untitled discussion"))
        return str(_("Untitled article"))
