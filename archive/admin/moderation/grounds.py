"""Grounds: the rule that something breaks and the sentence that its member reads, with the rules
at hand so that a decision about what happens every day is one choice."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.reasons import ReasonField, read_by_all
from archive.models import ModerationEntry, Rule

REASON_LENGTH = ModerationEntry._meta.get_field("reason").max_length


def breaking(rule: Rule) -> str:
    """The clause for whoever writes none of their own."""
    return _("it breaks the rule “%(rule)s”") % {"rule": rule}


class RuleChoice(forms.RadioSelect):
    """Each rule knows its clause: a script writes it into the reason, where it can be edited."""

    def create_option(
        self, name: str, value: Any, label: Any, selected: bool, *given: Any, **named: Any
    ) -> Any:
        option: Any = super().create_option(name, value, label, selected, *given, **named)
        rule = getattr(value, "instance", None)
        option["attrs"]["data-clause"] = breaking(rule) if rule else ""
        return option


class RuleField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        asked = {
            "label": gettext_lazy("Rule"),
            "required": False,
            "blank": True,  # or else radio buttons would have none for no rule
            "empty_label": gettext_lazy("none of them"),
            "widget": RuleChoice,
            "help_text": gettext_lazy("Which of the community’s rules is broken, if one says it."),
        }
        super().__init__(Rule.objects.in_force(), **{**asked, **kwargs})


class GroundsForm(forms.Form):
    """Whoever chooses a rule and writes nothing gives the rule as the reason."""

    reason_needed = True

    rule = RuleField()
    reason = ReasonField(
        required=False,
        max_length=REASON_LENGTH,
        help_text=read_by_all(
            gettext_lazy(
                "The member reads it. It continues a sentence: “…, because you insult another "
                "member”. Empty: that it breaks the rule you chose."
            )
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "reason" not in self.errors and not cleaned.get("reason"):
            rule = cleaned.get("rule")
            if rule:
                cleaned["reason"] = breaking(rule)
            elif self.reason_needed and "rule" not in self.errors:
                self.add_error("reason", _("Write a reason, or choose a rule: the member is told."))
        return cleaned
