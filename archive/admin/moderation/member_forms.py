"""What is asked of a moderator who does something about members: one, or a thousand at once."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.admin.moments import MomentAhead
from archive.admin.moderation.grounds import GroundsForm
from archive.admin.reasons import read_by_all
from archive.models import Ban, Comment
from archive.models.ban import REFUND_LENGTH
from archive.moderating.notes import NOTE_LENGTH
from archive.moderating.refunds import paying
from archive.moderating.takedown import Takedown, taken_down

MOST_AT_ONCE = 2_000  # members: none of them can post until all are dealt with
FOR_GOOD, UNTIL = "good", "until"
BAN_HELP = read_by_all(
    gettext_lazy(
        "The member reads it. It continues a sentence: “…, because you insult another member”. It "
        "can be written later: the ban stays on the list of those to explain until it is."
    )
)
LENGTHS = (1, 3, 7, 30, 90)  # days; what is between them needs a date


class NumbersField(forms.CharField):
    """Members by their ids, in one field however many there are."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        words = super().clean(value).split()
        if not all(word.isascii() and word.isdigit() and len(word) <= 18 for word in words):
            raise ValidationError(_("The list of members is spoilt. Choose them again."))
        if len(words) > MOST_AT_ONCE:
            raise ValidationError(
                _("These are %(count)s members. Choose %(most)s at most, and then the rest.")
                % {"count": len(words), "most": MOST_AT_ONCE}
            )
        return sorted(set(map(int, words)))


class AboutMembers(forms.Form):
    """Whom it is about, and on the occasion of which comment."""

    members = NumbersField()
    comment = forms.ModelChoiceField(
        Comment.objects.filter(member__isnull=False), required=False, widget=forms.HiddenInput
    )


class NoteForm(AboutMembers):
    words = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "autofocus": True}),
        help_text=gettext_lazy("Other moderators read it, and nobody else."),
    )


class AsideForm(AboutMembers):
    """For what is done without a word to the member."""

    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.TextInput(attrs={"class": "vLargeTextField", "autofocus": True}),
        help_text=gettext_lazy("Why; other moderators read it, and nobody else."),
    )


class WarnForm(GroundsForm, AboutMembers):
    field_order = ("members", "comment", "rule", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["autofocus"] = True
        self.fields["reason"].help_text = read_by_all(
            _(
                "The member reads it before they can comment again. It continues a sentence: “You "
                "are warned because …”. Empty: that they broke the rule you chose."
            )
        )


class DayAndTime(forms.SplitDateTimeWidget):
    """As browsers ask for them, where Django's own calendar is not at hand."""

    supports_microseconds = False

    def __init__(self) -> None:
        day, time = {"type": "date"}, {"type": "time"}
        super().__init__(None, "%Y-%m-%d", "%H:%M", day, time)

    def get_context(self, name: str, value: Any, attrs: Any) -> Any:
        context: Any = super().get_context(name, value, attrs)
        words = _("Until, date"), _("Until, time")
        for part, label in zip(context["widget"]["subwidgets"], words, strict=True):
            part["attrs"]["aria-label"] = label
        return context


class BanForm(GroundsForm, AsideForm):
    """It holds at once. What can wait can be left empty."""

    reason_needed = False

    length = forms.ChoiceField(
        label=gettext_lazy("For how long"), initial=FOR_GOOD, widget=forms.RadioSelect
    )
    until = MomentAhead(
        label=gettext_lazy("Until"),
        required=False,
        widget=DayAndTime,
        error_messages={"over": gettext_lazy("Name a moment that lies ahead.")},
    )
    takedown = forms.ChoiceField(
        label=gettext_lazy("Take down"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Of what readers see, or would see once you let it through."),
    )
    subscription = forms.ChoiceField(
        label=gettext_lazy("Subscription"),
        choices=Ban.Subscription.choices,
        widget=forms.RadioSelect,
    )
    refund_owed = forms.CharField(
        label=gettext_lazy("Refund owed"),
        required=False,
        max_length=REFUND_LENGTH,
        help_text=gettext_lazy(
            "If it ends: how much, and for what. It stays on the list of bans until it is settled."
        ),
    )

    field_order = (
        *("members", "comment", "length", "until", "takedown", "rule", "reason"),
        *("subscription", "refund_owed", "note"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.now()
        lengths = [(str(n), ngettext("%(n)s day", "%(n)s days", n) % {"n": n}) for n in LENGTHS]
        chosen = [*lengths, (UNTIL, _("until the moment below")), (FOR_GOOD, _("for good"))]
        self.fields["length"].choices = chosen  # type: ignore[attr-defined]
        members, comment = self._about()
        choices = takedowns(members, comment, now)
        self.fields["takedown"].choices = choices  # type: ignore[attr-defined]
        self.fields["takedown"].initial = choices[0][0]
        if not paying(members, now):
            del self.fields["subscription"], self.fields["refund_owed"]
        del self.fields["note"].widget.attrs["autofocus"]
        self.fields["reason"].widget.attrs["autofocus"] = True
        self.fields["reason"].help_text = BAN_HELP

    def _about(self) -> tuple[list[int], Comment | None]:
        """Whom the choices are about, before anything is asked of the rest."""
        given = self.data if self.is_bound else self.initial
        about = AboutMembers({name: given.get(name) or "" for name in ("members", "comment")})
        about.is_valid()
        return about.cleaned_data.get("members", []), about.cleaned_data.get("comment")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        length = cleaned.get("length")
        if length == UNTIL:
            if not cleaned.get("until") and "until" not in self.errors:
                self.add_error("until", _("Name the moment, or choose a number of days."))
        elif length is not None:
            days = None if length == FOR_GOOD else timedelta(days=int(length))
            cleaned["until"] = days and timezone.now() + days
        return cleaned


def takedowns(
    members: Collection[int], comment: Comment | None, at: datetime
) -> list[tuple[str, str]]:
    """What can go with a ban, the likeliest first, with how much each is."""
    words = {
        Takedown.THIS: _("this comment"),
        Takedown.NONE: _("nothing"),
        Takedown.DAY: _("all of the last day"),
        Takedown.ALL: _("all that they said"),
    }
    offered = [one for one in words if one is not Takedown.THIS or comment]

    def counted(one: Takedown) -> str:
        if one in {Takedown.NONE, Takedown.THIS}:
            return words[one]
        total = taken_down(one, members, comment, at).count()
        return _("%(words)s (%(n)s)") % {"words": words[one], "n": f"{total:,}"}

    return [(one.value, counted(one)) for one in offered]
