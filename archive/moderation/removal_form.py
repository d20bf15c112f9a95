"""The form in which anybody asks for something captured not to be shown."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.addresses import LONGEST, check_address
from archive.commenting.refusal import Refused
from archive.commenting.wording import checked_line, checked_words
from archive.models import REQUEST_LENGTH, RemovalRequest
from archive.moderating.removals import Asker

NAME_LENGTH = 200  # characters, as a row holds


class RemovalForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages={"required": _("Say who asks.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=LONGEST,
        help_text=_("The answer goes there. Only those who decide see it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Give an address: the answer comes by mail.")},
    )
    relation = forms.ChoiceField(
        label=_("What is it to you?"),
        choices=RemovalRequest.Relation,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one: different rights follow from it.")},
    )
    words = forms.CharField(
        label=_("What should not be shown, and why?"),
        help_text=_(
            "All of it, or which words? If the law is on your side, name it. If you can show who "
            "you are, say how."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Say what is asked, and why.")},
    )

    def clean_name(self) -> str:
        try:
            return checked_line(self.cleaned_data["name"], NAME_LENGTH)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"])
        check_address(address)
        return address

    def clean_words(self) -> str:
        try:
            return checked_words(self.cleaned_data["words"], REQUEST_LENGTH)
        except Refused as refused:
            raise ValidationError(str(refused)) from refused

    @property
    def asker(self) -> Asker:
        said = self.cleaned_data
        return Asker(said["name"], said["email"], said["relation"])


def sent(data: QueryDict) -> dict[str, Any]:
    """What was sent, to be looked at and shown again: HTML has no way to write a NUL."""
    return {
        name: str(data[name]).replace("\0", "\ufffd")
        for name in RemovalForm.base_fields
        if name in data
    }
