"""Comments that a site set apart by names, times and "Reply": their borders are certain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from .comment_marks import ADDRESSED, REPLY, Mark, Marked, bare_name, is_name, mark
from .lines import Line

ENOUGH_MARKS = 2  # one "3 hours ago" may be somebody's words
LONGEST_CAPTION = 40  # characters
DEEPER = 2  # columns; less is the width of a list's number


@dataclass(slots=True)
class Post:
    """One comment as its site printed it: what stands above its text, its text, what is below."""

    head: list[Marked] = field(default_factory=list)
    text: list[Line] = field(default_factory=list)
    foot: list[Marked] = field(default_factory=list)
    author: str = ""

    @property
    def first(self) -> int:
        return (self.head[0].line if self.head else self.text[0]).number

    @property
    def last(self) -> int:
        return (self.foot[-1].line if self.foot else self.text[-1]).number

    @property
    def indent(self) -> int:
        raw = (self.head[0].line if self.head else self.text[0]).raw
        return len(raw) - len(raw.lstrip())

    @property
    def addressed(self) -> tuple[str, int] | None:
        """Whom the site says that this comment answers, and the line that says so."""
        for marked in self.head:
            if marked.mark is Mark.ADDRESSED and (match := ADDRESSED.fullmatch(marked.line.text)):
                return bare_name(match["to"]), marked.line.number
        return None

    @property
    def badges(self) -> tuple[int, ...]:
        """Lines on which the site says that the article's author wrote this."""
        return tuple(m.line.number for m in self.head if m.mark is Mark.BADGE or m.by_author)


def marked_posts(lines: Sequence[Line]) -> tuple[list[Line], list[Post]]:
    """The text before the first marked comment, which may be all of it, and the comments."""
    marks = _without_quoted_heads(_with_names([mark(line) for line in lines if line.text]))
    borders = sum(
        m.mark in {Mark.NAMED, Mark.STAMP} or (m.mark is Mark.ACTION and is_reply(m)) for m in marks
    )
    if borders < ENOUGH_MARKS:
        return list(lines), []
    groups = list(_groups(marks))
    begins = next(i for i, post in enumerate(groups) if post.head or post.foot)
    before = [line for post in groups[:begins] for line in post.text]
    posts = [post for post in _with_pictures(groups[begins:]) if post.text]
    _take_names_from_first_lines(posts)
    return before, posts


def is_reply(marked: Marked) -> bool:
    return bool(REPLY.search(marked.line.text))


_NO_NEIGHBOURS = {Mark.TEXT, Mark.NAMED, Mark.VOTES, Mark.ACTION}


def _with_names(marks: list[Marked]) -> list[Marked]:
    """`marks` with the lines recognised as names that only their neighbours make names."""
    named = list(marks)
    for i, marked in enumerate(marks):
        if marked.name or marked.mark in _NO_NEIGHBOURS or _is_foot(marks, i):
            continue
        before = i - 1
        while before >= 0 and named[before].mark in {Mark.VOTES, Mark.BADGE}:
            before -= 1
        if before >= 0 and named[before].mark is Mark.TEXT and is_name(named[before].line.text):
            line = named[before].line
            named[before] = Marked(line, Mark.NAMED, bare_name(line.text))
    return named


def _without_quoted_heads(marks: Sequence[Marked]) -> list[Marked]:
    """`marks` with heads right below another's head made text: a comment quotes an earlier one."""
    own: list[Marked] = []
    seen: set[str] = set()
    author, quoting = "", False
    for marked in marks:
        if marked.mark is Mark.NAMED and author and marked.name != author and marked.name in seen:
            quoting = True
        elif marked.mark is Mark.TEXT:
            author, quoting = "", False
        elif marked.name and not quoting:
            author = marked.name
            seen.add(author)
        own.append(Marked(marked.line, Mark.TEXT) if quoting else marked)
    return own


def _is_foot(marks: Sequence[Marked], i: int) -> bool:
    """Whether a time stands below a comment, beside its "Reply", and not above."""
    below = i + 1 < len(marks) and marks[i + 1].mark is Mark.ACTION
    above = i > 0 and marks[i - 1].mark is Mark.TEXT
    return marks[i].mark is Mark.STAMP and above and below and not is_name(marks[i - 1].line.text)


def _groups(marks: Sequence[Marked]) -> Iterator[Post]:
    """Comments, each from the first mark above its text to the last below it."""
    post = Post()
    for i, marked in enumerate(marks):
        if marked.mark is Mark.TEXT:
            if post.foot:
                yield post
                post = Post()
            post.text.append(marked.line)
        elif marked.mark is Mark.ACTION or (post.text and _closes(marks, i)):
            (post.foot if post.text else post.head).append(marked)
        else:
            if post.text or (marked.name and post.author not in {"", marked.name}):
                yield post
                post = Post()
            post.head.append(marked)
            post.author = post.author or marked.name
    if post.head or post.text:
        yield post


def _closes(marks: Sequence[Marked], i: int) -> bool:
    return marks[i].mark in {Mark.VOTES, Mark.BADGE} or _is_foot(marks, i)


def _with_pictures(posts: Sequence[Post]) -> Iterator[Post]:
    """`posts` with a lone short line above a head made part of it: what a picture is called."""
    for post, following in zip_longest(posts, posts[1:]):
        lone = len(post.text) == 1 and not post.head and not post.foot
        if lone and following and following.head and len(post.text[0].text) <= LONGEST_CAPTION:
            following.head.insert(0, Marked(post.text[0], Mark.TEXT))
        else:
            yield post


def _take_names_from_first_lines(posts: Sequence[Post]) -> None:
    """Where a site prints name, text and "Reply" and no time, the name looks like text."""
    bare = [post for post in posts if not post.head]
    named = [post for post in bare if len(post.text) > 1 and is_name(post.text[0].text)]
    if len(named) < ENOUGH_MARKS or len(named) < len(bare):
        return
    for post in named:
        line = post.text.pop(0)
        post.author = bare_name(line.text)
        post.head.append(Marked(line, Mark.NAMED, post.author))
