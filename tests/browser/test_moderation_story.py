"""The whole story: a troll writes, is reported, banned and told why, appeals, and is heard."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.browser.keyholder import SET_UP_APP, context, log_in, set_up_app, show_password
from tests.browser.moderated import COLLEAGUE, MODERATOR, NEIGHBOUR, TOLD, TROLL

pytestmark = pytest.mark.browser

ARTICLE, DESK, LOG = f"/articles/{TOLD}/", "/admin/archive/comment/desk/", "/moderation/log/"
WORDS, WORSE = "You all write rubbish here.", "And I shall say so every day."
REASON = "you insult everybody who writes here"
PLEA = "I meant the article, not those who write here."
ANSWER = "I read it again, and it can be read as you say. Name next time what you mean."
NAMES = ("Tobias", "Nelly", "Mona", "Nora")
TURNED_AWAY = re.compile(r"Failed to load resource: .* 403|.* Code 403")  # as meant

Comes = Callable[[str], Page]


@pytest.fixture
def comes(browser: Browser, stage: str) -> Iterator[Comes]:
    """Whoever has the address comes with a browser of their own, and stays logged in. What the
    browser complains of fails."""
    complaints: list[str] = []
    opened: list[BrowserContext] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not TURNED_AWAY.match(message.text):
            complaints.append(message.text)

    def come(address: str) -> Page:
        opened.append(context(browser, stage))
        page = opened[-1].new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        log_in(page, address)
        expect(page.locator("[name=password]")).to_have_count(0)
        return page

    yield come
    for each in opened:
        each.close()
    assert complaints == []


def test_a_troll_is_banned_told_why_and_heard(page: Page, comes: Comes, stage_folder: Path) -> None:
    troll, mona = comes(TROLL), ready(comes(MODERATOR))
    writes(troll, WORDS)
    expect(saying(troll, WORDS)).to_contain_text("Waiting for a moderator")
    lets_through(mona)
    reports(comes(NEIGHBOUR))
    begins(troll, WORSE)
    bans_at_once(mona)
    is_turned_away(troll)
    explains(mona)
    assert REASON in last_mail(stage_folder, TROLL)
    appeals(troll)
    cannot_hear_it(mona)
    takes_it_back(ready(comes(COLLEAGUE)))
    assert ANSWER in last_mail(stage_folder, TROLL)
    reads_the_answer(troll)
    writes(troll, "Good morning, then.")
    expect(saying(troll, "Good morning, then.")).to_be_visible()
    expect(saying(troll, WORDS)).to_be_visible()
    everybody_reads(page)


def ready(moderator: Page) -> Page:
    moderator.goto(SET_UP_APP)
    show_password(moderator)
    set_up_app(moderator)
    return moderator


def saying(page: Page, words: str) -> Locator:
    return page.locator(".comment", has=page.locator(".comment__body", has_text=words)).first


def last_mail(folder: Path, address: str) -> str:
    with closing(sqlite3.connect(folder / "postil.sqlite3")) as database:
        asked = "SELECT text FROM accounts_outboxmessage WHERE recipient = ? ORDER BY id DESC"
        [text] = database.execute(asked, [address]).fetchone()
    return " ".join(str(text).split())


def begins(page: Page, words: str) -> None:
    page.goto(ARTICLE)
    page.get_by_role("link", name="Write a comment").click()
    page.locator(".write__form textarea").fill(words)


def writes(page: Page, words: str) -> None:
    begins(page, words)
    page.get_by_role("button", name="Post the comment").click()
    expect(saying(page, words)).to_be_focused()


def from_desk(page: Page, queue: str) -> None:
    page.goto(DESK)
    page.locator(".desk").get_by_role("link", name=queue).click()


def lets_through(mona: Page) -> None:
    from_desk(mona, "New members")
    mona.get_by_role("row", name=WORDS).get_by_role("button", name="Approve").click()


def reports(nelly: Page) -> None:
    nelly.goto(ARTICLE)
    saying(nelly, WORDS).get_by_role("link", name="Report").click()
    nelly.get_by_label("Be civil").check()
    nelly.get_by_role("button", name="Report it").click()
    expect(nelly.get_by_text("Thank you.")).to_be_visible()


def bans_at_once(mona: Page) -> None:
    from_desk(mona, "Reported")
    reported = mona.get_by_role("row", name=WORDS)
    expect(reported).to_contain_text("Reported: Be civil")
    reported.get_by_role("link", name="Ban…").click()
    mona.get_by_label("all of the last day (1)").check()
    mona.get_by_role("button", name="Ban Tobias the Loud").click()
    expect(mona.locator(".messagelist")).to_have_text("Banned: Tobias the Loud.")
    expect(mona.get_by_role("row", name=WORDS)).to_have_count(0)


def is_turned_away(troll: Page) -> None:
    """In the very form that was open before."""
    troll.get_by_role("button", name="Post the comment").click()
    notice = troll.get_by_role("alert").filter(has_text="You are banned from commenting for good.")
    expect(notice).to_contain_text("The moderators have not written down why yet.")
    expect(troll.get_by_label("What you wrote: it was not posted")).to_have_value(WORSE)
    notice.get_by_role("link", name="The decision, and how to appeal it").click()
    expect(troll.locator(".decision")).to_contain_text("have not written it down yet")


def explains(mona: Page) -> None:
    from_desk(mona, "Bans to explain")
    mona.get_by_role("link", name="Tobias the Loud").click()
    mona.get_by_label("Be civil").check()
    mona.get_by_label("Reason").fill(REASON)
    mona.get_by_role("button", name="Save", exact=True).click()
    from_desk(mona, "Bans to explain")
    expect(mona.get_by_role("link", name="Tobias the Loud")).to_have_count(0)


def appeals(troll: Page) -> None:
    troll.reload()
    expect(troll.locator(".decision")).to_contain_text(REASON)
    expect(troll.locator(".decision")).to_contain_text("Be civil")
    assert "Mona" not in troll.locator("main").inner_text()
    troll.get_by_role("link", name="Appeal this decision").click()
    troll.get_by_label("Why the decision is wrong").fill(PLEA)
    troll.get_by_role("button", name="Send the appeal").click()
    expect(troll.get_by_text("You appealed. Nobody has answered yet.")).to_be_visible()


def opens_the_appeal(page: Page) -> None:
    from_desk(page, "Appeals")
    page.get_by_role("row", name="Tobias the Loud").get_by_role("link").first.click()
    expect(page.locator("#content")).to_contain_text(PLEA)


def cannot_hear_it(mona: Page) -> None:
    """Who decided does not decide again, where there is somebody else."""
    opens_the_appeal(mona)
    expect(mona.get_by_role("button", name="Answer")).to_have_count(0)


def takes_it_back(nora: Page) -> None:
    opens_the_appeal(nora)
    nora.get_by_label("is taken back").check()
    nora.get_by_label("Answer").fill(ANSWER)
    nora.get_by_role("button", name="Answer").click()
    expect(nora.locator(".messagelist")).to_have_text("The appeal is answered, by mail too.")


def reads_the_answer(troll: Page) -> None:
    troll.goto("/accounts/decisions/")
    expect(troll.get_by_text("You appealed, and the decision was taken back.")).to_be_visible()
    expect(troll.get_by_text(ANSWER)).to_be_visible()


def everybody_reads(page: Page) -> None:
    """What was done, why, and that it was taken back; and nobody's name."""
    page.goto(LOG)
    banned = page.get_by_role("listitem").filter(has_text=REASON)
    expect(banned).to_contain_text("A member was banned")
    expect(banned).to_contain_text("Be civil")
    expect(banned.locator("s")).to_be_visible()
    words = page.locator("main").inner_text()
    assert not [private for private in (*NAMES, ANSWER, PLEA) if private in words]
