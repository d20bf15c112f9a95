"""The moderation log: every act, by whom, when and why. Nobody changes or deletes any of it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.records import RecordAdmin
from archive.admin.reports import link_to_comment
from archive.admin.visible import WithItsArticle
from archive.models import Comment, ModerationEntry


@admin.register(ModerationEntry)
class ModerationEntryAdmin(RecordAdmin, WithItsArticle):
    paths_to_article = ("comment__article",)
    outlives = "comment__article"  # empty where the comment is gone, too
    list_display = ("at", "act", "by", "reason", "note", "of", "about", "rule_named")
    list_filter = (
        "act",
        ("at", admin.DateFieldListFilter),
        ("actor", admin.RelatedOnlyFieldListFilter),  # those who acted, not everybody
    )
    list_select_related = ("actor", "comment", "member", "rule")
    search_fields = ("reason", "note", "member__display_name", "actor__display_name")
    date_hierarchy = "at"
    show_facets = admin.ShowFacets.NEVER
    fields = ("at", "act", "by", "about", "of", "rule_named", "reason", "note", "was", "batch")
    readonly_fields = fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("by"), ordering="actor")
    def by(self, entry: ModerationEntry) -> str:
        return str(entry.actor or _("the site"))

    @admin.display(description=_("comment"))
    def about(self, entry: ModerationEntry) -> str:
        return link_to_comment(entry.comment)

    @admin.display(description=_("member"))
    def of(self, entry: ModerationEntry) -> str:
        return str(entry.member or "—")

    @admin.display(description=_("rule"))
    def rule_named(self, entry: ModerationEntry) -> str:
        return str(entry.rule or "—")

    @admin.display(description=_("before"))
    def was(self, entry: ModerationEntry) -> str:
        review = entry.before.get("review")
        return str(Comment.Review(review).label) if review else "—"
