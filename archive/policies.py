"""Who may do what with an article: predicates that ask nothing but what they are given and, where
someone may comment, the database as it is now."""

from datetime import datetime
from typing import TYPE_CHECKING

from accounts.entitlements import entitlements_for
from accounts.gating import Because, Entitlements, Verdict, decide
from archive.gate import Reading, read
from archive.models import Article

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person = User | AnonymousUser


def may_edit(user: "Person") -> bool:
    """Change articles, and see them before they are published."""
    return user.has_perm("archive.change_article")


def may_moderate(user: "Person") -> bool:
    """Decide about comments, and see those that wait or were hidden."""
    return user.has_perm("archive.change_comment")


def may_open(user: "Person", article: Article) -> bool:
    """Learn that `article` exists. What was withdrawn keeps its address, and its page says so."""
    # The state is asked first: for what is published no permission need be looked up.
    return article.state != Article.State.DRAFT or may_edit(user)


def may_read(user: "Person", article: Article) -> bool:
    """Read what `article` says. What was withdrawn is read by nobody on its page."""
    return article.state != Article.State.WITHDRAWN and may_open(user, article)


def may_comment(user: "Person", article: Article, at: datetime) -> Verdict:
    """Whether `user` may comment on `article` at the moment `at`, and if not, why not.

    Nothing but the two ids is taken from what is given: state, ledger, drives, bans and
    subscriptions are read anew. Whoever writes by it asks archive/commenting/admission.py, which
    sees to it that the answer holds until the writing is done.
    """
    return verdict(read(article.pk, user, at), entitlements_for(user, at), at)


def verdict(reading: Reading, entitlements: Entitlements, at: datetime) -> Verdict:
    """The same, where the gate was read already, or for somebody who is only imagined."""
    if reading.state != Article.State.PUBLISHED:
        return Verdict(Because.WITHDRAWN)
    return decide(entitlements, reading.gate, at)
