"""Members, where staff name them: as others see them, since nobody here knows their addresses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class MemberNameField(forms.CharField):
    """A display name; cleaned it is a member, or None."""

    widget = forms.TextInput(attrs={"class": "vTextField"})

    def __init__(self, **kwargs: Any) -> None:
        words = _("The display name, exactly as it stands beside the member’s comments.")
        super().__init__(**{"label": _("Member"), "help_text": words, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            found = User.objects.filter(pk=value).first()
            return found.display_name if found else ""
        return value

    def clean(self, value: Any) -> Any:
        name = " ".join(super().clean(value).split())
        if not name:
            return None
        members = User.objects.not_deleted()
        found = members.filter(display_name=name).first()
        if found:
            return found
        if members.named_like(name).exists():
            raise forms.ValidationError(
                _("Nobody is called exactly that, but somebody’s name looks like it: copy it.")
            )
        raise forms.ValidationError(_("Nobody here is called that."))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
