"""The first rules of a site."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from archive.models import Rule
from tests import builders

pytestmark = pytest.mark.django_db


def make_rules() -> str:
    out = StringIO()
    call_command("make_rules", stdout=out)
    return out.getvalue()


def test_are_made_once(client: Client) -> None:
    assert make_rules().startswith("5 rules were made")
    assert Rule.objects.in_force().count() == 5
    assert "Speak to what was said" in client.get("/rules/").content.decode()
    assert make_rules() == ""
    assert Rule.objects.count() == 5


def test_a_site_s_own_rules_stay_its_only_ones() -> None:
    own = builders.rule("Ours", in_force=False)
    make_rules()
    assert Rule.objects.get() == own
