"""What editors can say of a pair of articles, how they are told that it is done, and which pair is
next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from archive.models import Article, RepublicationCandidate
from archive.related.deciding import confirm, dismiss, take_back


@dataclass(frozen=True, slots=True)
class Act:
    """`told` where readers can see what was said, `told_unseen` where they cannot yet."""

    do: Callable[[RepublicationCandidate, User, datetime], RepublicationCandidate]
    told: str | Promise
    told_unseen: str | Promise = ""

    def words(self, decided: RepublicationCandidate) -> str:
        published = Article.State.PUBLISHED
        seen = decided.one.state == published and decided.other.state == published
        return str(self.told if seen else self.told_unseen or self.told)


ACTS = {
    "first": Act(
        lambda pair, by, at: confirm(pair, pair.one_id, by, at),
        _("The first is a republication of the second: readers see it on both."),
        _("The first is a republication of the second: readers see it once both are published."),
    ),
    "second": Act(
        lambda pair, by, at: confirm(pair, pair.other_id, by, at),
        _("The second is a republication of the first: readers see it on both."),
        _("The second is a republication of the first: readers see it once both are published."),
    ),
    "dismiss": Act(dismiss, _("They are not the same, and are not proposed again.")),
    "take_back": Act(
        lambda pair, by, _at: take_back(pair, by),
        _("That was taken back: the pair is to be decided again."),
    ),
}


def next_after(decided: RepublicationCandidate) -> RepublicationCandidate | None:
    """The pair to decide about that follows in the list, or else its first; of one that is to be
    decided again, itself."""
    if decided.state == RepublicationCandidate.State.PROPOSED:
        return decided
    open_ones = RepublicationCandidate.objects.proposed()
    less = Q(overlap__lt=decided.overlap) | Q(overlap=decided.overlap, pk__lt=decided.pk)
    return open_ones.filter(less).first() or open_ones.first()
