"""From a fresh clone, with no virtual environment, by one command to the five documents."""

import re
import stat
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.setup.clone import ROOT, Clone

pytestmark = pytest.mark.setup

# Words of each capture that its page must show.
WORDS = {
    "000_d6298b9be26648c7.txt": "just published unprecedented criticism of China",
    "001_927b3801c86831b4.txt": "It would be suicidal for Russia to do so.",
    "002_eea9ff17f26105a2.txt": "Russia-China Alliance at the Tipping Point",
    "003_b9f28631f8d3cfb2.txt": "Xi Jinping and Putin Strengthen Bilateral Relations",
    "004_b49254a58704722b.txt": "toasted their shared opposition to US power",
}
ARTICLE = re.compile(r"^/articles/[^/?]+/$")


# For the session: others' tests may come between these, and a module's fixtures would go then.
@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """A clone whose `make run` is up."""
    clone = Clone(tmp_path_factory.mktemp("clone"))
    try:
        clone.run()
        yield clone
    finally:
        clone.stop()


def test_the_first_run_says_what_there_is_to_know(
    clone: Clone, record_property: Callable[[str, object], None]
) -> None:
    printed = clone.printed()
    record_property("first make run", f"{clone.seconds:.1f} s")
    assert "Traceback" not in printed
    assert f"Postil is at {clone.address}/" in printed
    people = re.findall(r"^Trial (\w+): \S+, password \S+$", printed, re.MULTILINE)
    assert people == ["editor", "moderator", "reader", "subscriber"]
    for secret in ("secret_key", "trial-people.txt"):
        assert stat.S_IMODE(clone.var(secret).stat().st_mode) == 0o600
        for line in clone.var(secret).read_text().split():
            assert (line in printed) == (secret == "trial-people.txt")


def test_the_five_documents_can_be_read_in_a_browser(clone: Clone, page: Page) -> None:
    for name, words in WORDS.items():
        assert words in (ROOT / "seeds" / name).read_text()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{clone.address}/")
    links = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    articles = sorted({link for link in links if link and ARTICLE.match(link)})
    assert len(articles) == len(WORDS)

    read = {}
    for link in articles:
        page.goto(f"{clone.address}/")
        page.locator(f'main a[href="{link}"]').first.click()
        page.wait_for_url(f"**{link}")
        assert page.locator("h1").inner_text().strip()
        read[link] = page.locator("body").inner_text()
    for words in WORDS.values():
        assert [link for link, text in read.items() if words in text], f"nowhere: {words}"
    assert complaints == []


def test_the_moderator_can_log_in(clone: Clone, page: Page) -> None:
    people = dict(line.split() for line in clone.var("trial-people.txt").read_text().splitlines())
    email = "moderator@localhost"
    page.goto(f"{clone.address}/admin/")
    page.get_by_label("e-mail").fill(email)
    page.get_by_label("password").fill(people[email])
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/admin/")
    assert page.locator("#user-tools").inner_text()


def test_a_second_run_is_quick_and_changes_nothing(
    clone: Clone, record_property: Callable[[str, object], None]
) -> None:
    clone.stop()
    before = clone.rows()
    assert before["accounts_user"]
    assert before["archive_article"]
    key = clone.var("secret_key").read_text()

    printed = clone.run()
    record_property("second make run", f"{clone.seconds:.1f} s")
    clone.stop()
    assert "Traceback" not in printed
    assert "password" not in printed
    assert clone.var("secret_key").read_text() == key
    assert clone.rows() == before
