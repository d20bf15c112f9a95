"""Whom a marked comment answers: by the site's word, by the writer's, or by how far it is
set in."""

import re
from collections import Counter
from collections.abc import Sequence

from .marked_comments import DEEPER, Post

_AT = re.compile(r"^@(?P<handle>[\w.-]{2,30})(?:\s(?P<second>[^\W\d_a-z][\w’'-]+))?")
_GREETED = re.compile(
    r"^(?:(?i:hi|hello|hey|dear|thanks|thank you|agreed|exactly|yes|no|sorry|welcome)[,!]?\s)?"
    r"(?P<name>[^\W\d_a-z][\w’'-]+(?:\s[^\W\d_a-z][\w’'-]+)?)\s?[,!:—–-]"
)
_CALLED = re.compile(
    r"^[^.!?]{1,80}?,\s(?P<name>[^\W\d_a-z][\w’'-]+(?:\s[^\W\d_a-z][\w’'-]+)?)[.!?]"
)

HOST = 3  # comments
QUOTABLE = 25  # characters; two people may say the same in fewer


class Replies:
    """The comments read so far, as the next one may answer them."""

    def __init__(self, posts: Sequence[Post]) -> None:
        indents = [post.indent for post in posts]
        self._set_in = bool(indents) and max(indents) >= min(indents) + DEEPER
        self._host = _host(posts)
        self._by_name: dict[str, Post] = {}
        self._said: dict[str, Post] = {}
        self._open: list[Post] = []  # from the outermost to the one read last

    def parent_of(self, post: Post) -> tuple[int | None, tuple[int, ...]]:
        """The first line of the comment that `post` answers, and the lines that show it."""
        while self._open and self._open[-1].indent + DEEPER > post.indent:
            self._open.pop()
        outer = self._open[-1] if self._open else None
        answered, shown_by = self._named_in(post)
        if not answered and outer:
            answered, shown_by = outer, (outer.first, post.first)
        self._open.append(post)
        self._remember(post)
        return (answered.first, shown_by) if answered else (None, ())

    def _named_in(self, post: Post) -> tuple[Post | None, tuple[int, ...]]:
        if post.addressed:
            name, line = post.addressed
            return self._by_name.get(_key(name)), (line,)
        opening = post.text[0]
        quoted = self._said.get(opening.text)
        if quoted and quoted.author != post.author:
            return quoted, (opening.number,)
        if self._set_in:
            return None, ()
        for name in _names_called(opening.text):
            answered = self._by_name.get(_key(name))
            if answered and answered.author not in {post.author, self._host}:
                return answered, (opening.number,)
        return None, ()

    def _remember(self, post: Post) -> None:
        for line in post.text:
            if len(line.text) >= QUOTABLE:
                self._said.setdefault(line.text, post)
        if not post.author:
            return
        self._by_name[_key(post.author)] = post
        first = post.author.split()[0]
        if len(first) > 2:
            self._by_name[_key(first)] = post


def _host(posts: Sequence[Post]) -> str:
    """The one who answers everybody: "Hi Ann" to her is said to the page, not to a comment."""
    names = Counter(post.author for post in posts if post.author)
    name, count = names.most_common(1)[0] if names else ("", 0)
    return name if count >= HOST and count >= len(posts) / 3 else ""


def _names_called(text: str) -> list[str]:
    """Names that a comment opens by calling: "@ann", "Hi Ann,", "Go for it, Ann!"."""
    at = _AT.match(text)
    if at:
        both = f"{at['handle']} {at['second']}" if at["second"] else at["handle"]
        return [both, at["handle"]]
    return [match["name"] for match in (_GREETED.match(text), _CALLED.match(text)) if match]


def _key(name: str) -> str:
    return "".join(name.casefold().split())
