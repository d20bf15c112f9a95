"""The terms of a ban, and whether they can be kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from archive.commenting.refusal import Refused
from archive.commenting.wording import checked_line
from archive.models import Ban, Comment, Rule
from archive.models.ban import REASON_LENGTH, REFUND_LENGTH
from archive.moderating.refunds import paying
from archive.moderating.subjects import names
from archive.moderating.takedown import Takedown


@dataclass(frozen=True, slots=True)
class Terms:
    """How somebody is banned: `until` when, None for good; `reason` and `rule` as the member reads
    them, or empty while nobody has time to say; a `note` for moderators; what is taken down with
    it, and the `comment` that it is about. `subscription` is a choice of Ban.Subscription, needed
    where somebody pays, and `refund_owed` what they then get back."""

    until: datetime | None = None
    reason: str = ""
    rule: Rule | None = None
    note: str = ""
    takedown: Takedown = Takedown.NONE
    comment: Comment | None = None
    subscription: str = ""
    refund_owed: str = ""

    def tidied(self) -> "Terms":
        """With its words as they will be kept. Raises Refused."""
        return replace(
            self,
            reason=checked_line(self.reason, REASON_LENGTH),
            refund_owed=checked_line(self.refund_owed, REFUND_LENGTH),
            note=self.note.strip(),
        )

    def written(self, members: Sequence[User], by: User, at: datetime) -> list[Ban]:
        """The bans of `members` by these terms from `at` on, yet to be saved. Raises Refused."""
        self._check(members, at)
        payers = paying([member.pk for member in members], at)
        undecided = [member for member in members if member.pk in payers]
        if undecided and self.subscription not in Ban.Subscription.values:
            words = _("%(names)s paid for a subscription. Say whether it is kept or ends now.")
            raise Refused(words % {"names": names(undecided)})
        return [self._ban(member, by, at, pays=member.pk in payers) for member in members]

    def _check(self, members: Sequence[User], at: datetime) -> None:
        if self.until and self.until <= at:
            raise Refused(_("A ban ends in the future, or never."))
        if self.comment and self.comment.member_id not in {member.pk for member in members}:
            raise Refused(_("This comment is by none of those who would be banned for it."))
        if self.takedown is Takedown.THIS and self.comment is None:
            raise Refused(_("Say which comment is to be taken down."))

    def _ban(self, member: User, by: User, at: datetime, *, pays: bool) -> Ban:
        ends = pays and self.subscription == Ban.Subscription.ENDED
        return Ban(
            member=member,
            reason=self.reason,
            rule=self.rule,
            explained_at=at if self.reason else None,
            begins_at=at,
            until=self.until,
            set_by=by,
            subscription=self.subscription if pays else "",
            refund_owed=self.refund_owed if ends else "",
        )
