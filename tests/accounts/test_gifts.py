"""Gift codes: made, typed, redeemed once."""

import re
from datetime import timedelta

import pytest

from accounts import gifts, subscriptions
from accounts.models import GiftCode, Plan, RateCounter, Subscription, Unit, User
from accounts.subscriptions import Length
from tests import people
from tests.accounts.moments import DAY, INSTANT, NOON

pytestmark = pytest.mark.django_db

MONTH = Length(1, Unit.MONTHS)


@pytest.fixture
def member() -> User:
    return people.reader()


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.create(name="Supporter")


def make(plan: Plan, count: int = 1, **fields) -> list[str]:
    fields = {"paid": False, "reason": "For a prize.", "by": people.editor()} | fields
    return list(gifts.make(count, plan, fields.pop("length", MONTH), NOON, **fields))


class TestMaking:
    def test_a_code_can_be_read_out_and_only_its_hash_is_kept(self, plan: Plan) -> None:
        codes = make(plan, 50)
        assert len(set(codes)) == 50
        for code in codes:
            assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}", code)
        kept = list(GiftCode.objects.values())
        assert {row["ending"] for row in kept} == {code[-4:] for code in codes}
        for code in codes:
            assert code not in str(kept)
            assert code.replace("-", "") not in str(kept)

    def test_each_comes_with_its_row(self, plan: Plan) -> None:
        made = gifts.make(3, plan, MONTH, NOON, paid=False, reason="Why.", by=people.editor())
        make(plan)
        assert [row.ending for row in made.values()] == [code[-4:] for code in made]
        kept = GiftCode.objects.order_by("pk").values_list("pk", flat=True)
        assert [row.pk for row in made.values()] == list(kept)[:3]

    def test_a_hundred_bits_of_which_eighty_are_hidden(self) -> None:
        assert len(gifts.ALPHABET) == 2**5
        assert 5 * gifts.LETTERS == 100
        assert 5 * (gifts.LETTERS - gifts.GROUP) == 80

    def test_it_says_who_made_it_and_why(self, plan: Plan) -> None:
        editor = people.editor()
        make(plan, by=editor, paid=True, redeem_before=NOON + DAY)
        code = GiftCode.objects.get()
        assert (code.made_by, code.made_at, code.reason) == (editor, NOON, "For a prize.")
        assert (code.length, code.unit, code.paid) == (1, "months", True)
        assert code.redeem_before == NOON + DAY


class TestTyping:
    def test_however_it_is_typed(self, member: User, plan: Plan) -> None:
        (code,) = make(plan)
        bare = code.replace("-", "")
        for typed in (
            code,
            code.lower(),
            bare,
            f"  {code} \n",
            code.replace("-", " – "),
            " ".join(bare),
            code.replace("0", "o").replace("1", "l"),
            code.replace("0", "O").replace("1", "i"),
            "".join(chr(ord(letter) + 0xFEE0) for letter in bare),  # full width
        ):
            assert gifts.canonical(typed) == bare

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("ABCD", "20 letters and digits, and this has 4"),
            ("", "this has 0"),
            ("----", "this has 0"),
            ("A" * 21, "this has 21"),
            ("U" * 20, "No code has “U” in it"),
            ("Ж" * 20, "No code has “Ж” in it"),
            ("ß", "this has 2"),
            ("A" * 20, "no such code"),
        ],
    )
    def test_what_is_no_code(self, member: User, typed: str, sentence: str) -> None:
        with pytest.raises(gifts.Refused, match=sentence):
            gifts.redeem(member, typed, NOON)


