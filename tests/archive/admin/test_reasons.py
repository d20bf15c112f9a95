"""A reason is kept as the clause that readers see after "because"."""

import pytest
from django.core.exceptions import ValidationError

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
