"""What staff do about subscriptions in the administration, and what they see of members."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from accounts import gifts, subscriptions
from accounts.entitlements import entitlements_for
from accounts.models import GiftCode, Grant, Plan, Subscription, Unit, User
from accounts.subscriptions import Length
from tests import people
from tests.accounts.moments import DAY

pytestmark = pytest.mark.django_db

ADD_GRANT = "/admin/accounts/grant/add/"
ADD_CODES = "/admin/accounts/giftcode/add/"
LIST = "/admin/accounts/subscription/"
CODES = "/admin/accounts/giftcode/"
SEEN_BY_NOBODY_BUT_ADMINISTRATORS = "canary-address@example.org"


@pytest.fixture
def plan() -> Plan:
    return Plan.objects.create(name="Supporter")


@pytest.fixture
def member(plan: Plan) -> User:
    return people.reader(email=SEEN_BY_NOBODY_BUT_ADMINISTRATORS, display_name="Ada Lovelace")


@pytest.fixture
def editor() -> Client:
    return logged_in(people.editor())


@pytest.fixture
def admin() -> Client:
    return logged_in(people.admin())


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def grant_form(plan: Plan, **fields: object) -> dict[str, object]:
    return {
        "member": "Ada Lovelace",
        "plan": plan.pk,
        "kind": "complimentary",
        "length": 3,
        "unit": "months",
        "reason": "She wrote for us.",
    } | fields


def codes_form(plan: Plan, **fields: object) -> dict[str, object]:
    return {
        "count": 3,
        "plan": plan.pk,
        "length": 1,
        "unit": "months",
        "reason": "Prizes.",
        "redeem_before_0": "",
        "redeem_before_1": "",
    } | fields


def test_a_plan_has_a_place_that_both_databases_hold(admin: Client) -> None:
    sent = {"name": "Friend", "description": "", "offered": "on", "position": "32768"}
    answer = admin.post("/admin/accounts/plan/add/", sent)
    assert "less than or equal to 1000" in text(answer)
    assert admin.post("/admin/accounts/plan/add/", sent | {"position": "1000"}).status_code == 302
    assert Plan.objects.get(name="Friend").position == 1000


class TestGranting:
    @pytest.mark.parametrize("named", ["Ada Lovelace", "  ada lovelace "])
    def test_an_editor_gives_one_in_a_minute(
        self, editor: Client, member: User, plan: Plan, named: str
    ) -> None:
        answer = editor.post(ADD_GRANT, grant_form(plan, member=named), follow=True)
        assert answer.redirect_chain == [(LIST, 302)]
        until = f"{timezone.localtime(Subscription.objects.get().ends_at):%-d %B %Y, %H:%M} UTC"
        assert "Ada Lovelace has a subscription from " in text(answer)
        assert f" until {until}.</li>" in text(answer)
        grant = Grant.objects.get()
        assert (grant.subscription.user, grant.subscription.provider) == (member, "complimentary")
        assert (grant.length, grant.unit) == (3, "months")
        assert grant.granted_by == User.objects.get(groups__name="Editors")
        assert entitlements_for(member, timezone.now()).paid

    @pytest.mark.parametrize("change", [str, str.upper])
    def test_who_sees_addresses_gives_by_address(
        self, admin: Client, member: User, plan: Plan, change: Callable[[str], str]
    ) -> None:
        assert "or the whole e-mail address" in text(admin.get(ADD_GRANT))
        typed = change(SEEN_BY_NOBODY_BUT_ADMINISTRATORS)
        admin.post(ADD_GRANT, grant_form(plan, member=typed))
        assert Grant.objects.get().subscription.user == member
        unknown = text(admin.post(ADD_GRANT, grant_form(plan, member="no@example.org")))
        assert "No member is called “no@example.org”." in unknown

    def test_an_editor_is_not_told_of_addresses(self, editor: Client, member: User) -> None:
        assert "e-mail address" not in text(editor.get(ADD_GRANT))

    @pytest.mark.parametrize("wrong", [{"reason": " "}, {"length": ""}])
    def test_nobody_is_looked_up_for_what_will_not_be_given(
        self, admin: Client, member: User, plan: Plan, wrong: dict[str, str]
    ) -> None:
        for typed in (SEEN_BY_NOBODY_BUT_ADMINISTRATORS, "no@example.org", "Nobody"):
            answer = text(admin.post(ADD_GRANT, grant_form(plan, member=typed, **wrong)))
            assert "No member is called" not in answer
            assert f'value="{typed}"' in answer

    def test_the_form_begins_with_the_first_plan_on_offer_and_months(
        self, editor: Client, plan: Plan
    ) -> None:
        Plan.objects.create(name="Old", offered=False)
        Plan.objects.create(name="Patron", position=1)
        form = text(editor.get(ADD_GRANT))
        options = re.findall(r"<option value=\"(\w+)\"( selected)?>([^<]+)</option>", form)
        names = [name for _value, _chosen, name in options]
        assert names[:2] == ["Supporter", "Patron"]
        assert "Old" not in names
        assert ("months", " selected", "months") in options

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"member": "Nobody"}, "No member is called “Nobody”."),
            ({"member": "no@example.org"}, "Write the display name. Only those who see"),
            ({"member": SEEN_BY_NOBODY_BUT_ADMINISTRATORS}, "Write the display name."),
            ({"length": ""}, "Write how many, from 1 to 120; or choose always."),
            ({"length": 121}, "Write how many, from 1 to 120; or choose always."),
            ({"length": 4000, "unit": "days"}, "Write how many, from 1 to 3650"),
            ({"length": 1, "unit": "always"}, "Always has no length."),
            ({"reason": ""}, "This field is required."),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, editor: Client, member: User, plan: Plan, fields: dict[str, Any], sentence: str
    ) -> None:
        answer = editor.post(ADD_GRANT, grant_form(plan, **fields))
        assert sentence in text(answer)
        assert f'value="{fields.get("member", "Ada Lovelace")}"' in text(answer)
        assert not Subscription.objects.exists()

    def test_who_cannot_log_in_or_has_always_is_refused(
        self, editor: Client, member: User, plan: Plan
    ) -> None:
        always = {"length": "", "unit": "always"}
        assert editor.post(ADD_GRANT, grant_form(plan, **always)).status_code == 302
        assert "without end: nothing can be added" in text(editor.post(ADD_GRANT, grant_form(plan)))
        assert editor.post(ADD_GRANT, grant_form(plan, kind="elsewhere")).status_code == 302
        User.objects.filter(pk=member.pk).update(is_active=False)
        assert "cannot log in at present" in text(editor.post(ADD_GRANT, grant_form(plan)))
        assert Grant.objects.count() == 2

    def test_without_a_plan_the_form_says_who_makes_one(self, editor: Client) -> None:
        assert "an administrator makes one under Plans" in text(editor.get(ADD_GRANT))

    def test_a_grant_is_not_edited_or_deleted(
        self, admin: Client, member: User, plan: Plan
    ) -> None:
        admin.post(ADD_GRANT, grant_form(plan))
        grant = Grant.objects.get()
        page = f"/admin/accounts/grant/{grant.pk}/change/"
        assert "She wrote for us." in text(admin.get(page))
        assert admin.post(page, {"reason": "Another."}).status_code == 403
        assert admin.post(f"/admin/accounts/grant/{grant.pk}/delete/").status_code == 403


class TestWhatIsSeen:
    @pytest.fixture(autouse=True)
    def _rows(self, member: User, plan: Plan) -> None:
        length, now, by = Length(1, Unit.MONTHS), timezone.now(), people.admin()
        subscriptions.grant(member, plan, "gift", length, now, reason="Why.", by=by)
        (code,) = gifts.make(1, plan, length, now, paid=False, reason="Why not.", by=by)
        gifts.redeem(member, code, now)

    def pages(self) -> list[str]:
        kept = [LIST, "/admin/accounts/grant/", CODES, "/admin/accounts/plan/"]
        kept += [
            f"/admin/accounts/{row._meta.model_name}/{row.pk}/{page}/"
            for model in (Subscription, Grant, GiftCode, Plan)
            for row in model.objects.all()
            for page in ("change", "history")
        ]
        return [*kept, f"{LIST}?q=canary-address", f"{LIST}?q=Lovelace", f"{CODES}?q=Lovelace"]

    def test_editors_see_names_and_no_address(self, editor: Client) -> None:
        shown = [text(editor.get(page)) for page in self.pages()]
        assert sum("Ada Lovelace" in page for page in shown) >= 6
        assert not [page for page in shown if "canary-address@" in page]

    def test_names_are_text_and_one_month_is_one(self, editor: Client, member: User) -> None:
        row = Subscription.objects.latest("pk")
        subscriptions.end(row, timezone.now(), "Why.", people.admin())
        shown = [text(editor.get(page)) for page in self.pages()]
        assert not [page for page in shown if "/admin/accounts/user/" in page]
        assert not [page for page in shown if "1 months" in page]
        assert sum("1 month<" in page for page in shown) >= 4

    def test_an_address_is_searched_by_those_who_may_see_it(
        self, editor: Client, admin: Client
    ) -> None:
        def found(client: Client) -> bool:
            return "Ada Lovelace" in text(client.get(f"{LIST}?q=canary-address"))

        assert found(admin)
        assert not found(editor)
        for guess in ("user__email__startswith=canary", "user__email=x"):
            assert editor.get(f"{LIST}?{guess}").status_code == 400

    @pytest.mark.parametrize("asked", ["digest__startswith", "digest", "subscription__reference"])
    def test_a_code_is_not_read_by_asking_for_its_hash(self, editor: Client, asked: str) -> None:
        assert editor.get(CODES, {asked: GiftCode.objects.get().digest[0]}).status_code == 400

    def test_what_filters_lead_to_can_be_asked(self, editor: Client, plan: Plan) -> None:
        for page in (CODES, "/admin/accounts/grant/", LIST):
            specs = editor.get(page).context["cl"].filter_specs
            answers = [
                editor.get(page + choice["query_string"])
                for spec in specs
                for choice in spec.choices(editor.get(page).context["cl"])
            ]
            assert {answer.status_code for answer in answers} <= {200}
        year = f"{timezone.now():%Y}"
        assert editor.get(CODES, {"made_at__year": year}).status_code == 200
        assert editor.get("/admin/accounts/grant/", {"granted_at__year": year}).status_code == 200

    def test_it_says_whence_a_subscription_came(self, editor: Client) -> None:
        first, second = Subscription.objects.order_by("id")
        assert re.search(r"by \S+ \d+: Why\.", text(editor.get(f"{LIST}{first.pk}/change/")))
        words = text(editor.get(f"{LIST}{second.pk}/change/"))
        assert f"as gift code …{second.gift_code.ending}, made by " in words

    @pytest.mark.parametrize(
        ("chosen", "starts"), [("in_force", 1), ("waiting", 1), ("over", 0), ("nonsense", 2)]
    )
    def test_what_is_listed_by_now(self, editor: Client, chosen: str, starts: int) -> None:
        answer = editor.get(f"{LIST}?now={chosen}")
        assert answer.context["cl"].result_count == starts

    def test_a_filter_names_those_who_gave_and_not_all_members(
        self, editor: Client, plan: Plan
    ) -> None:
        stranger, second = people.reader(), people.admin()  # one giver alone needs no filter
        length, now = Length(1, Unit.DAYS), timezone.now()
        gifts.make(1, plan, length, now, paid=False, reason="Why not.", by=second)
        subscriptions.grant(second, plan, "gift", length, now, reason="Why.", by=second)
        for page in ("/admin/accounts/grant/", CODES):
            shown = text(editor.get(page))
            assert second.display_name in shown
            assert stranger.display_name not in shown

    def test_editors_end_nothing(self, editor: Client) -> None:
        row = Subscription.objects.first()
        assert row
        before = Subscription.objects.values().get(pk=row.pk)
        for action in ("end", "cancel"):
            wanted = {"action": action, "_selected_action": row.pk, "reason": "x", "confirmed": "y"}
            editor.post(LIST, wanted)
        assert Subscription.objects.values().get(pk=row.pk) == before


class TestEnding:
    @pytest.fixture
    def running(self, member: User, plan: Plan) -> Subscription:
        now = timezone.now()
        return subscriptions.start(member, plan, "elsewhere", now + 30 * DAY, now)

    def act(self, admin: Client, row: Subscription, action: str, **more: str) -> Any:
        wanted = {"action": action, "_selected_action": row.pk, **more}
        return admin.post(LIST, wanted, follow=True)

    def test_ending_asks_for_a_reason_first(self, admin: Client, running: Subscription) -> None:
        asked = text(self.act(admin, running, "end"))
        assert "These subscriptions end now." in asked
        assert "Ada Lovelace: Supporter" in asked
        assert "This field is required." not in asked
        empty = text(self.act(admin, running, "end", confirmed="yes", reason=" "))
        assert "This field is required." in empty
        running.refresh_from_db()
        assert not running.over(timezone.now())

    def test_it_ends_with_its_reason(self, admin: Client, running: Subscription) -> None:
        done = self.act(admin, running, "end", confirmed="yes", reason="Paid back.")
        assert "1 subscription changed." in text(done)
        running.refresh_from_db()
        assert running.over(timezone.now())
        assert (running.end_reason, running.status) == ("Paid back.", "expired")
        assert running.ended_by == User.objects.get(is_superuser=True)
        assert LogEntry.objects.get().object_id == str(running.pk)
        again = self.act(admin, running, "end", confirmed="yes", reason="Again.")
        assert "Ada Lovelace: Supporter: It ended already, on" in text(again)

    def test_cancelling_leaves_what_is_paid_for(self, admin: Client, running: Subscription) -> None:
        self.act(admin, running, "cancel")
        running.refresh_from_db()
        assert running.status == "cancelled"
        assert entitlements_for(running.user, timezone.now()).paid


class TestGiftCodes:
    def test_codes_are_shown_once_and_can_be_redeemed(
        self, editor: Client, member: User, plan: Plan
    ) -> None:
        answer = editor.post(ADD_CODES, codes_form(plan, paid="on"))
        assert "no-store" in answer.headers["Cache-Control"]
        codes = re.findall(r"\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b", text(answer))
        assert len(codes) == GiftCode.objects.count() == 3
        for page in (CODES, *(f"{CODES}{row.pk}/change/" for row in GiftCode.objects.all())):
            later = text(editor.get(page))
            assert not [code for code in codes if code in later]
        made = gifts.redeem(member, codes[0], timezone.now())
        assert made.provider == "gift"
        assert made.gift_code.made_by == User.objects.get(groups__name="Editors")
        assert "Ada Lovelace" in text(editor.get(CODES))

    def test_they_can_end(self, editor: Client, plan: Plan) -> None:
        tomorrow = timezone.localtime() + timedelta(days=1)
        when = {"redeem_before_0": f"{tomorrow:%Y-%m-%d}", "redeem_before_1": "12:00:00"}
        editor.post(ADD_CODES, codes_form(plan, **when))
        assert {code.redeem_before for code in GiftCode.objects.all()} == {
            tomorrow.replace(hour=12, minute=0, second=0, microsecond=0)
        }

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"count": 0}, "greater than or equal to 1"),
            ({"count": 201}, "less than or equal to 200"),
            ({"length": ""}, "Write how many"),
            (
                {"redeem_before_0": "2001-01-01", "redeem_before_1": "12:00"},
                "Name a moment that is to come.",
            ),
            (
                {"redeem_before_0": "9999-12-31", "redeem_before_1": "23:59"},
                "more than a hundred years ahead",
            ),
        ],
    )
    def test_what_is_wrong_is_said(
        self, editor: Client, plan: Plan, fields: dict[str, Any], sentence: str
    ) -> None:
        assert sentence in text(editor.post(ADD_CODES, codes_form(plan, **fields)))
        assert not GiftCode.objects.exists()

    def test_editors_take_them_back(self, editor: Client, member: User, plan: Plan) -> None:
        by = people.admin()
        length, now = Length(1, Unit.MONTHS), timezone.now()
        spent, _other = gifts.make(2, plan, length, now, paid=False, reason="Why.", by=by)
        gifts.redeem(member, spent, now)
        every = list(GiftCode.objects.values_list("pk", flat=True))
        wanted = {"action": "revoke", "_selected_action": every}
        answer = text(editor.post(CODES, wanted, follow=True))
        assert "1 code was taken back. Those that were redeemed" in answer
        counts = {
            state: editor.get(f"{CODES}?state={state}").context["cl"].result_count
            for state in ("open", "redeemed", "revoked")
        }
        assert counts == {"open": 0, "redeemed": 1, "revoked": 1}
