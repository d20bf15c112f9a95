"""What the rules are shown of a comment that is about to be posted or changed."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from archive.models import Article, SiteSettings


@dataclass(frozen=True, slots=True)
class Draft:
    """`approved` is how many of the member's comments moderators have let pass."""

    member: User
    article: Article
    body: str
    at: datetime
    settings: SiteSettings
    approved: int
