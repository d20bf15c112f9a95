"""The forms of a ban: it is made by name, and explained once and for all."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.admin.moments import MomentAhead
from archive.admin.member_name import MemberNameField
from archive.admin.moderation.grounds import GroundsForm
from archive.admin.moderation.member_forms import BAN_HELP
from archive.admin.refusable import RefusableForm
from archive.models import Ban
from archive.moderating.takedown import Takedown

BREADTHS = (
    (Takedown.NONE.value, _("nothing")),
    (Takedown.DAY.value, _("all of the last day")),
    (Takedown.ALL.value, _("all that they said")),
)


class BanForm(GroundsForm, RefusableForm):
    """A member is named as others see them: whoever moderates knows no addresses."""

    reason_needed = False

    member = MemberNameField()
    until = MomentAhead(
        label=_("Until"),
        required=False,
        help_text=_("Empty: for good."),
        error_messages={"over": _("Name a moment that lies ahead, or none for good.")},
    )
    takedown = forms.ChoiceField(
        label=_("Take down"), choices=BREADTHS, initial=Takedown.NONE.value, required=False
    )

    class Meta:
        model = Ban
        fields = ("subscription", "refund_owed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = BAN_HELP


class ReasonForm(GroundsForm, RefusableForm):
    """What the member reads, once and for all."""

    class Meta:
        model = Ban
        fields = ("rule", "reason")