class TestRedeeming:
    @pytest.mark.parametrize(("paid", "provider"), [(True, "gift"), (False, "complimentary")])
    def test_it_becomes_a_subscription(
        self, member: User, plan: Plan, paid: bool, provider: str
    ) -> None:
        (code,) = make(plan, paid=paid)
        at = NOON + DAY
        made = gifts.redeem(member, code, at)
        assert (made.user, made.plan, made.provider) == (member, plan, provider)
        assert (made.starts_at, made.ends_at) == (at, MONTH.after(at))
        assert made.paid_from == (at if paid else None)
        assert made.gift_code.ending == code[-4:]

    def test_it_is_added_to_what_one_has(self, member: User, plan: Plan) -> None:
        first, second = make(plan, 2)
        one = gifts.redeem(member, first, NOON)
        other = gifts.redeem(member, second, NOON)
        assert other.starts_at == one.ends_at

    def test_it_works_once(self, member: User, plan: Plan) -> None:
        (code,) = make(plan)
        gifts.redeem(member, code, NOON)
        with pytest.raises(gifts.Refused, match="You have redeemed this code already"):
            gifts.redeem(member, code, NOON)
        with pytest.raises(gifts.Refused, match="was redeemed already") as refused:
            gifts.redeem(people.reader(), code, NOON)
        assert str(member) not in str(refused.value)
        assert Subscription.objects.count() == 1

    def test_it_can_be_redeemed_to_the_microsecond(self, member: User, plan: Plan) -> None:
        first, second = make(plan, 2, redeem_before=NOON + DAY)
        gifts.redeem(member, first, NOON + DAY - INSTANT)
        with pytest.raises(gifts.Refused, match=r"until 1 February 2030, 12:00 UTC\. "):
            gifts.redeem(member, second, NOON + DAY)

    def test_one_that_was_taken_back(self, member: User, plan: Plan) -> None:
        (code,) = make(plan)
        assert gifts.revoke(GiftCode.objects.get(), NOON)
        assert not gifts.revoke(GiftCode.objects.get(), NOON)
        with pytest.raises(gifts.Refused, match="taken back"):
            gifts.redeem(member, code, NOON)

    def test_one_that_was_redeemed_cannot_be_taken_back(self, member: User, plan: Plan) -> None:
        (code,) = make(plan)
        stale = GiftCode.objects.get()
        gifts.redeem(member, code, NOON)
        assert not gifts.revoke(stale, NOON)
        assert GiftCode.objects.get().revoked_at is None

    def test_it_is_not_wasted_on_who_needs_none(self, member: User, plan: Plan) -> None:
        always = Length(None, Unit.ALWAYS)
        subscriptions.give(member, plan, Subscription.Provider.GIFT, always, NOON)
        (code,) = make(plan)
        with pytest.raises(gifts.Refused, match="Give the code away"):
            gifts.redeem(member, code, NOON)
        assert gifts.redeem(people.reader(), code, NOON)

    def test_a_plan_that_is_no_longer_offered_keeps_its_codes(
        self, member: User, plan: Plan
    ) -> None:
        (code,) = make(plan)
        Plan.objects.update(offered=False)
        assert gifts.redeem(member, code, NOON).plan == plan

    def test_too_many_tries(self, member: User, plan: Plan) -> None:
        (code,) = make(plan)
        for _try in range(gifts.TRIES.most):
            with pytest.raises(gifts.Refused, match="no such code"):
                gifts.redeem(member, "A" * 20, NOON)
        for typed in ("A" * 20, code):
            with pytest.raises(gifts.Refused, match=r"Try again in 60 minutes\.") as refused:
                gifts.redeem(member, typed, NOON)
            assert refused.value.retry_after_s == 3600
        for passed_s, left in ((60, "59 minutes"), (59 * 60, "1 minute"), (3599, "1 minute")):
            with pytest.raises(gifts.Refused, match=rf"Try again in {left}\."):
                gifts.redeem(member, code, NOON + timedelta(seconds=passed_s))
        assert RateCounter.objects.exists()
        assert gifts.redeem(people.reader(), code, NOON)  # nobody else is held back by it
        with pytest.raises(gifts.Refused, match="was redeemed already"):
            gifts.redeem(member, code, NOON + timedelta(hours=1))
