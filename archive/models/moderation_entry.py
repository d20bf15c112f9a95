"""ModerationEntry: one act of moderation. Written once, never changed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.append_only import AppendOnly, AppendOnlyQuerySet


def _of(model: str, verbose_name: Any) -> Any:
    """A reference to what stays for as long as the log does."""
    return models.ForeignKey(
        model,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moderation_entries",
        verbose_name=verbose_name,
    )


def _of_what_may_go(model: str, verbose_name: Any) -> Any:
    """A reference that outlives what it refers to: its number stays where the row is gone, so that
    no deletion elsewhere rewrites the log."""
    return models.ForeignKey(
        model,
        models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="moderation_entries",
        verbose_name=verbose_name,
    )


# As far as anybody goes back and forth.
UNDONE = Q(undone_by__isnull=False) & (
    Q(undone_by__undone_by=None) | Q(undone_by__undone_by__undone_by__isnull=False)
)


class ModerationEntryQuerySet(AppendOnlyQuerySet["ModerationEntry"]):
    def standing(self) -> "ModerationEntryQuerySet":
        """What nobody has undone, or was done again since."""
        return self.exclude(UNDONE)

    def taken_back(self) -> "ModerationEntryQuerySet":
        """What somebody has undone, and nobody done again."""
        return self.filter(UNDONE)


class ModerationEntry(AppendOnly):
    """Who did what to whom or what, why, and what it was before.

    `actor` is null where a rule of the site acted. `reason` is what the member is told, `note`
    what only moderators read. `before` and `after` are the state that the act found and left, as
    names and values; an act that leaves nothing to take back has neither. `waited` is how long
    what it decided had waited for a decision.
    """

    class Act(models.TextChoices):
        HELD = "held", _("held for review")
        ASKED = "asked", _("asked to rewrite")
        REFUSED = "refused", _("refused by a rule")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        REMOVED = "removed", _("removed")
        KEPT = "kept", _("kept in spite of reports")
        ERASED = "erased", _("words erased")
        NOTED = "noted", _("noted")
        WARNED = "warned", _("warned")
        PREMODERATED = "premoderated", _("comments to wait from now on")
        RELEASED = "released", _("comments not to wait any more")
        BANNED = "banned", _("banned")
        EXPLAINED = "explained", _("ban explained")
        LIFTED = "lifted", _("ban lifted")
        UPHELD = "upheld", _("appeal heard: decision stays")
        OVERTURNED = "overturned", _("appeal heard: decision taken back")
        GRANTED = "granted", _("request to remove granted")
        DECLINED = "declined", _("request to remove declined")
        UNDONE = "undone", _("undone")

    act = models.CharField(_("act"), max_length=12, choices=Act)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moderation_acts",
        verbose_name=_("by"),
    )
    member = _of(settings.AUTH_USER_MODEL, _("member"))
    comment = _of_what_may_go("archive.Comment", _("comment"))
    article = _of_what_may_go("archive.Article", _("article"))
    rule = _of("archive.Rule", _("rule"))
    ban = _of("archive.Ban", _("ban"))
    warning = _of("archive.MemberWarning", _("warning"))
    appeal = _of("archive.Appeal", _("appeal"))
    removal_request = _of("archive.RemovalRequest", _("request to remove"))
    undoes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name=_("undoes"),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    before = models.JSONField(_("before"), default=dict, editable=False)
    after = models.JSONField(_("after"), default=dict, editable=False)
    waited = models.DurationField(_("waited"), null=True, editable=False)
    batch = models.UUIDField(_("batch"), null=True, blank=True, db_index=True, editable=False)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True, editable=False)

    objects = ModerationEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("moderation entry")
        verbose_name_plural = _("moderation log")
        ordering = ["-at", "-id"]

    @property
    def stands(self) -> bool:
        """Whether nobody has undone it, or that was undone in turn."""
        undoing = getattr(self, "undone_by", None)
        return undoing is None or not undoing.stands

    def __str__(self) -> str:
        return f"{self.get_act_display()} ({self.at:%Y-%m-%d %H:%M})"
