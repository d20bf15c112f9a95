"""Members, as moderators know them: what they said and how they stand, and no address."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive import policies
from archive.admin.moderation.member_acting import MemberActingAdmin, ask_about
from archive.admin.moderation.member_record import record_of
from archive.admin.moderation.standings import standings
from archive.models import Ban, Comment, Member, MemberPremoderation, MemberWarning

BANNED, PREMODERATED, WARNED, NEW = "banned", "premoderated", "warned", "new"


class StandingFilter(admin.SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            (BANNED, _("Banned now")),
            (PREMODERATED, _("Premoderated")),
            (WARNED, _("Warned")),
            (NEW, _("Wrote, and was never let through")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        of = {"member": OuterRef("pk")}
        approved = Exists(Comment.objects.filter(**of, review=Comment.Review.APPROVED))
        conditions = {
            BANNED: Q(Exists(Ban.objects.in_force(timezone.now()).filter(**of))),
            PREMODERATED: Q(Exists(MemberPremoderation.objects.filter(**of))),
            WARNED: Q(Exists(MemberWarning.objects.filter(**of, withdrawn_at=None))),
            NEW: Q(Exists(Comment.objects.filter(**of))) & ~Q(approved),
        }
        return queryset.filter(conditions.get(self.value() or "", Q()))


class MemberList(ChangeList):
    """Each member with how they stand, in as many queries for many as for one."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        stand = standings([member.pk for member in self.result_list], timezone.now())
        for member in self.result_list:
            member.standing = stand[member.pk]


@admin.register(Member)
class MemberAdmin(MemberActingAdmin):
    change_form_template = "admin/archive/member/change_form.html"
    list_display = ("name", "standing", "pays", "date_joined")
    list_filter = (StandingFilter,)
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("display_name",)
    search_help_text = _("The name that stands beside the member’s comments.")
    ordering = ("-date_joined", "-pk")
    fields = ()
    actions = ("ban", "lift", "warn", "note", "premoderate", "release")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(deleted_at=None)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[MemberList]:
        return MemberList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Members"), **(extra_context or {})})

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """No address can be guessed letter by letter from how many members a list then has."""
        return lookup == StandingFilter.parameter_name

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return policies.may_moderate(request.user)

    @admin.display(description=_("name"), ordering="display_name")
    def name(self, member: Any) -> str:
        return str(member)

    @admin.display(description=_("standing"))
    def standing(self, member: Any) -> str:
        given = {"standing": member.standing, "member": member}
        return render_to_string("admin/archive/member/_standing_line.html", given)

    @admin.display(description=_("pays"), boolean=True)
    def pays(self, member: Any) -> bool:
        return bool(member.standing.pays)

    @admin.action(description=_("Ban…"), permissions=["moderate"])
    def ban(self, request: HttpRequest, members: QuerySet[Any]) -> HttpResponse:
        return _ask(request, "ban", members)

    @admin.action(description=_("Lift their bans…"), permissions=["moderate"])
    def lift(self, request: HttpRequest, members: QuerySet[Any]) -> HttpResponse:
        return _ask(request, "lift", members)

    @admin.action(description=_("Warn…"), permissions=["moderate"])
    def warn(self, request: HttpRequest, members: QuerySet[Any]) -> HttpResponse:
        return _ask(request, "warn", members)

    @admin.action(description=_("Note…"), permissions=["moderate"])
    def note(self, request: HttpRequest, members: QuerySet[Any]) -> HttpResponse:
        return _ask(request, "note", members)

    @admin.action(description=_("Let their comments wait…"), permissions=["moderate"])
    def premoderate(self, request: HttpRequest, members: QuerySet[Any]) -> HttpResponse:
        return _ask(request, "premoderate", members)

    @admin.action(description=_("Let their comments not wait any more…"), permissions=["moderate"])
    def release(self, request: HttpRequest, members: QuerySet[Any]) -> HttpResponse:
        return _ask(request, "release", members)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["record"] = record_of(kwargs["obj"], request)
        context["title"], context["subtitle"] = str(kwargs["obj"]), None
        return super().render_change_form(request, context, *args, **kwargs)


def _ask(request: HttpRequest, name: str, members: QuerySet[Any]) -> HttpResponse:
    return ask_about(request, name, list(members.values_list("pk", flat=True)))
