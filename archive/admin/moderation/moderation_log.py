"""The moderation log: every act, by whom, when and why. Nobody changes or deletes any of it; what
an act changed can be put back, which is an act in turn (archive/admin/moderation/undoing.py)."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.admin.moderation.reports import link_to_comment
from archive.admin.moderation.undoing import UndoingAdmin
from archive.admin.records import RecordAdmin
from archive.admin.visible import WithItsArticle
from archive.models import Comment, ModerationEntry
from archive.moderating.decided import told_to
from archive.moderating.impartiality import judges_alone
from archive.moderating.undoable import Undoable

SHOWN_WITH_IT = ("actor", "member", "rule", "undone_by__undone_by", "undoes", "ban__member")


@admin.register(ModerationEntry)
class ModerationEntryAdmin(UndoingAdmin, RecordAdmin, WithItsArticle):
    paths_to_article = ("comment__article",)
    outlives = "comment__article"  # empty where the comment is gone, too
    change_form_template = "admin/archive/moderationentry/change_form.html"
    list_display = ("at", "what", "by", "reason", "note", "of", "about", "rule_named")
    list_display_links = ("at",)
    list_filter = (
        "act",
        ("at", admin.DateFieldListFilter),
        ("rule", admin.RelatedOnlyFieldListFilter),
        ("actor", admin.RelatedOnlyFieldListFilter),  # those who acted, not everybody
    )
    search_fields = ("reason", "note", "member__display_name", "actor__display_name")
    search_help_text = _("Words of reasons and notes, and the names of members and moderators.")
    date_hierarchy = "at"
    show_facets = admin.ShowFacets.NEVER
    fields = ("at", "what", "by", "about", "of", "rule_named", "reason", "note", "was", "together")
    readonly_fields = fields

    class Media:
        css = {"all": ("css/administration.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the comment, which may be gone: asking for it one by one would raise. Without what
        nobody shall know about themselves: what was noted, and that somebody reported them."""
        rows = super().get_queryset(request).select_related("comment", *SHOWN_WITH_IT)
        reader: Any = request.user  # the admin lets nobody else in
        if not judges_alone(reader):
            rows = rows.exclude(Q(member=reader) & ~Q(pk__in=told_to(reader).values("pk")))
        return rows.defer("comment__body_html")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("act"), ordering="act")
    def what(self, entry: ModerationEntry) -> str:
        words = entry.get_act_display()
        if entry.undoes:
            words = gettext("undone: %(act)s") % {"act": entry.undoes.get_act_display()}
        if entry.stands:
            return words
        return format_html("<s>{}</s> {}", words, gettext("(undone since)"))

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

    @admin.display(description=_("done together with"))
    def together(self, entry: ModerationEntry) -> str:
        if not entry.batch:
            return "—"
        others = ModerationEntry.objects.filter(batch=entry.batch).count() - 1
        return format_html('<a href="../../?batch={}">{}</a>', entry.batch, others)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        entry = kwargs["obj"]
        batch = ModerationEntry.objects.filter(batch=entry.batch) if entry.batch else ()
        context["may_undo"] = self.has_undo_permission(request)
        reader: Any = request.user  # as above
        chosen = ModerationEntry.objects.filter(pk=entry.pk)
        context["why_not_undo"] = Undoable(chosen, reader).why_not(entry)
        context["batch_total"] = len(batch)
        return super().render_change_form(request, context, *args, **kwargs)
