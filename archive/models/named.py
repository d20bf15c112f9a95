"""What outlets and authors have in common: a name and an address of their own."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.slug import free_slug


class NamedManager(models.Manager[Any]):
    def called(self, name: str) -> Any:
        """The row of exactly this name, or else the one that had it first, made if it is new.

        Names are not folded: "Insider" and "Business Insider" may be one outlet, but only an
        editor can say so, by renaming the one. Captures go on saying the first name.
        """
        row = self.filter(name=name).first()
        row = row or self.filter(first_called=name).order_by("pk").first()
        if row is None:
            row, _created = self.get_or_create(name=name)
        return row


class Named(models.Model):
    """A row known by its name."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    first_called = models.CharField(
        _("first called"), max_length=200, db_index=True, editable=False
    )
    slug = models.SlugField(
        _("address"), max_length=100, unique=True, allow_unicode=True, editable=False
    )

    objects = NamedManager()

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.first_called = self.first_called or self.name
        if not self.slug:
            self.slug = free_slug(type(self), self.name, fallback=self._meta.model_name or "")
        super().save(*args, **kwargs)

    @classmethod
    def of(cls, name: str) -> Self | None:
        """The row called `name`, or None where the name is empty: unknown stays unknown."""
        return cls.objects.called(name) if name else None
