"""The ledger of who may comment is written here, one row after the other."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from archive.commenting.turns import take_ledger
from archive.models import CommentPolicy


@transaction.atomic
def write(row: CommentPolicy, by: User) -> None:
    """Add `row` to the ledger. What would begin in the past begins at this moment: what was told
    those who asked before stays true."""
    take_ledger()
    now = timezone.now()
    row.in_force_from = max(row.in_force_from, now)
    row.set_at, row.set_by = now, by
    row.save(force_insert=True)
