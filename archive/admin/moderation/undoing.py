"""Undoing in the administration: asked for with what it is about, told with what was left."""

from collections import defaultdict
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive import policies
from archive.models import ModerationEntry
from archive.moderating.undo import Undone, remaining, undo, undo_batch
from archive.moderating.undoable import Undoable

MOST_AT_ONCE = 2_000  # of those that are chosen; a batch is undone as it was done, however large
SHOWN = 20  # of those that are asked about
NAMED = 5  # of those that were left for one reason
WRONG = 422


class NumbersField(forms.CharField):
    """Entries by their ids, in one field however many there are."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        words = super().clean(value).split()
        if not all(word.isdecimal() and len(word) <= 18 for word in words):
            raise ValidationError(_("The list of acts is spoilt. Choose them again."))
        if len(words) > MOST_AT_ONCE:
            raise ValidationError(too_many(len(words)))
        return {int(word) for word in words}


class UndoForm(forms.Form):
    entries = NumbersField(required=False)
    batch = forms.UUIDField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Why it is undone, for moderators. Nobody else reads it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("entries") or cleaned.get("batch")):
            raise ValidationError(_("Choose what to undo."))
        return cleaned


class Asked(NamedTuple):
    """What is asked about: why it will be left as it is, and what will remain of it if not."""

    entry: ModerationEntry
    why_not: str
    remains: str


class UndoingAdmin(admin.ModelAdmin):
    """Whoever decides about comments may undo, except for what archive/moderating/undoable.py
    leaves to others."""

    actions = ("undo_chosen",)

    def has_undo_permission(self, request: HttpRequest) -> bool:
        return policies.may_moderate(request.user)

    @admin.action(description=gettext_lazy("Undo"), permissions=["undo"])
    def undo_chosen(self, request: HttpRequest, entries: QuerySet[Any]) -> HttpResponse:
        numbers = list(entries.order_by("pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(numbers) > MOST_AT_ONCE:
            self.message_user(request, too_many(entries.count()), messages.ERROR)
            return redirect(request.get_full_path())
        return self._ask(request, UndoForm(initial={"entries": " ".join(map(str, numbers))}))

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.undo_view)
        return [path("undo/", view, name="archive_moderationentry_undo"), *super().get_urls()]

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_undo_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._too_late(request)
        form = UndoForm(request.POST)
        if not form.is_valid():
            return self._ask(request, form, WRONG)
        if "asked" not in request.POST:
            sent = {name: request.POST.get(name, "") for name in ("entries", "batch")}
            return self._ask(request, UndoForm(initial=sent))
        actor: Any = request.user  # the admin lets nobody else in
        batch, note = form.cleaned_data["batch"], form.cleaned_data["note"]
        if batch:
            return self._tell(request, undo_batch(batch, actor, note))
        chosen = self._chosen(request, form.cleaned_data["entries"], None)
        return self._tell(request, undo(list(chosen.values_list("pk", flat=True)), actor, note))

    def _too_late(self, request: HttpRequest) -> HttpResponse:
        """Whoever had to log in again is led here by what they had sent, and that is gone."""
        self.message_user(
            request, _("Nothing was undone. Choose again what to undo."), messages.WARNING
        )
        return redirect("admin:archive_moderationentry_changelist")

    def _chosen(self, request: HttpRequest, entries: Any, batch: UUID | None) -> QuerySet[Any]:
        rows = self.get_queryset(request)
        rows = rows.filter(batch=batch) if batch else rows.filter(pk__in=entries)
        return rows.order_by("-pk")

    def _ask(self, request: HttpRequest, form: UndoForm, status: int = 200) -> HttpResponse:
        sent = UndoForm({name: form[name].value() or "" for name in ("entries", "batch")})
        sent.is_valid()
        chosen = self._chosen(
            request, sent.cleaned_data.get("entries", ()), sent.cleaned_data.get("batch")
        )
        actor: Any = request.user  # as above
        undoable = Undoable(chosen, actor)
        entries = [Asked(entry, undoable.why_not(entry), remaining(entry)) for entry in chosen]
        total = sum(not asked.why_not for asked in entries)
        words = ngettext("Undo %(n)s act", "Undo %(n)s acts", total) % {"n": total}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": words if total else _("Nothing to undo"),
            "form": form,
            "entries": entries[:SHOWN],
            "further": max(len(entries) - SHOWN, 0),
            "total": total,
        }
        template = "admin/archive/moderationentry/undo.html"
        return TemplateResponse(request, template, context, status=status)

    def _tell(self, request: HttpRequest, undone: Undone) -> HttpResponse:
        """What was done is shown as a list, and what was left is named with the sentence why."""
        done = len(undone.done)
        words = ngettext("%(n)s act was undone.", "%(n)s acts were undone.", done) % {"n": done}
        self.message_user(request, words, messages.SUCCESS if done else messages.WARNING)
        for sentence in sorted({sentence for _entry, sentence in undone.remains})[:NAMED]:
            self.message_user(request, sentence, messages.WARNING)
        if (more := len(undone.remains) - NAMED) > 0:
            words = ngettext("The same for %(n)s more.", "The same for %(n)s more.", more)
            self.message_user(request, words % {"n": more}, messages.WARNING)
        reasons: dict[str, list[ModerationEntry]] = defaultdict(list)
        for entry, sentence in undone.left:
            reasons[sentence].append(entry)
        for sentence, entries in reasons.items():
            self.message_user(request, _left(sentence, entries), messages.WARNING)
        address = reverse("admin:archive_moderationentry_changelist")
        batch = undone.done[0].batch if undone.done else None
        return redirect(f"{address}?batch={batch}" if batch else address)


def too_many(count: int) -> str:
    return _("These are %(count)s acts. Choose %(most)s at most, and then the rest.") % {
        "count": count,
        "most": MOST_AT_ONCE,
    }


def _left(sentence: str, entries: list[ModerationEntry]) -> str:
    named = ", ".join(str(entry) for entry in entries[:NAMED])
    more = "…" if len(entries) > NAMED else ""
    words = ngettext(
        "%(n)s was left as it is (%(named)s): %(why)s",
        "%(n)s were left as they are (%(named)s): %(why)s",
        len(entries),
    )
    return words % {"n": len(entries), "named": named + more, "why": sentence}
