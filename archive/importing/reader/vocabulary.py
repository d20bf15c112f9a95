"""Word tables that the reader's rules share: English words by what they do in a text."""


def table(words: str) -> frozenset[str]:
    return frozenset(words.split())


def names(listed: str) -> frozenset[str]:
    return frozenset(name.strip() for name in listed.split(","))


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

# Names of outlets that need nothing beside them to be known for one.
OUTLETS = names("""
    ABC, ABC News, AFP, ANSA, AP, ARD, Aftenposten, Al Arabiya, Al Jazeera, Ars Technica,
    Asahi Shimbun, Associated Press, Axios, BBC, BBC News, Bellingcat, Bloomberg, Boston Globe,
    Business Insider, BuzzFeed, CBC, CBS, CGTN, CNBC, CNET, CNN, Christian Science Monitor,
    Corriere della Sera, DPA, DW, Dagens Nyheter, Der Spiegel, Der Standard, Deutsche Welle,
    Die Welt, Die Zeit, EFE, ESPN, El Mundo, El País, Engadget, Euronews, Evening Standard,
    Financial Times, Forbes, Foreign Affairs, Foreign Policy, Fox News, France 24, Gizmodo,
    Haaretz, Handelsblatt, Harvard Business Review, Helsingin Sanomat, HuffPost, Huffington Post,
    ITAR-TASS, Insider, Interfax, Jakarta Post, Kathimerini, Kommersant, Kyodo, La Repubblica,
    La Stampa, Le Figaro, Le Monde, Libération, MSNBC, Mashable, NBC, NHK, NPR, NRK,
    National Review, New York Post, New Yorker, Newsweek, PBS, Politico, ProPublica,
    RIA Novosti, RT, RTÉ, Reuters, Rolling Stone, SCMP, Sky News, South China Morning Post,
    Süddeutsche Zeitung, TASS, TechCrunch, UPI, USA Today, Vox, WSJ, Washington Post,
    Wired, Xinhua, Yonhap, ZDF, ZDNet
""")
# Names that are common words as well: outlets only after "the".
OUTLETS_WITH_THE = table("Guardian Economist Telegraph Independent Intercept Spectator Observer")
# The last word of a name of two words or more: outlets on their own, or only after "the".
OUTLET_ENDINGS = table(
    "Times News Journal Tribune Gazette Gazetteer Newswire Shimbun Zeitung Allgemeine Weekly "
    "Magazine Nachrichten Novosti Daily Newspaper Chronicle"
)
OUTLET_ENDINGS_WITH_THE = table(
    "Post Herald Sun Star Mirror Mail Express Globe Press Observer Examiner Inquirer Dispatch "
    "Telegraph Guardian Independent Courier Sentinel Argus Echo Mercury Spectator"
)
NOT_OUTLETS = table("Fake Breaking Good Bad Latest Local World-Wide State Government Party")
MEDIA_NOUNS = table(
    "newspaper daily weekly magazine broadcaster flagship agency website tabloid outlet channel "
    "network broadsheet newswire"
)
