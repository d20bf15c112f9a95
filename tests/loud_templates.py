"""In tests a template of ours that names something it was not given fails, and says where."""

import inspect
from pathlib import Path

from django.conf import settings
from django.template.base import Node


class LoudString(str):
    """For a template engine's `string_if_invalid`, which it fills in as `text % variable`.

    Django's own templates, the admin's above all, rely on names that may be missing.
    """

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        template = _template_being_rendered()
        if template and template.is_relative_to(settings.BASE_DIR / "templates"):
            raise LookupError(f"{template} names {variable}, which is not in its context.")
        return ""


def _template_being_rendered() -> Path | None:
    """The file of the innermost template node on the stack."""
    frame = inspect.currentframe()
    while frame is not None:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and (origin := getattr(node, "origin", None)):
            return Path(origin.name)
        frame = frame.f_back
    return None
