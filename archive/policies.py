"""Who may do what with an article: predicates that ask nothing but the two they are given."""

from typing import TYPE_CHECKING

from archive.models import Article

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person = User | AnonymousUser


def may_edit(user: "Person") -> bool:
    """Change articles, and see them before they are published."""
    return user.has_perm("archive.change_article")


def may_open(user: "Person", article: Article) -> bool:
    """Learn that `article` exists. What was withdrawn keeps its address, and its page says so."""
    # The state is asked first: for what is published no permission need be looked up.
    return article.state != Article.State.DRAFT or may_edit(user)


def may_read(user: "Person", article: Article) -> bool:
    """Read what `article` says. What was withdrawn is read by nobody on its page."""
    return article.state != Article.State.WITHDRAWN and may_open(user, article)
