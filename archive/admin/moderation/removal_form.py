"""The form in which an editor answers a request to remove."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.fields import LinesField
from archive.admin.refusable import RefusableForm
from archive.models import Article, RemovalRequest
from archive.moderating.granting import Granting, Way, capture_of
from archive.moderating.removals import ANSWER_LENGTH, REASON_LENGTH

DECLINE = "decline"
WIDE = {"class": "vLargeTextField"}


class AnswerForm(RefusableForm):
    how = forms.ChoiceField(
        label=gettext_lazy("What happens"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what happens.")},
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"),
        choices=Article.Ground,
        initial=Article.Ground.EDITORIAL,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Of a withdrawal or a removal. At the address of what is gone machines get 410, or 451 "
            "where the reason is a legal one."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason that readers see"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.TextInput(attrs=WIDE),
        help_text=gettext_lazy(
            "A sentence in the place of what is gone, and in the public log. Do not name whoever "
            "asked."
        ),
    )
    lines = LinesField(
        label=gettext_lazy("Lines of the capture to redact"),
        required=False,
        help_text=gettext_lazy(
            "Such as 5, 9-12. Of every version of the capture the lines with the same words go. "
            "What the article says in its own text is not redacted with them: correct it there."
        ),
    )
    capture = forms.CharField(required=False, widget=forms.HiddenInput)
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, **WIDE}),
        help_text=gettext_lazy("Mailed to whoever asked. Nobody else but the staff reads it."),
        error_messages={"required": gettext_lazy("Whoever asked gets an answer: write it.")},
    )

    class Meta:
        model = RemovalRequest
        fields = ("answer",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked, capture = self.instance, capture_of(self.instance)
        self.fields["how"].choices = _choices(asked)  # type: ignore[attr-defined]
        self.fields["lines"].capture = capture  # type: ignore[attr-defined]
        self.initial["capture"] = str(capture.pk) if capture else ""
        if asked.comment:
            self.initial["lines"] = [[asked.comment.first_line, asked.comment.last_line]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        how = cleaned.get("how")
        if how in {Way.WITHDRAW, Way.COMMENT, Way.LINES} and not cleaned.get("reason"):
            self.add_error("reason", _("Write the reason that readers will see in its place."))
        if how in {Way.COMMENT, Way.LINES}:
            self._check_lines(cleaned)
        return cleaned

    def _check_lines(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("capture") != self.initial["capture"]:
            words = _(
                "The capture was imported anew while you had it open: look which lines it is."
            )
            self.add_error("lines", words)
        elif not cleaned.get("lines") and "lines" not in self.errors:
            self.add_error("lines", _("Name the lines."))

    def granting(self) -> Granting:
        """What was chosen; not to be asked where that is to decline."""
        said = self.cleaned_data
        return Granting(Way(said["how"]), said["reason"], said["ground"], said["lines"])


def _choices(asked: RemovalRequest) -> list[tuple[str, Any]]:
    """What can be done, as far as there is still something to do it to."""
    possible = {Way.DONE}
    if asked.article and asked.article.state == Article.State.PUBLISHED:
        possible.add(Way.WITHDRAW)
    if asked.comment and asked.comment.review == "approved":
        possible.add(Way.COMMENT)
    if capture_of(asked):
        possible.add(Way.LINES)
    granted = [(way.value, _("Grant: %(what)s") % {"what": way.label}) for way in Way]
    declined = (DECLINE, _("Decline: everything stays as it is"))
    return [*((way, words) for way, words in granted if way in possible), declined]
