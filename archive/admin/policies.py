"""The ledger of who may comment: editors add to it, and nobody changes what was written."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin.moments import MomentAhead
from archive.admin.reasons import ReasonField
from archive.admin.records import LedgerAdmin
from archive.commenting import policy
from archive.gate import read
from archive.models import Article, CommentPolicy

SHOWN = 20  # rows of an article's history beside the article; the list has all


class CommentPolicyForm(forms.ModelForm):
    """A row for the whole site, from now on, unless told otherwise."""

    in_force_from = MomentAhead(
        label=_("In force from"),
        required=False,
        error_messages={
            "over": _(
                "What was in force before stays: name a moment that lies ahead, or none for now."
            )
        },
        help_text=_("Leave it empty for now. A later moment closes or opens by itself."),
    )

    reason = ReasonField(
        required=False,
        max_length=300,
        help_text=_("Readers see it. It continues a sentence: “…, because the editor is away”."),
    )

    class Meta:
        model = CommentPolicy
        fields = ("article", "level", "reason", "in_force_from", "close_after_days")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A new row for the site closes as the last one did, unless somebody wants it otherwise.
        if "close_after_days" in self.fields and "article" not in self.initial:
            last = CommentPolicy.objects.filter(article=None).first()
            self.initial["close_after_days"] = last.close_after_days if last else None
        self.initial.pop("in_force_from", None)

    def clean_in_force_from(self) -> Any:
        return self.cleaned_data["in_force_from"] or timezone.now()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("article") and "close_after_days" not in self.changed_data:
            cleaned["close_after_days"] = None  # the site's, and nobody wanted it here
        return cleaned


@admin.register(CommentPolicy)
class CommentPolicyAdmin(LedgerAdmin):
    """Its list is the history."""

    form = CommentPolicyForm
    autocomplete_fields = ("article",)
    list_display = ("scope", "level", "in_force_from", "reason", "by", "close_after_days")
    list_filter = ("level", ("article", admin.EmptyFieldListFilter))
    list_select_related = ("article", "set_by")
    search_fields = ("article__title", "reason")
    readonly_fields = ("by", "set_at", "drive")
    fields = ("article", "level", "reason", "in_force_from", "close_after_days")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CommentPolicy]:
        visible = Article.objects.visible_to(request.user)
        return super().get_queryset(request).filter(Q(article=None) | Q(article__in=visible))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.fields, *self.readonly_fields) if obj else self.fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.add_commentpolicy")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        policy.write(obj, request.user)  # type: ignore[arg-type]  # the admin lets nobody else in

    @admin.display(description=_("for"), ordering="article")
    def scope(self, row: CommentPolicy) -> str:
        return str(row.article or _("the whole site"))

    @admin.display(description=_("set by"), ordering="set_by")
    def by(self, row: CommentPolicy) -> str:
        return str(row.set_by or (_("a drive") if row.drive_id else "—"))


def who_may_comment(article: Article) -> str:
    """Who may comment on `article` now, and what was decided of that so far, as markup."""
    context = {
        "article": article,
        "gate": read(article.pk, None, timezone.now()).gate,
        "rows": article.comment_policies.select_related("set_by")[:SHOWN],
    }
    return render_to_string("admin/archive/article/_who_may_comment.html", context)
