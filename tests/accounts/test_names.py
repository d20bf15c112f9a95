"""Names that could be taken for one another, and names that cannot be seen whole."""

import string
import unicodedata

import pytest
from confusable_homoglyphs import confusables
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User, check_display_name
from accounts.names import odd_letter, piles_marks, skeleton
from tests import people
from tests.accounts.moments import NOON

# Letters and marks, as Unicode counts them, that leave no trace on a page.
BLANKS = [
    *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\ufe00\ufe0f\uffa0",
    *"\U000e0100\U000e01ef",
]
PILED = "Z" + "\u0301" * 5
ALIKE = [
    ("Anna", "ANNA"),
    ("Anna", "Аnnа"),  # two Cyrillic letters
    ("Anna", "Ａｎｎａ"),  # full width
    ("Anna", "a\u200bnna"),  # a gap of no width
    ("Anna", "A n n a"),
    *[("Anna", f"An{blank}na") for blank in BLANKS],
    ("modern", "rnodern"),
    ("modern", "m0dern"),
    ("Bill", "BiII"),  # capitals for small letters
    ("paul", "pau1"),
    ("O'Neil", "O’Neil"),
    ("Zoë", "Zoe\u0308"),
    ("ivan", "іvan"),  # the Ukrainian letter
    ("Ivan", "ӏvan"),  # a palochka
    ("ivan", "ıvan"),  # without its dot
    ("ivan", "ı\u0307van"),  # with the dot of another character
    ("ivan", "ɩvan"),
    ("Bill", "Bıӏӏ"),
    ("Ada 1", "Ada і"),
]
LETTERS_WITH_LIKES = [letter for letter in confusables.confusables_data if len(letter) == 1]
UNLIKE = [
    ("Anna", "Anne"),
    ("Иван", "Иванка"),
    ("Zoë", "Zoe"),
    ("王", "玉"),
    ("Ada 1", "Ada 2"),
    ("Tom", "Rom"),
    ("Vera", "Nera"),
    ("Ivan", "Evan"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_alike(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_unlike(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.text(max_size=60))
def test_a_skeleton_is_of_what_is_seen(name: str) -> None:
    bones = skeleton(name)
    assert not any(letter.isspace() for letter in bones)
    assert bones == skeleton(unicodedata.normalize("NFC", name))
    assert bones == skeleton(f" {name}\u200b")
    assert len(bones) <= User._meta.get_field("name_skeleton").max_length


@given(st.text(max_size=60) | st.text(alphabet=LETTERS_WITH_LIKES, max_size=20))
def test_a_skeleton_is_its_own(name: str) -> None:
    """Else there are two names that look like a third, but not like each other."""
    assert skeleton(skeleton(name)) == skeleton(name)


def test_every_letter_that_looks_like_another_stands_still() -> None:
    for letter in map(chr, range(0x110000)):
        bones = skeleton(letter)
        assert skeleton(bones) == bones, f"U+{ord(letter):04X}"


@given(st.text(alphabet=string.ascii_lowercase, min_size=1, max_size=20))
def test_plain_names_are_alike_only_if_they_are_one(name: str) -> None:
    assert skeleton(name) == skeleton(name.upper())
    assert skeleton(name) != skeleton(name + "a")


@pytest.mark.parametrize(
    "name",
    [
        *("\u202eevil", "a\u200bb", "tab\there", "\u2066x", "x\ue000"),
        *[f"A{blank}" for blank in BLANKS],
    ],
)
def test_what_is_not_shown_is_named(name: str) -> None:
    assert odd_letter(name)


def test_plain_names_have_nothing_odd() -> None:
    for name in ("Ada Lovelace", "王小明", "Zoë", "محمد", "O’Neil-Smith", "Ada 🎈"):
        assert odd_letter(name) is None


@pytest.mark.parametrize(
    "name", ["Nguyễn", "שָּׁלוֹם", "مُحَمَّد", "बसंत", "བསྒྲུབས", "ที่รัก", "Z" + "\u0301" * 4]
)
def test_letters_bear_a_few_marks(name: str) -> None:
    assert not piles_marks(name)
    assert not piles_marks(unicodedata.normalize("NFD", name))


@pytest.mark.parametrize("name", [PILED, "é" + "\u0301" * 4, "Z\u0301\u20dd\u0302\u0327\u0489"])
def test_no_more_than_a_few(name: str) -> None:
    assert piles_marks(name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ada", "taken"),
        ("Аdа", "taken"),
        ("ADA", "taken"),
        ("Moderator", "reserved"),
        ("Mοderator", "reserved"),
        ("Edıtor", "reserved"),
        ("Edіtor", "reserved"),
        ("Postіl", "reserved"),
        ("Admіnıstrator", "reserved"),
        ("DEӏETED MEMBER", "reserved"),
        ("deleted  member", "reserved"),
        ("\u202eAda", "unseen"),
        ("Berta\ufe0f", "unseen"),
        ("\u2800", "unseen"),
        (PILED, "piled"),
        ("   ", "empty"),
        ("", "empty"),
    ],
)
def test_a_refused_name_says_why(name: str, code: str) -> None:
    people.reader(display_name="Ada")
    with pytest.raises(ValidationError) as refused:
        check_display_name(name, at=NOON)
    assert refused.value.code == code


@pytest.mark.django_db
def test_one_may_keep_and_respell_ones_own_name() -> None:
    ada = people.reader(display_name="Ada")
    assert check_display_name(" ada ", at=NOON, whose=ada) == "ada"


@pytest.mark.django_db
def test_the_database_refuses_a_look_alike_too() -> None:
    people.reader(display_name="Ada")
    with pytest.raises(IntegrityError), transaction.atomic():
        people.reader(display_name="Аda")


@pytest.mark.django_db
def test_the_skeleton_follows_the_name() -> None:
    ada = people.reader(display_name="Ada")
    ada.display_name = "Berta"
    ada.save(update_fields=["display_name"])
    ada.refresh_from_db()
    assert ada.name_skeleton == skeleton("Berta")
