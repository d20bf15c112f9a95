"""What staff give: fields to say to whom, what and for how long."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.narrowing import NarrowedByItsFilters
from accounts.models import Plan, Unit, User
from accounts.subscriptions import LONGEST, Length


class GivenAdmin(NarrowedByItsFilters):
    """Rows that are added by a form of their own, and never edited or deleted after that: an
    administration that can rewrite them is no record."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        only_save = {"show_save_and_continue": False, "show_save_and_add_another": False}
        return super().add_view(request, form_url, only_save | (extra_context or {}))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Its verb has stored it, in `save_form`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Nothing else hangs on the form."""


class LengthForm(forms.ModelForm):
    """A plan, and a length in days or months, or always."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = self.fields["plan"]
        assert isinstance(plan, forms.ModelChoiceField)
        plan.queryset = Plan.objects.offered()
        plan.empty_label = None
        if not plan.queryset.exists():
            plan.help_text = _("No plan is on offer: an administrator makes one under Plans.")
        self.fields["unit"].initial = Unit.MONTHS
        self.fields["length"].help_text = _("None for always.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "length" in cleaned and "unit" in cleaned:
            try:
                cleaned["how_long"] = Length(cleaned["length"], cleaned["unit"])
            except ValueError:
                self.add_error("length", _wrong_length(cleaned["unit"]))
        return cleaned


def member_called(typed: str, by_address: bool) -> User:
    """The member of that name, which all see; or, if `by_address`, of that exact address.

    Raises ValidationError where nobody is called so, or who is has been deactivated.
    """
    if "@" in typed and not by_address:
        raise forms.ValidationError(
            _("Write the display name. Only those who see members’ addresses give by address.")
        )
    people = User.objects.not_deleted()
    found = people.filter(email=typed.lower()) if "@" in typed else people.named_like(typed)
    member = found.first()
    if member is None:
        raise forms.ValidationError(
            _("No member is called “%(typed)s”. Write it as they do."), params={"typed": typed}
        )
    if not member.is_active:
        raise forms.ValidationError(
            _("%(member)s cannot log in at present."), params={"member": member}
        )
    return member


def _wrong_length(unit: str) -> str:
    if unit == Unit.ALWAYS:
        return _("Always has no length. Leave this empty, or choose days or months.")
    return _("Write how many, from 1 to %(most)s; or choose always.") % {
        "most": LONGEST[Unit(unit)]
    }


REASON_HELP = gettext_lazy(
    "For the staff. No page or mail tells the member, but it is in what they can take away of "
    "their data: write what they may read."
)
