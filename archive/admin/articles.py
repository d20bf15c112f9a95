"""Articles, as editors see them."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.article_form import ArticleForm, original_in
from archive.admin.article_inlines import BylineInline, CitationInline
from archive.admin.captures import link_to_capture
from archive.admin.indexed import IndexedWithArticles
from archive.admin.policies import who_may_comment
from archive.admin.records import RecordAdmin
from archive.admin.visible import WithItsArticle
from archive.commenting import authorship
from archive.commenting.turns import take_articles
from archive.editing.corrections import facts_in, record_correction
from archive.editing.history import record_revision, words_of
from archive.editing.publication import publish, settle_state
from archive.indexing import index_articles
from archive.models import Article, ArticleRevision, Byline, Citation, Evidence


@admin.register(Article)
class ArticleAdmin(WithItsArticle):
    """Corrections are recorded as an editor's, with what they rest on; see editing/."""

    paths_to_article = ("pk",)
    form = ArticleForm
    inlines = (BylineInline, CitationInline)
    list_display = ("label", "kind", "state", "outlet", "date_earliest", "added_at")
    list_filter = (
        "state",
        "kind",
        "date_precision",
        ("outlet", admin.RelatedOnlyFieldListFilter),  # of the articles in the list alone
    )
    list_select_related = ("outlet",)
    search_fields = ("title", "dek", "key", "slug")
    date_hierarchy = "added_at"
    autocomplete_fields = ("outlet", "original_outlet", "republication_of", "topics")
    readonly_fields = (
        "slug",
        "key",
        "capture",
        "who_may_comment",
        "added_at",
        "changed_at",
        "withdrawn_at",
    )
    actions = ("publish_drafts",)
    fieldsets = (
        (None, {"fields": ("title", "dek", "kind", "language", "key_points", "body", "shown")}),
        (
            _("Where it comes from"),
            {"fields": ("outlet", "original_outlet", "original_url", "republication_of", "topics")},
        ),
        (
            _("When"),
            {
                "fields": (
                    ("date_precision", "date_earliest", "date_latest"),
                    (
                        "original_date_precision",
                        "original_date_earliest",
                        "original_date_latest",
                    ),
                )
            },
        ),
        (_("Rights"), {"fields": ("image_credits", "rights", "sharing")}),
        (
            _("What your changes rest on"),
            {"fields": ("evidence_fact", "evidence_lines", "capture")},
        ),
        (
            _("Publication"),
            {"fields": ("state", "withdrawal_ground", "withdrawal_reason", "withdrawn_at")},
        ),
        (_("Discussion"), {"fields": ("premoderated", "slow_minutes")}),
        (_("Who may comment"), {"fields": ("who_may_comment",)}),
        (_("Record"), {"fields": ("slug", "key", "added_at", "changed_at")}),
    )

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        """In its turn while it is saved, and that of the article which it is said to republish, so
        that nothing comes between the form's check and that."""
        article = super().get_object(request, object_id, from_field)
        if article is None or request.method != "POST":
            return article
        take_articles([article.pk, *original_in(request.POST)])
        return super().get_object(request, object_id, from_field)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Those who may only look are shown no form, and no article that they may not open."""
        if self.has_change_permission(request, obj):
            return self.fieldsets
        hidden = {"shown", "evidence_fact", "evidence_lines", "capture", "republication_of"}
        hidden.add("who_may_comment")
        return [
            (title, {"fields": fields})
            for title, options in self.fieldsets
            if (fields := [field for field in options["fields"] if field not in hidden])
        ]

    @admin.display(description=_("capture"))
    def capture(self, article: Article) -> str:
        return link_to_capture(article)

    @admin.display(description=_("who may comment"))
    def who_may_comment(self, article: Article) -> str:
        return who_may_comment(article) if article.pk else "—"

    @admin.action(description=_("Publish the selected drafts"), permissions=["change"])
    def publish_drafts(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        drafts = list(articles.filter(state=Article.State.DRAFT))
        publish(drafts)
        if drafts:
            by = request.user.pk or 0  # the admin lets nobody else in
            LogEntry.objects.log_actions(by, drafts, CHANGE, str(_("Published.")))
        self.message_user(request, _("%(count)s published.") % {"count": len(drafts)})

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        form.words_before = words_of(obj) if change else None
        settle_state(obj)
        if "body" in form.changed_data:
            obj.set_body(obj.body)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Record what was changed once bylines, topics and citations are stored too."""
        super().save_related(request, form, formsets, change)
        changed = set(form.changed_data)
        for formset in formsets:
            if formset.has_changed():
                changed.add("authors" if formset.model is Byline else "citations")
        if "authors" in changed:
            authorship.mark(form.instance)
        record_correction(
            form.instance,
            facts_in(changed),
            by=request.user,  # type: ignore[arg-type]  # the admin lets nobody else in
            fact=form.cleaned_data["evidence_fact"],
            lines=form.cleaned_data["evidence_lines"],
        )
        if form.words_before:
            record_revision(
                form.instance,
                form.words_before,
                ArticleRevision.Cause.CORRECTION,
                by=request.user,  # type: ignore[arg-type]
                reason=form.cleaned_data["evidence_fact"],
            )
        index_articles([form.instance.pk])


@admin.register(ArticleRevision)
class ArticleRevisionAdmin(RecordAdmin, WithItsArticle):
    list_display = ("article", "at", "cause", "by", "reason")
    list_filter = ("cause",)
    list_select_related = ("article", "by")
    search_fields = ("article__title", "reason")


@admin.register(Evidence)
class EvidenceAdmin(RecordAdmin, WithItsArticle):
    """Why the archive says what it says. It is written by imports and by corrections."""

    paths_to_article = ("article", "comment__article")
    list_display = ("subject", "field", "value", "basis", "source", "set_at")
    list_filter = ("basis", "source", "field")
    list_select_related = ("article", "comment__article")
    search_fields = ("article__title", "value", "fact")

    @admin.display(description=_("of"))
    def subject(self, evidence: Evidence) -> str:
        return str(evidence.article or evidence.comment)


@admin.register(Citation)
class CitationAdmin(RecordAdmin, WithItsArticle):
    list_display = ("article", "relation", "author", "title", "outlet", "basis")
    list_filter = ("relation", "basis")
    list_select_related = ("article", "author", "outlet")
    search_fields = ("article__title", "title", "author__name", "outlet__name")


@admin.register(Byline)
class BylineAdmin(RecordAdmin, WithItsArticle, IndexedWithArticles):
    paths_from_article = ("bylines",)
    list_display = ("article", "author", "position")
    list_select_related = ("article", "author")
    search_fields = ("article__title", "author__name")
