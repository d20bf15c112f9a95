"""What is known of a comment before anybody writes it: that it will wait for a moderator."""

from datetime import datetime

from accounts.models import User
from archive.commenting.held import approved_before
from archive.models import Article, SiteSettings
from archive.screening.draft import Draft
from archive.screening.rules.first_comments import first_comments
from archive.screening.rules.premoderation import premoderation


def will_wait(member: User, article: Article, at: datetime, *, is_new: bool) -> bool:
    """Whether all that `member` writes under `article` waits, whatever it says: a new comment, or
    one that is edited. Other rules may find something in the words."""
    if member.has_perm("archive.change_comment"):
        return False
    settings = SiteSettings.now()
    counts = is_new and settings.first_comments_held > 0
    approved = approved_before(member) if counts else 0
    draft = Draft(member, article, "", at, settings, approved)
    return bool(premoderation(draft) or (counts and first_comments(draft)))
