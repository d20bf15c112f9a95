"""The forms of a discussion. What may be said is for the verbs to decide (archive/commenting/)."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from archive.commenting.refusal import Refused
from archive.commenting.screened import RefusedByRule
from archive.models import Comment, Rule

DAMAGED = _("This form was damaged on its way. Look at it, and send it again.")
AS_IT_IS = "as_it_is"  # the button that sends what the rules ask to write otherwise
ROWS = 8  # lines of a comment that are seen at once; the field grows with what is written


class Words(forms.Field):
    """Text as it was typed. The verbs look at every character, and say what is wrong and where;
    Django's own field would take the edges off, and refuse a NUL in other words."""

    def __init__(self, label: Any, widget: forms.Widget, help_text: Any = "") -> None:
        super().__init__(required=False, label=label, widget=widget, help_text=help_text)

    def to_python(self, value: str | None) -> str:
        return value or ""


def _body(label: Any) -> Words:
    attrs = {"rows": ROWS, "autocomplete": "off", "dir": "auto", "autofocus": True}
    help_text = _("*leaning*, **strong**, [words](https://…), > a quotation, - a list, `code`")
    return Words(label, forms.Textarea(attrs), help_text)


class WriteForm(forms.Form):
    """A new comment, or an answer to the one `answered`. `key` is the form's own, so that what is
    sent twice is posted once; `in_thread` says that the form stands in a thread, where there can be
    several, and not on a page of its own."""

    body = _body(_("Your comment"))
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    in_thread = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, answered: Comment | None = None, **named: Any
    ) -> None:
        auto_id = f"reply-{answered.pk}-%s" if answered else "write-%s"
        super().__init__(data, auto_id=auto_id, **named)
        if answered:
            self.fields["body"].label = _("Your answer")

    @property
    def damaged(self) -> bool:
        """Whether what the form says of itself, and nobody typed, is not what it was."""
        return bool({"parent", "key"} & self.errors.keys())


class EditForm(forms.Form):
    """A comment anew. `edition` is how often it had been edited when the form was opened."""

    body = _body(_("Your comment, changed"))
    edition = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    in_thread = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @property
    def damaged(self) -> bool:
        return "edition" in self.errors


class ReportForm(forms.Form):
    rule = forms.ModelChoiceField(
        Rule.objects.none(),
        label=_("Which rule does it break?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the rule that it breaks.")},
    )
    line = Words(
        _("In your words"),
        forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        _("If it is not plain to see. Only moderators read this."),
    )
    in_thread = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["rule"].queryset = Rule.objects.in_force()  # type: ignore[attr-defined]


def again(data: QueryDict) -> QueryDict:
    """What was sent, to be shown again: HTML has no way to write a NUL."""
    copy = data.copy()
    for name, values in data.lists():
        copy.setlist(name, [str(value).replace("\0", "\ufffd") for value in values])
    return copy


def can_wait(refusal: Refused | None) -> bool:
    """Whether what was refused may be sent again as it is, for a moderator to look at."""
    return isinstance(refusal, RefusedByRule) and refusal.can_wait


def new_key() -> str:
    """A form's own key."""
    return str(uuid4())
