"""A reason is kept as the clause that readers see after "because"."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from archive.admin.moderation.ban_forms import BanForm as NamedBanForm
from archive.admin.moderation.ban_forms import ReasonForm
from archive.admin.moderation.deciding import HIDE, DecisionForm
from archive.admin.moderation.erasing import EraseForm
from archive.admin.moderation.member_forms import BanForm, WarnForm
from archive.admin.reasons import ReasonField


@pytest.mark.parametrize(
    ("typed", "clause"),
    [
        ("", ""),
        ("  the editor is away. ", "the editor is away"),
        ("Because the editor is away", "the editor is away"),
        ("because  the editor is away.", "the editor is away"),
        ("trolls...", "trolls..."),
        ("trolls…", "trolls…"),
        ("becausality", "becausality"),
    ],
)
def test_a_clause(typed: str, clause: str) -> None:
    assert ReasonField(required=False).clean(typed) == clause


@pytest.mark.parametrize("typed", ["because", "Because.", " because ", "."])
def test_no_clause(typed: str) -> None:
    with pytest.raises(ValidationError, match="Write what comes after “because”"):
        ReasonField(required=False).clean(typed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "form", [DecisionForm, WarnForm, BanForm, NamedBanForm, ReasonForm, EraseForm]
)
def test_whoever_writes_one_knows_who_reads_it(form: Any) -> None:
    help_text = str(form(initial={"act": HIDE}).fields["reason"].help_text)
    assert "The member reads it" in help_text
    assert "/moderation/log/" in help_text
