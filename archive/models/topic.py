"""Topic: a region, theme, section or tag that a source page files an article under."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.slug import free_slug


class TopicManager(models.Manager["Topic"]):
    def called(self, name: str, kind: str) -> "Topic":
        """The topic of this name and kind, or else the one that had it first (an editor may have
        renamed it), made if it is new."""
        row = self.filter(name=name, kind=kind).first()
        row = row or self.filter(first_called=name, kind=kind).order_by("pk").first()
        return row or self.get_or_create(name=name, kind=kind)[0]


class Topic(models.Model):
    class Kind(models.TextChoices):
        REGION = "region", _("region")
        THEME = "theme", _("theme")
        SECTION = "section", _("section")
        TAG = "tag", _("tag")

    name = models.CharField(_("name"), max_length=200)
    first_called = models.CharField(
        _("first called"), max_length=200, db_index=True, editable=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    slug = models.SlugField(
        _("address"), max_length=100, unique=True, allow_unicode=True, editable=False
    )

    objects = TopicManager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["name", "kind"], name="topic_name_kind_unique")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.first_called = self.first_called or self.name
        if not self.slug:
            self.slug = free_slug(Topic, self.name, fallback=self.kind)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])
