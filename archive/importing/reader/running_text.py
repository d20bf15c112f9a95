"""Inside the body: which lines are its text, and which only stand between."""

from .captions import is_caption, is_credit
from .features import LONG, ends_sentence, is_file_name, is_label, is_site_talk, size
from .front_matter import is_byline, is_dateline
from .lines import Line
from .marks import COMMENTS_MARK, END_MARK, FURNITURE, PLACEHOLDER, PROMPT
from .page import Page
from .reading import Role
from .signatures import RIGHTS

LONGEST_HEADING = 130
MOST_LABELS = 3  # headings that may follow each other; more are a menu or a table
LINKED = 0.8
NEARBY = 12  # lines within which a picture's caption is repeated
SHOUTED = 45  # letters: longer lines all in capitals point to other pieces
TEXT = (Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE)
NOT_TEXT = (Role.BOILERPLATE, Role.CAPTION, Role.CREDIT)


def classify(page: Page, start: int, stop: int) -> dict[int, Role]:
    """The role of every shown line at indices `start` to `stop`, by its number."""
    roles: dict[int, Role | None] = {}
    for line in page.free(start, stop):
        roles[line.number] = _role(page, line)
    _settle_labels(page, roles)
    return {number: role for number, role in roles.items() if role}


def _role(page: Page, line: Line) -> Role | None:
    """What a line is by itself; None if only its neighbours can tell."""
    signed = is_label(line) and (is_dateline(line.text) or is_byline(line))
    for role, found in (
        (Role.BOILERPLATE, signed or is_aside(page, line)),
        (Role.CAPTION, is_caption(page, line)),
        (Role.CREDIT, is_credit(line)),
        (Role.HEADING, line.level),
        (Role.LIST_ITEM, line.bullet),
        (Role.QUOTE, line.quoted),
        (Role.PARAGRAPH, not is_label(line)),
    ):
        if found:
            return role
    return None


def is_aside(page: Page, line: Line) -> bool:
    """Furniture, prompts, links to other pieces."""
    text = line.text
    short = size(text) < 2 * LONG
    return (
        not line.has_words
        or is_file_name(text)
        or any(mark.match(text) for mark in (PROMPT, PLACEHOLDER))
        or (short and any(mark.match(text) for mark in (FURNITURE, END_MARK, COMMENTS_MARK)))
        or RIGHTS.search(text) is not None
        or is_site_talk(text)
        or (line.linked > LINKED and (short or not ends_sentence(text)))
        or (text.isupper() and size(text) > SHOUTED)
        or _is_repeated(page, line)
    )


def _is_repeated(page: Page, line: Line) -> bool:
    """A label that the page has elsewhere too, or a caption that is there twice."""
    own = page.keys[line.number - 1]
    if not own or line.level or page.seen[own] < 2:
        return False
    return (
        is_label(line)
        or own
        in page.keys[line.number : line.number + NEARBY]
        + page.keys[max(0, line.number - 1 - NEARBY) : line.number - 1]
    )


def _settle_labels(page: Page, roles: dict[int, Role | None]) -> None:
    """A label before text is its heading; a long run of labels, or one before nothing, is not."""
    run: list[int] = []
    before = 0
    for number, role in [*roles.items(), (0, Role.BOILERPLATE)]:
        if role is None:
            run.append(number)
        elif role not in NOT_TEXT or not number:
            leads = role in TEXT or role is Role.HEADING
            announced = before > 0 and page.lines[before - 1].text[-1] in ":："
            for label in run:
                roles[label] = _label_role(page, label, len(run), leads, announced)
            run, before = [], number


def _label_role(page: Page, number: int, run: int, leads: bool, announced: bool) -> Role:
    """The role of a label, one of a `run` that may lead to text, or be announced by a colon."""
    text = page.lines[number - 1].text
    if run > MOST_LABELS:
        return Role.LIST_ITEM if announced else Role.BOILERPLATE
    if leads and size(text) <= LONGEST_HEADING and not _goes_on(page, number):
        return Role.HEADING
    return Role.PARAGRAPH


def _goes_on(page: Page, number: int) -> bool:
    """Whether the next line goes on in the middle of this one's sentence."""
    line = page.lines[number - 1]
    below = next(iter(page.shown(number, number + 4)), None)
    return below is not None and below.text[:1].islower() and size(line.text) > LONG
