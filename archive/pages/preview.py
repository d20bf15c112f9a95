"""Preview: an article as somebody else would get it, for editors, at `?as=` of its address."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.gating import Entitlements, Exclusion
from accounts.models import User
from archive import policies

if TYPE_CHECKING:
    Person = User | AnonymousUser

MEMBER = Entitlements(registered=True, verified=True)
AGO, AHEAD = timedelta(days=30), timedelta(days=7)  # as far as makes the sentences read well


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody who is only imagined; `slug` is what the address says, `name` what the links do."""

    slug: str
    name: str | Promise

    def entitlements(self, at: datetime) -> Entitlements:
        return {
            "registered": MEMBER,
            "paid": replace(MEMBER, paid=True),
            "lapsed": replace(MEMBER, lapsed_at=at - AGO),
            "banned": replace(MEMBER, paid=True),
        }.get(self.slug, Entitlements())

    def exclusion(self, at: datetime) -> Exclusion | None:
        if self.slug != "banned":
            return None
        return Exclusion(at + AHEAD, _("this is where the moderators’ reason stands"))

    def stand_in(self) -> "Person":
        """Whom the page's head greets."""
        if self.slug == "anonymous":
            return AnonymousUser()
        return User(display_name=str(self.name))


PERSONAS = (
    Persona("anonymous", gettext_lazy("a visitor")),
    Persona("registered", gettext_lazy("a registered member")),
    Persona("paid", gettext_lazy("a paid subscriber")),
    Persona("lapsed", gettext_lazy("a lapsed subscriber")),
    Persona("banned", gettext_lazy("a banned member")),
)


@dataclass(frozen=True, slots=True)
class Preview:
    """`persona` is whose page is shown, None for one's own; `address` is the article's."""

    persona: Persona | None
    address: str
    personas: tuple[Persona, ...] = PERSONAS


def preview(user: "Person", asked: str, address: str) -> Preview | None:
    """What an editor `asked` for, or could; None for everybody else, whatever they ask for."""
    # Whoever is not of the staff is no editor, and costs no query.
    if not user.is_staff or not policies.may_edit(user):
        return None
    persona = next((persona for persona in PERSONAS if persona.slug == asked), None)
    return Preview(persona, address)


def context_of(previewed: Preview | None) -> dict[str, Any]:
    """What a template is given of it. The page's head, too, is that of the persona."""
    if previewed is None or previewed.persona is None:
        return {"preview": previewed}
    return {"preview": previewed, "user": previewed.persona.stand_in()}
