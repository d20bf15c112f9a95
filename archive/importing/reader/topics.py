"""Topics: what labelled lines and a breadcrumb file a piece under."""

import re
from collections.abc import Iterable

from .features import WORDS, key, word_count
from .lines import LINK, Line
from .page import Page
from .reading import Basis, Finding, Role, Topic, TopicKind
from .signatures import BREADCRUMB_HOME, REGIONS, SECTIONS, SEPARATED, TAGS, TOPIC_LABEL
from .title import Title

MOST_CRUMB_WORDS = 5


def find_topics(lines: Iterable[Line]) -> tuple[Finding[Topic], ...]:
    """Topics on lines that label them: "Region: Asia, Africa"."""
    topics: list[Finding[Topic]] = []
    for line in lines:
        labelled = TOPIC_LABEL.match(line.text)
        if not labelled:
            continue
        linked = [" ".join(text.split()) for text in LINK.findall(line.raw) if text.strip()]
        names = linked or re.split(r"\s*[,;、，|]\s*", labelled.group(2))
        for name in (name.strip(" .") for name in names):
            if WORDS.search(name) and word_count(name) <= 6:
                topic = Topic(name, _kind(labelled.group(1)))
                topics.append(Finding(topic, Basis.STATED, (line.number,)))
    return tuple(topics)


def _kind(label: str) -> TopicKind:
    if REGIONS.match(label):
        return TopicKind.REGION
    if SECTIONS.match(label):
        return TopicKind.SECTION
    return TopicKind.TAG if TAGS.match(label) else TopicKind.THEME


def find_breadcrumb(page: Page, title: Title | None) -> tuple[Finding[Topic], ...]:
    """Sections on a line above the title that leads from the site's front page to it."""
    if title is None:
        return ()
    for line in page.shown(max(0, title.line - 12), title.line - 1):
        trail = _trail(line, title)
        if trail:
            page.mark([line.number], Role.BREADCRUMB)
            topics = (Topic(name, TopicKind.SECTION) for name in trail)
            return tuple(Finding(topic, Basis.STATED, (line.number,)) for topic in topics)
    return ()


def _trail(line: Line, title: Title) -> list[str]:
    """The section names in "Home > Politics > The title" or "Home Politics The title"."""
    text = line.text
    words = key(text).split(maxsplit=1)
    if not words or words[0] not in BREADCRUMB_HOME:
        return []
    if text.endswith(title.value):
        text = text[: -len(title.value)].strip()
    elif not SEPARATED.search(text):
        return []
    parts = [part.strip() for part in SEPARATED.split(text) if part.strip()]
    if parts and parts[0].split()[0].casefold() in BREADCRUMB_HOME:
        parts[0] = " ".join(parts[0].split()[1:])
    return [
        part
        for part in parts
        if part and key(part) != key(title.value) and word_count(part) <= MOST_CRUMB_WORDS
    ]
