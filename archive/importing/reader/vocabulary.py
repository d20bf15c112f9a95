"""Word tables that the reader's rules share: English words by what they do in a text."""


def table(words: str) -> frozenset[str]:
    return frozenset(words.split())


EVENT_NOUNS = table(
    "attack attacks ceremony collapse concert conference congress coup crash debate derby "
    "earthquake election elections eruption explosion festival final fire flood forum funeral "
    "hearing hurricane inauguration landslide launch march match meeting protest protests rally "
    "referendum riot riots shooting storm strike summit talks tournament trial verdict visit "
    "vote wedding wildfire"
)
COMMON_WORDS = table(
    "the and but for with from that this last week month day over about after before their his "
    "her its has have had was were are not said will would who which when where what into than "
    "then they also more most other some new year years monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october "
    "november december photo president in on at an of to by as it he she"
)
