"""The commonest English words: so many texts hold them that they tell nothing of any."""

from archive.text.terms import terms

STOP_WORDS = frozenset(
    term
    for language in ("", "en")
    for term in terms(
        """
        a about after again all also although am an and another any are aren't as at be because
        been before being between both but by can can't cannot could couldn't did didn't do does
        doesn't doing don't down during each even every few for from further get got had hadn't has
        hasn't have haven't having he he's her here hers herself him himself his how however i i'd
        i'll i'm i've if in into is isn't it it's its itself just like many may me might mine more
        most much must my myself no nor not now of off on once one only or other our ours ourselves
        out over own said same say says she she's should shouldn't since so some such than that
        that's the their theirs them themselves then there these they they're this those through to
        too under until up upon us very was wasn't we we're were weren't what when where whether
        which while who whom whose why will with within without won't would wouldn't yet you you're
        your yours yourself
        """,
        language,
    )
)
