"""Admission: asked where it can hold."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from accounts.gating import Because
from archive.commenting.admission import admit
from archive.models import CommentPolicy
from tests import builders, people


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_it_is_refused() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        admit(people.reader(), builders.article())


@pytest.mark.django_db
class TestInside:
    @pytest.fixture(autouse=True)
    def _transaction(self) -> Iterator[None]:
        with transaction.atomic():
            yield

    def test_the_row_that_decided(self) -> None:
        member, article = people.reader(), builders.article()
        assert admit(member, article).policy is None
        row = CommentPolicy.objects.create(level="paid")
        admission = admit(member, article)
        assert (admission.verdict.because, admission.policy) == (Because.UNPAID, row.pk)
        assert admission.at >= row.in_force_from
