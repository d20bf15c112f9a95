"""The export forgets nothing that names a member, and tells nothing of others."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import HeldName, User
from accounts.privacy import export
from accounts.renaming import rename
from archive.pages.members.export import ACTS, TOLD, document
from tests import people
from tests.accounts.naming import mail_to, relations

pytestmark = pytest.mark.django_db

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)


class TestExport:
    def test_every_relation_to_a_user_is_told(self) -> None:
        """Whoever adds a relation says here in which section of the export it is told."""
        found = {f"{model._meta.label}.{field}" for model, field in relations()}
        assert len(found) > 15
        assert found == {*export.TOLD, *export.ACTS, *TOLD, *ACTS}

    def test_every_section_that_is_named_is_there(self) -> None:
        told = read(people.reader())
        assert {*export.TOLD.values(), *TOLD.values()} <= told.keys()
        assert told["format"]["name"] == "postil member export"
        assert told["format"]["version"] == 1

    def test_holds_no_secret(self) -> None:
        member = people.reader()
        Authenticator.objects.create(user=member, type="totp", data={"secret": "zyxwvut"})
        Client().force_login(member)
        mail_to(member.email)
        words = "".join(document(member, AT, ""))
        assert json.loads(words)["mail"][0]["subject"] == "A subject"
        assert json.loads(words)["second_factors"][0]["type"] == "totp"
        for secret in ("zyxwvut", member.password, "Some words"):
            assert secret not in words

    def test_tells_names_that_were_given_up_by_their_dates_alone(self) -> None:
        member = people.reader()
        rename(member, "Grace", AT)
        assert [row["until"] for row in read(member)["names_held"]] == ["2027-05-30T12:00:00Z"]
        assert HeldName.objects.count() == 1

    def test_tells_nothing_of_mail_to_an_address_that_was_only_claimed(self) -> None:
        people.reader(email="victim@example.org")
        member = people.reader()
        EmailAddress.objects.create(user=member, email="victim@example.org")
        mail_to("victim@example.org")
        assert read(member)["mail"] == []

    def test_is_the_same_every_time(self) -> None:
        member = people.subscriber()
        assert "".join(document(member, AT, "")) == "".join(document(member, AT, ""))


def read(member: User) -> dict[str, Any]:
    told: dict[str, Any] = json.loads("".join(document(member, AT, "")))
    return told
