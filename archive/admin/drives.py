"""Drives: editors begin them and call them off; what comes of them nobody decides."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin.moments import MomentAhead
from archive.admin.records import LedgerAdmin
from archive.admin.refusable import RefusableAdmin, RefusableForm
from archive.commenting import drives
from archive.commenting.refusal import Refused
from archive.gate import Outcome, UnderWay, standings
from archive.models import Article, CommentDrive

A_FEW = 5  # subscribers, as the first author who asked for any did


class CommentDriveForm(RefusableForm):
    """One for the whole site unless told otherwise; only the deadline has to be written."""

    deadline = MomentAhead(
        label=_("Deadline"),
        error_messages={"over": _("The deadline has passed. Name one that lies ahead.")},
    )

    class Meta:
        model = CommentDrive
        fields = ("article", "target", "deadline", "level_if_met", "level_if_missed", "reason")
        widgets = {"reason": forms.TextInput(attrs={"class": "vLargeTextField"})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("level_if_met") == cleaned.get("level_if_missed"):
            self.add_error("level_if_missed", _("Met or missed, it would come to the same."))
        return cleaned


class DriveList(ChangeList):
    """Knows how far each of its drives is: one query for all of them."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        open_ones = [drive for drive in self.result_list if is_open(drive)]
        stand = standings(open_ones, timezone.now())
        for drive, standing in zip(open_ones, stand, strict=True):
            drive.standing = standing


@admin.register(CommentDrive)
class CommentDriveAdmin(RefusableAdmin, LedgerAdmin):
    form = CommentDriveForm
    autocomplete_fields = ("article",)
    change_form_template = "admin/archive/commentdrive/change_form.html"
    list_display = ("scope", "progress", "deadline", "level_if_met", "level_if_missed", "set_by")
    list_select_related = ("article", "set_by", "outcome")
    search_fields = ("article__title", "reason")
    fields = CommentDriveForm.Meta.fields
    readonly_fields = ("starts_at", "progress", "called_off_at", "by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CommentDrive]:
        visible = Article.objects.visible_to(request.user)
        return super().get_queryset(request).filter(Q(article=None) | Q(article__in=visible))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DriveList

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.fields, *self.readonly_fields) if obj else self.fields

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"target": A_FEW, **super().get_changeform_initial_data(request)}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.add_commentdrive")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        drives.begin(obj, request.user)  # type: ignore[arg-type]  # the admin lets nobody else in

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.call_off)
        name = "archive_commentdrive_call_off"
        return [path("<int:pk>/call-off/", view, name=name), *super().get_urls()]

    def call_off(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Whoever had to log in again is led here by what they had sent, and is shown the drive."""
        if not request.user.has_perm("archive.change_commentdrive"):
            raise PermissionDenied
        drive = get_object_or_404(self.get_queryset(request), pk=pk)
        try:
            if request.method == "POST":
                drives.call_off(drive)
                self.log_change(request, drive, str(_("Called off.")))
                self.message_user(request, _("The drive was called off."), messages.SUCCESS)
            else:
                self.message_user(request, _("It was not called off yet."), messages.WARNING)
        except Refused as refused:
            self.message_user(request, str(refused), messages.ERROR)
        return redirect(reverse("admin:archive_commentdrive_change", args=[pk]))

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        drive = kwargs.get("obj")
        allowed = request.user.has_perm("archive.change_commentdrive")
        context["may_call_off"] = allowed and drive is not None and is_under_way(drive)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("for"), ordering="article")
    def scope(self, drive: CommentDrive) -> str:
        return str(drive.article or _("the whole site"))

    @admin.display(description=_("set by"))
    def by(self, drive: CommentDrive) -> str:
        return str(drive.set_by or "—")

    @admin.display(description=_("progress"))
    def progress(self, drive: CommentDrive) -> str:
        return in_words(drive)


def is_open(drive: CommentDrive) -> bool:
    """Whether nobody wrote down what came of it, and nobody called it off."""
    return drive.called_off_at is None and getattr(drive, "outcome", None) is None


def is_under_way(drive: CommentDrive) -> bool:
    return is_open(drive) and isinstance(standing_of(drive), UnderWay)


def standing_of(drive: CommentDrive) -> Outcome | UnderWay:
    """As its list knows it already, or else as it is now."""
    known: Outcome | UnderWay | None = getattr(drive, "standing", None)
    return known or standings([drive], timezone.now())[0]


def in_words(drive: CommentDrive) -> str:
    """How a drive stands; what was written down goes before what could be reckoned anew."""
    if drive.called_off_at:
        return str(_("called off"))
    if not is_open(drive):
        return str(_("met") if drive.outcome.in_force_from < drive.deadline else _("missed"))
    standing = standing_of(drive)
    if isinstance(standing, Outcome):
        return str(_("met") if standing.met else _("missed"))
    words = ngettext(
        "%(count)s of %(n)s new subscriber", "%(count)s of %(n)s new subscribers", drive.target
    )
    return words % {"count": standing.count, "n": drive.target}
