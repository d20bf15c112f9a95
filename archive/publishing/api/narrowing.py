"""What a list or a search is narrowed to: names are found by their slugs."""

from django.db.models import Model

from archive.faults import fault
from archive.models import Author, Outlet, Topic
from archive.models.spoken_of import NOBODY, spoken_of
from archive.publishing.api.asked import Narrowing
from archive.publishing.api.problems import WRONG, Problem

NAMES: dict[str, type[Model]] = {"outlet": Outlet, "author": Author, "topic": Topic}


def names_asked(asked: Narrowing) -> dict[str, int]:
    """The numbers of the names that are asked for, by parameter. Raises Problem where one is
    nobody's."""
    found = {}
    for parameter, kind in NAMES.items():
        if slug := getattr(asked, parameter):
            name = spoken_of(kind).filter(slug=slug).first()
            if name is None:
                raise Problem(WRONG, fault(NOBODY[kind], slug))
            found[parameter] = name.pk
    return found
