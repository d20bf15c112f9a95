"""What the rules are shown of a comment that is about to be posted or changed."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from accounts.models import User
from archive.models import Article, Comment, SiteSettings
from archive.text.reading import Reading, fingerprint, read


@dataclass(frozen=True)
class Draft:
    """`approved` is how many of the member's comments moderators have let pass; `edits`, of an
    edit, is the comment as it was until now, which is one of them if readers see it."""

    member: User
    article: Article
    body: str
    at: datetime
    settings: SiteSettings
    approved: int
    edits: Comment | None = None

    @cached_property
    def reading(self) -> Reading:
        return read(self.body)

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint(self.reading.words)
