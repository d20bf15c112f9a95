"""What is held, what is asked, and what is found, in which order: the same on both databases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.builders import dated, on

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """Articles by name, in the order in which they come here, and comments under one more article
    of no words that are asked for."""

    name: str
    question: str
    found: tuple[str, ...]
    articles: Mapping[str, Fields] = field(default_factory=dict)
    comments: Mapping[str, Fields] = field(default_factory=dict)
    begins_with: str = ""
    faults: int = 0
    in_order: bool = True


def said(*bodies: str, **fields: Any) -> dict[str, Fields]:
    """Articles named a, b, c … with these bodies."""
    return {name: {"body": body, **fields} for name, body in zip("abcdefgh", bodies, strict=False)}


HARBOUR = said("The harbour walls stood.", "A road of salt.", "Harbours, walls and salt.")
OFTEN = said(
    "The lamp, " * 400 + "the lighthouse.",
    "The lamp, the " * 400 + "\n\nlighthouse.",
    "The lighthouse " + "and the lamp " * 400,
    "The lighthouse.",
)
DAYS = {
    "old": on(date(1999, 5, 3)) | {"body": "quay"},
    "young": on(date(2020, 5, 3)) | {"body": "quay"},
    "unknown": {"body": "quay"},
    "between": dated("between", date(1999, 12, 30), date(2000, 1, 2)) | {"body": "quay"},
    "since": dated("not_before", date(2015, 1, 1), None) | {"body": "quay"},
    "until": dated("not_after", None, date(1950, 1, 1)) | {"body": "quay"},
}

CASES = (
    Case("a word", "salt", ("c", "b"), HARBOUR),
    Case("all of the words", "salt walls", ("c",), HARBOUR),
    Case("a stem asked for whole", "walling", ("c", "a"), HARBOUR),
    Case("whole words asked for by the stem", "harbour", ("c", "a"), HARBOUR),
    Case("capitals", "HARBOUR Walls", ("c", "a"), HARBOUR),
    Case("nothing", "ferry", (), HARBOUR),
    Case(
        "another language is not stemmed",
        "wall",
        ("a",),
        said("wall", "walls", language="de"),
    ),
    Case("accents left out", "cafe naive", ("a",), said("Un café naïf, naïve.", language="fr")),
    Case("accents typed", "CAFÉ", ("a",), said("Un cafe.", language="fr")),
    Case("folded letters", "strasse lodz", ("a",), said("Straße nach Łódź", language="de")),
    Case("an apostrophe", "don't", ("b", "a"), said("They don’t.", "dont")),
    Case("a phrase", '"salt road"', ("a",), said("A salt road.", "A road of salt.", "salty road")),
    Case("a phrase in curled quotes", "“salt road”", ("a",), said("A salt road.", "road salt")),
    Case("a phrase of stop words", '"to be or not"', ("a",), said("To be or not", "not or be to")),
    Case("a phrase that never ends", '"salt road', ("a",), said("A salt road.", "A road, salt.")),
    Case(
        "no phrase goes over blocks", '"salt road"', (), said("Much salt\n\nroad", "salt\n\nroad")
    ),
    Case(
        "nor from the title into the text",
        '"salt road"',
        (),
        {"a": {"title": "Salt", "body": "road"}},
    ),
    Case("a number with a comma or without", "3000", ("b", "a"), said("3,000 ships", "3000 men")),
    Case("and a name that has one", "covid-19 COVID19", ("b", "a"), said("covid19", "COVID-19")),
    Case("a hyphen makes a phrase", "co-operate", ("a",), said("They co-operate.", "operate co")),
    Case("without a word", "salt -walls", ("b",), HARBOUR),
    Case("without a phrase", 'salt -"walls and"', ("b",), HARBOUR),
    Case("only without", "-salt", ("a",), HARBOUR),
    Case(
        "title above dek above text",
        "quay",
        ("title", "dek", "often", "once"),
        {
            "title": {"title": "The quay", "body": "stones"},
            "dek": {"dek": "On a quay.", "body": "stones"},
            "often": {"body": "A quay is a quay."},
            "once": {"body": "A quay."},
        },
    ),
    Case(
        "words that stand together in the title",
        "salt road",
        ("together", "apart"),
        {
            "together": {"title": "Salt road north"},
            "apart": {"title": "Road for salt"},
        },
    ),
    Case(
        "and the small ones between them",
        "the lord of the rings",
        ("asked", "another"),
        {
            "asked": {"title": "The Lord of the Rings"},
            "another": {"title": "Lord rings up a bill"},
        },
    ),
    Case(
        "the fresh before the old, the undated last",
        "quay",
        ("young", "old", "unknown"),
        {name: DAYS[name] for name in ("unknown", "young", "old")},
    ),
    Case("of equals the newest here", "quay", ("b", "a"), said("quay", "quay")),
    Case("known to be before", "quay before:2000", ("old", "until"), DAYS),
    Case("known to be after", "quay after:1999", ("young", "since"), DAYS),
    Case(
        "after a day", "quay after:1999-05-03", ("young", "between", "since"), DAYS, in_order=False
    ),
    Case("before a month", "before:2000-01 after:1999-04", ("old",), DAYS),
    Case("no date", "quay before:soon", tuple(DAYS), DAYS, in_order=False, faults=1),
    Case("Chinese", "北京", ("a",), said("我在北京大学", "北方的京", language="zh")),
    Case("Japanese", "東京 タワー", ("a",), said("東京のタワー", "京東", language="ja")),
    Case("Thai", "ไทย", ("a",), said("ภาษาไทยง่าย", "ยไท", language="th")),
    Case("Arabic without points", "كتاب", ("a",), said("كِتَاب جديد", language="ar")),
    Case("a phrase of a word that is everywhere", '"the lighthouse"', tuple("dca"), OFTEN),
    Case("and what only begins as one", '"the lighthouse" lam* hou*', (), OFTEN),
    Case("without such a phrase", 'lamp -"the lighthouse"', ("b",), OFTEN),
    Case("such a phrase and a word", '"the lighthouse" lamp', ("c", "a"), OFTEN),
    Case("a hyphen among such words", "the-lig*", tuple("dca"), OFTEN),
    Case(
        "such a character",
        "的海",
        ("a",),
        said("的人 " * 400 + "北京的海", "的人" * 400 + "海", language="zh"),
    ),
    Case("unfinished", "harb", ("c", "a"), HARBOUR, begins_with="harb"),
    Case("unfinished, after another", "salt wal", ("c",), HARBOUR, begins_with="wal"),
    Case(
        "unfinished, as it was typed and not as its stem",
        "flies",
        (),
        said("A flight and a flint."),
    ),
    Case("nor as another stem", "dying caring", (), said("Diesel for careless cars, dies.")),
    Case(
        "a beginning asked for, and its stem whole",
        "flies*",
        ("c", "a"),
        said("To fly.", "A flight.", "The fliesbane."),
    ),
    Case("a beginning longer than the stem", "harbours*", ("c", "a"), HARBOUR),
    Case(
        "a beginning that reaches beyond the stem",
        "organizat*",
        ("title", "dek", "salient"),
        {
            "salient": {"body": "Organization of an organization."},
            "dek": {"dek": "An organization.", "body": "x"},
            "title": {"title": "Organization", "body": "x"},
            "stem": {"title": "Organs", "body": "To organize an organ: organs."},
        },
        in_order=False,
    ),
    Case("unfinished so", "happines", ("a",), said("Happiness: happiness"), begins_with="happines"),
    Case("too short to be unfinished", "ha", (), HARBOUR),
    Case("quoted is finished", '"harb"', (), HARBOUR),
    Case("a beginning, asked for", "ha*", ("c", "a"), HARBOUR),
    Case("stop words among others", "the salt of", ("c", "b"), HARBOUR),
    Case("stop words alone", "the", ("a",), HARBOUR),
    Case("operators of databases are words", "salt AND NOT", ("c", "b"), HARBOUR, faults=1),
    Case("what is no word is left out", "salt & | ! <-> :* (", ("c", "b"), HARBOUR),
    Case("a column is no column", "title:salt", ("c", "b"), HARBOUR, faults=1),
    Case("one word or another", "walls OR road", ("c", "b", "a"), HARBOUR),
    Case("one or another, and a third", 'salt "harbour walls" OR road', ("c", "b"), HARBOUR),
    Case("one or another, of no text", "ferry OR quay", (), HARBOUR),
    Case(
        "comments after articles",
        "quay",
        ("article", "said"),
        {"article": {"body": "quay"} | on(date(2021, 1, 1))},
        {"said": {"body": "quay"}},
    ),
    Case("in comments", "quay in:comments", ("said",), said("quay"), {"said": {"body": "A quay!"}}),
    Case(
        "what is captured with a comment: whose it is",
        "zoe",
        ("said",),
        {},
        {"said": {"body": "A quay!", "captured_name": "Zoë"}},
    ),
)
