"""What is written once and stays as it was written."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Adds and reads. Raises TypeError for all else, so that a slip is found where it is made;
    docs/operating.md says how the database refuses it, too."""

    def update(self, **_values: Any) -> int:
        raise TypeError(f"{self.model._meta.verbose_name_plural} are never changed.")

    def bulk_create(self, objs: Iterable[Row], *given: Any, **how: Any) -> list[Row]:
        if given[2:3] == (True,) or how.get("update_conflicts"):
            raise TypeError(f"{self.model._meta.verbose_name_plural} are never changed.")
        return super().bulk_create(objs, *given, **how)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError(f"{self.model._meta.verbose_name_plural} are never deleted.")


class AppendOnly(models.Model):
    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{self._meta.verbose_name} {self.pk} was written already.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(f"{self._meta.verbose_name} {self.pk} is never deleted.")
