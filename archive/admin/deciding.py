"""Deciding: one form for one comment and for thousands, which knows what its moderator saw."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from archive.admin.reasons import ReasonField
from archive.commenting.set_state import BECOMES, Decision, set_state
from archive.models import Comment, ModerationEntry, Rule

Act = ModerationEntry.Act
# Nobody can post where something is decided until all of it is: a few seconds at most.
MOST_AT_ONCE = 2_000
REASON_LENGTH = ModerationEntry._meta.get_field("reason").max_length


@dataclass(frozen=True, slots=True)
class Seen:
    """A comment as it was shown: which edition of it, and in which state."""

    pk: int
    edition: int
    review: str

    def __str__(self) -> str:
        return f"{self.pk}.{self.edition}.{self.review}"


SEEN = re.compile(rf"(\d{{1,18}})\.(\d{{1,9}})\.({'|'.join(Comment.Review.values)})")


def seen_of(comment: Comment) -> Seen:
    return Seen(comment.pk, comment.edition, comment.review)


def seen_in(words: Iterable[str]) -> list[Seen]:
    """What was seen, as forms send it back. Raises ValueError."""
    found = [SEEN.fullmatch(word) for word in words]
    if None in found:
        raise ValueError(words)
    return [Seen(int(m[1]), int(m[2]), m[3]) for m in found if m]


class SeenField(forms.CharField):
    """Comments as they were shown, in one field however many there are."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        try:
            seen = seen_in(super().clean(value).split())
        except ValueError:
            raise ValidationError(_("The list of comments is spoilt. Choose them again.")) from None
        if len(seen) > MOST_AT_ONCE:
            raise ValidationError(too_many(len(seen)))
        return seen


class DecisionForm(forms.Form):
    act = forms.ChoiceField(
        choices=[(act.value, act.label) for act in BECOMES], widget=forms.HiddenInput
    )
    seen = SeenField()
    reason = ReasonField(
        required=False,
        max_length=REASON_LENGTH,
        help_text=gettext_lazy(
            "The member reads it beside the comment. It continues a sentence: “A moderator removed "
            "it, because you insult another member”."
        ),
    )
    rule = forms.ModelChoiceField(
        Rule.objects.in_force(),
        label=gettext_lazy("Rule"),
        required=False,
        empty_label=gettext_lazy("none of them"),
        help_text=gettext_lazy("Which of the community’s rules it breaks, if one says it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        act = self.data.get("act") or self.initial.get("act")
        self.fields["reason"].required = act != Act.APPROVED
        if act == Act.APPROVED:  # nobody is told why a comment is shown
            del self.fields["reason"], self.fields["rule"]


def decide(cleaned: dict[str, Any], actor: User, comments: QuerySet[Comment]) -> tuple[str, bool]:
    """Let the decision of a cleaned `DecisionForm` hold for those that are among `comments`, which
    are what `actor` may decide about. In words what came of it, and whether all went as wished."""
    seen: dict[int, Seen] = {one.pk: one for one in cleaned["seen"]}
    mine = list(comments.filter(pk__in=seen).values_list("pk", flat=True))
    decision = Decision(
        act=Act(cleaned["act"]),
        actor=actor,
        reason=cleaned.get("reason", ""),
        rule=cleaned.get("rule"),
        editions={pk: one.edition for pk, one in seen.items()},
        reviews={pk: one.review for pk, one in seen.items()},
    )
    decided = {entry.comment_id for entry in set_state(mine, decision)}
    left = comments.filter(pk__in=set(mine) - decided)
    already = left.filter(review=BECOMES[decision.act]).count()
    return _outcome(len(decided), already, len(seen) - len(decided) - already)


def too_many(count: int) -> str:
    return _("These are %(count)s comments. Choose %(most)s at most, and then the rest.") % {
        "count": count,
        "most": MOST_AT_ONCE,
    }


def _outcome(decided: int, already: int, changed: int) -> tuple[str, bool]:
    words = [
        ngettext("%(n)s comment was decided.", "%(n)s comments were decided.", decided)
        % {"n": decided}
    ]
    if already:
        words.append(
            ngettext(
                "%(n)s had been decided so already.", "%(n)s had been decided so already.", already
            )
            % {"n": already}
        )
    if changed:
        words.append(
            ngettext(
                "%(n)s was left alone: it was edited, or somebody decided otherwise, while you "
                "had it open. Look at it again.",
                "%(n)s were left alone: they were edited, or somebody decided otherwise, while "
                "you had them open. Look at them again.",
                changed,
            )
            % {"n": changed}
        )
    return " ".join(words), not (already or changed)
