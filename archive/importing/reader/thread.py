"""Talk: whether a capture is a thread without its article, and where its comments part."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .lines import Line
from .marked_comments import Post, marked_posts
from .reading import CommentFinding, Passage, Role
from .replies import Replies
from .unmarked_comments import unmarked_comments

PROSE = 80  # characters; what is shorter before the first marked comment is a heading or a count

# What only the one whose page it is says of it; a reader may say one of these, hardly two.
_HOST = re.compile(
    r"\bmy (?:comments?(?: section)?|policy|moderation|workflow|newsletter|blog|site|website"
    r"|channel|readers|subscribers|audience|column|articles?|posts|writing)\b"
    r"|\bsubscribers?\b[^.]{0,40}\b(?:recompense|support|pay|fund|sustain)\w* (?:me|my)\b"
    r"|\bthank(?:s| you)[^.]{0,20} for (?:reading|subscribing)\b",
    re.I,
)
HOST_CUES = 2

# What a page prints and a conversation does not.
_FURNITURE = re.compile(
    r"©|\ball rights reserved\b|\bprivacy policy\b|\bterms of (?:use|service)\b"
    r"|^(?:by|von|par|por|di)\s(?-i:[^\W\d_a-z])|^(?:share|subscribe|sign (?:in|up)|log ?in|menu"
    r"|search|home|advertisement|related|read more|skip to)\b"
    r"|^(?:updated|published|posted)\b.{0,20}\d{4}",
    re.I,
)
_TALKS = re.compile(
    r"\b(?:I|I[’'](?:m|d|ll|ve)|[Mm]y|me|[Yy]ou|[Yy]our|[Yy]ou[’'](?:re|ve|ll|d)|lol|gonna|dude|sir)\b"
)
# Reported speech, which articles have and talk has not.
_REPORTS = re.compile(
    r"[”\"],?\s(?:[^\W\d_a-z][\w’.-]*\s){0,3}(?:he\s|she\s|they\s)?(?:said|says|told|added|asked)\b"
    r"|\b(?:said|told)\s[^\W\d_a-z]"
)
_TITLE_WORD = re.compile(r"[^\W\d_]{4,}")
FEWEST_LINES = 5  # of talk, from which its unevenness shows
FEWEST_NAMES, SIGNED = 3, 0.9
TALKING = 0.25  # of the lines speak of "I" or "you"
SHORT, TALL = 130, 220  # characters: remarks and essays, which articles do not mix so


def is_thread(lines: Sequence[Line]) -> bool:
    """Whether a capture is a discussion whose article was not captured."""
    return _is_marked_thread(lines) or _is_unmarked_thread(lines)


def _is_marked_thread(lines: Sequence[Line]) -> bool:
    """Whether comments with names or times are nearly all there is."""
    before, posts = marked_posts(lines)
    said = sum(len(line.text) for post in posts for line in post.text)
    signed = sum(len(line.text) for post in posts if post.author for line in post.text)
    longest = max((sum(len(line.text) for line in post.text) for post in posts), default=0)
    return (
        len({post.author for post in posts if post.author}) >= FEWEST_NAMES
        and sum(len(line.text) for line in before) <= PROSE
        and signed >= SIGNED * said
        and longest <= said / 2
        and not any(_FURNITURE.search(line.text[:PROSE]) for line in lines)
    )


def _is_unmarked_thread(lines: Sequence[Line]) -> bool:
    """Whether remarks and essays in the first and second person follow without a headline."""
    texts = [line.text for line in lines if line.has_words]
    if len(texts) < FEWEST_LINES or _is_headline(texts[0]):
        return False
    if any(len(text) <= 2 * SHORT and _FURNITURE.search(text) for text in texts):
        return False
    if sum(1 for text in texts if _REPORTS.search(text)) >= 2:
        return False
    talking = [text for text in texts if _TALKS.search(text)]
    answering = [c for c in unmarked_comments(lines) if c.parent]
    return (
        len(talking) >= TALKING * len(texts)
        and bool(answering)
        and any(len(text) <= SHORT for text in texts)
        and any(len(text) >= TALL for text in texts)
    )


def _is_headline(text: str) -> bool:
    """A short line without an end, unless it speaks to somebody."""
    if len(text) > 200 or text.endswith((".", "!", "…")):
        return False
    words = _TITLE_WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    return not _TALKS.search(text) or capitals > len(words) / 2


def split_comments(
    lines: Sequence[Line], article_body: Sequence[Passage]
) -> tuple[CommentFinding, ...]:
    """The comments in lines known to be comments, in order.

    Where the site printed names, times or "Reply", these are the borders; elsewhere the borders,
    and who answers whom, are inferred from what is said.
    """
    before, posts = marked_posts(lines)
    said = sum(len(line.text) for post in posts for line in post.text)
    # Marks that only begin after most has been said are somebody's words.
    certain = said >= sum(len(line.text) for line in before)
    found = list(_marked(posts) if certain else unmarked_comments(lines))
    return tuple(_by_host(comment) for comment in found) if article_body else tuple(found)


def _marked(posts: Sequence[Post]) -> Iterator[CommentFinding]:
    replies = Replies(posts)
    for post in posts:
        parent, shown_by = replies.parent_of(post)
        yield CommentFinding(
            first=post.first,
            last=post.last,
            passages=tuple(Passage(_role(line), line.text, (line.number,)) for line in post.text),
            author=post.author,
            by_article_author=bool(post.badges),
            author_lines=post.badges,
            parent=parent,
            parent_lines=shown_by,
        )


def _role(line: Line) -> Role:
    if line.quoted:
        return Role.QUOTE
    return Role.LIST_ITEM if line.bullet else Role.PARAGRAPH


def _by_host(comment: CommentFinding) -> CommentFinding:
    """`comment` marked as the article's author's, where it speaks as the one who runs the page."""
    cues = [
        (match[0].lower(), line)
        for passage in comment.passages
        for line in passage.lines
        for match in _HOST.finditer(passage.text)
    ]
    if comment.by_article_author or len({cue for cue, _ in cues}) < HOST_CUES:
        return comment
    lines = tuple(sorted({line for _, line in cues}))
    return replace(comment, by_article_author=True, author_lines=lines)
