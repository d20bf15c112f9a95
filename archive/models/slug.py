"""Addresses for things with names. A slug, once given, never changes."""

from django.db import models
from django.utils.text import slugify

SLUG_LENGTH = 80  # addresses stay readable when pasted into a letter


def slug_base(name: str) -> str:
    """`name` as the beginning of an address, cut at a word; letters of any script stay."""
    slug = slugify(name, allow_unicode=True)
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug.strip("-_")


def free_slug(model: type[models.Model], name: str, *, fallback: str) -> str:
    """A slug for `name` that no row of `model` has; "-2", "-3" … tell namesakes apart."""
    base = slug_base(name) or slug_base(fallback) or "untitled"
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
