"""Deciding: one form for one comment and for thousands, which knows what its moderator saw."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from archive.admin.moderation.grounds import GroundsForm
from archive.models import Comment
from archive.moderating.judging import Left, Outcome, Wish, judge
from archive.moderating.seen import Seen

SHOW, HIDE = "show", "hide"
# Nobody can post where something is decided until all of it is: a few seconds at most.
MOST_AT_ONCE = 2_000
SEEN = re.compile(
    rf"(\d{{1,18}})\.(\d{{1,9}})\.({'|'.join(Comment.Review.values)})\.([01])\.(\d{{1,18}})\.(\d{{1,18}})"
)


def as_word(seen: Seen) -> str:
    """What a form carries."""
    return f"{seen.pk}.{seen.edition}.{seen.review}.{seen.withdrawn:d}.{seen.entry}.{seen.report}"


def seen_in(words: Iterable[str]) -> list[Seen]:
    """What was seen, as forms send it back. Raises ValueError."""
    found = [SEEN.fullmatch(word) for word in words]
    if None in found:
        raise ValueError(words)
    return [Seen(int(m[1]), int(m[2]), m[3], m[4] == "1", int(m[5]), int(m[6])) for m in found if m]


class SeenField(forms.CharField):
    """Comments as they were shown, in one field however many there are."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        try:
            seen = seen_in(super().clean(value).split())
        except ValueError:
            raise ValidationError(_("The list of comments is spoilt. Choose them again.")) from None
        if len(seen) > MOST_AT_ONCE:
            raise ValidationError(
                _("These are %(count)s comments. Choose %(most)s at most, and then the rest.")
                % {"count": len(seen), "most": MOST_AT_ONCE}
            )
        return seen


class DecisionForm(GroundsForm):
    act = forms.ChoiceField(
        choices=[(SHOW, gettext_lazy("show")), (HIDE, gettext_lazy("hide"))],
        widget=forms.HiddenInput,
    )
    seen = SeenField()

    field_order = ("act", "seen", "rule", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is shown needs no reason, so it is not asked for.
        if (self.data.get("act") or self.initial.get("act")) == SHOW:
            del self.fields["reason"], self.fields["rule"]
            self.reason_needed = False
        else:
            self.fields["reason"].widget.attrs["autofocus"] = True


def decide(cleaned: dict[str, Any], by: User, comments: QuerySet[Any]) -> tuple[str, bool]:
    """What came of it, and whether all of it is as it was wished. `comments` are those that `by`
    may see here: the rest are left alone."""
    seen: list[Seen] = cleaned["seen"]
    mine = set(comments.filter(pk__in=[one.pk for one in seen]).values_list("pk", flat=True))
    reason, rule = cleaned.get("reason", ""), cleaned.get("rule")
    wish = Wish(by, show=cleaned["act"] == SHOW, reason=reason, rule=rule)
    outcome = judge([one for one in seen if one.pk in mine], wish)
    outcome.left[Left.CHANGED] += len({one.pk for one in seen} - mine)
    return " ".join(_sentences(outcome)), not +outcome.left


def _sentences(outcome: Outcome) -> list[str]:
    decided = len(outcome.entries)
    words = ngettext("%(n)s comment was decided.", "%(n)s comments were decided.", decided)
    left: Counter[Left] = +outcome.left
    return [words % {"n": decided}, *(_left(why, left[why]) for why in Left if left[why])]


def _left(why: Left, n: int) -> str:
    match why:
        case Left.ALREADY:
            words = ngettext(
                "%(n)s had been decided so already.", "%(n)s had been decided so already.", n
            )
        case Left.WITHDRAWN:
            words = ngettext(
                "%(n)s was left alone: its member withdrew it, so nothing is left to decide.",
                "%(n)s were left alone: their members withdrew them, so nothing is left to decide.",
                n,
            )
        case Left.ERASED:
            words = ngettext(
                "%(n)s was left alone: its words are erased, so there is nothing to show.",
                "%(n)s were left alone: their words are erased, so there is nothing to show.",
                n,
            )
        case Left.OWN:
            words = ngettext(
                "%(n)s was left alone: it is your own. Another moderator decides about it.",
                "%(n)s were left alone: they are your own. Another moderator decides about them.",
                n,
            )
        case Left.CHANGED:
            words = ngettext(
                "%(n)s was left alone: it was edited, withdrawn or reported, or somebody decided "
                "about it, while you had it open. Look at it again.",
                "%(n)s were left alone: they were edited, withdrawn or reported, or somebody "
                "decided about them, while you had them open. Look at them again.",
                n,
            )
    return words % {"n": n}
