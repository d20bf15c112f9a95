"""The community's rules, as readers find them."""

import pytest
from django.test import Client

from tests import builders, people

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str = "/rules/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_rules_in_force_in_their_order_each_at_its_address(client: Client) -> None:
    second = builders.rule("Nothing for sale", position=2)
    first = builders.rule("Be kind", position=1, text="Even to <b>them</b>.\n\nAlways.")
    builders.rule("Given up", in_force=False)
    page = shown(client)
    assert page.index(f'id="rule-{first.pk}"') < page.index(f'id="rule-{second.pk}"')
    assert "Be kind" in page
    assert "<p>Even to &lt;b&gt;them&lt;/b&gt;.</p>" in page
    assert "<p>Always.</p>" in page
    assert "Given up" not in page


def test_without_rules_it_says_so(client: Client) -> None:
    assert "There are none here yet." in shown(client)


def test_may_be_shared(client: Client) -> None:
    answer = client.get("/rules/")
    assert answer["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies


@pytest.mark.parametrize("address", ["/", "/articles/"])
def test_every_page_leads_there(client: Client, address: str) -> None:
    assert 'href="/rules/"' in shown(client, address)


def test_is_there_for_who_is_logged_in(client: Client) -> None:
    builders.rule("Be kind")
    client.force_login(people.reader())
    assert "Be kind" in shown(client)
    assert client.get("/rules/")["Cache-Control"] == "private, no-store"
