"""What JavaScript adds to a discussion: drafts, quotations, keys; and what axe thinks of it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.discussed import BERTA
from tests.browser.test_axe import RUN, told
from tests.browser.test_discussion import Opened, form, log_in, logged_in, opened, saying
from tests.browser.test_html import faults

__all__ = ["logged_in", "opened"]

pytestmark = pytest.mark.browser

SELECT = """element => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}"""


def write(page: Page, words: str) -> None:
    page.get_by_role("link", name="Write a comment").click()
    form(page).fill(words)


class TestDrafts:
    def test_are_kept_until_they_are_posted(self, opened: Opened) -> None:
        page = opened("/articles/to-draft-on/")
        write(page, "Half a thought")
        page.reload()
        page.get_by_role("link", name="Write a comment").click()
        expect(form(page)).to_have_value("Half a thought")
        expect(page.get_by_text("kept in this browser")).to_be_visible()
        form(page).fill("A whole thought.")
        page.get_by_role("button", name="Post the comment").click()
        expect(saying(page, "A whole thought.")).to_be_visible()
        page.get_by_role("link", name="Write a comment").click()
        expect(form(page)).to_have_value("")
        assert page.evaluate("() => localStorage.length") == 0

    def test_belong_to_one_form(self, opened: Opened) -> None:
        page = opened("/articles/to-draft-on/")
        write(page, "About the article")
        saying(page, "It is doubtful").get_by_role("link", name="Reply").click()
        expect(form(page)).to_have_count(2)
        expect(form(page).first).to_have_value("")
        form(page).first.fill("About the comment")
        page.goto("/articles/to-draft-on/comments/write/")
        expect(form(page)).to_have_value("About the article")

    def test_can_be_discarded(self, opened: Opened) -> None:
        page = opened("/articles/to-draft-on/")
        write(page, "Not this")
        page.goto("/articles/to-draft-on/comments/write/")
        page.get_by_role("button", name="Discard it").click()
        expect(form(page)).to_have_value("")
        expect(form(page)).to_be_focused()
        page.reload()
        expect(form(page)).to_have_value("")

    def test_outlive_a_refusal(self, opened: Opened) -> None:
        page = opened("/articles/to-draft-on/comments/write/")
        form(page).fill("> " * 11 + "deep")
        page.get_by_role("button", name="Post the comment").click()
        expect(page.locator(".errorlist")).to_be_visible()
        page.goto("/articles/to-draft-on/comments/write/")
        expect(form(page)).to_have_value("> " * 11 + "deep")

    def test_of_an_edit_are_not_mixed_with_what_it_says(self, opened: Opened) -> None:
        page = opened("/articles/to-look-at/")
        saying(page, "It was a mistake").get_by_role("link", name="Edit", exact=True).click()
        form(page).fill("It *was* nothing.")
        page.reload()
        saying(page, "It was a mistake").get_by_role("link", name="Edit", exact=True).click()
        expect(form(page)).to_have_value("It *was* nothing.")
        page.get_by_role("button", name="Discard it").click()
        expect(form(page)).to_have_value("It *was* a mistake, and I was wrong.")


class TestQuoting:
    def test_what_is_selected_in_a_comment(self, opened: Opened) -> None:
        page = opened("/articles/to-quote/")
        saying(page, "I was there").locator(".comment__body").evaluate(SELECT)
        page.get_by_role("button", name="Quote this").click()
        expect(form(page)).to_have_value("> And yet it is.\n>\n> I was there.\n\n")
        expect(form(page)).to_be_focused()
        expect(page.get_by_role("button", name="Post the answer")).to_be_visible()
        page.keyboard.type("Were you?")
        saying(page, "I was there").locator(".comment__body p").first.evaluate(SELECT)
        page.evaluate("() => document.activeElement.blur()")
        page.keyboard.press("q")
        expect(form(page)).to_have_value(
            "> And yet it is.\n>\n> I was there.\n\nWere you?\n\n> And yet it is.\n\n"
        )

    def test_what_is_selected_in_the_article(self, opened: Opened) -> None:
        page = opened("/articles/to-quote/")
        page.locator(".piece__text .prose p").first.evaluate(SELECT)
        page.get_by_role("button", name="Quote this").click()
        expect(page.get_by_role("button", name="Post the comment")).to_be_visible()
        expect(form(page)).to_have_value(re.compile("^> The words of article"))

    def test_says_what_was_said_and_no_markdown(self, opened: Opened) -> None:
        page = opened("/articles/to-quote/")
        body = page.locator(".comment__body p").last
        body.evaluate("p => { p.textContent = '1. *a* _b_ `c` [d](e) <f> &amp;'; }")
        body.evaluate(SELECT)
        page.get_by_role("button", name="Quote this").click()
        expect(page.locator(".write__preview blockquote p")).to_have_text(
            "1. *a* _b_ `c` [d](e) <f> &amp;"
        )

    def test_is_not_offered_elsewhere(self, opened: Opened) -> None:
        page = opened("/articles/to-quote/")
        page.locator("h1").evaluate(SELECT)
        page.wait_for_timeout(100)
        expect(page.get_by_role("button", name="Quote this")).to_be_hidden()


class TestKeys:
    def test_go_through_the_comments(self, opened: Opened) -> None:
        page = opened("/articles/to-go-through/")
        comments = page.locator(".comment[data-comment]")
        for key, number in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
            page.keyboard.press(key)
            expect(comments.nth(number)).to_be_focused()
        page.keyboard.press("r")
        expect(form(page)).to_be_focused()
        page.keyboard.type("jkre?")
        expect(form(page)).to_have_value("jkre?")
        expect(page.get_by_role("button", name="Post the answer")).to_be_visible()

    def test_write_to_the_article_where_no_comment_is_chosen(self, opened: Opened) -> None:
        page = opened("/articles/to-go-through/")
        page.keyboard.press("r")
        expect(page.get_by_role("button", name="Post the comment")).to_be_visible()

    def test_edit_one_s_own(self, opened: Opened) -> None:
        page = opened("/articles/to-look-at/")
        saying(page, "It was a mistake").focus()
        page.keyboard.press("e")
        expect(page.get_by_role("button", name="Save the change")).to_be_visible()

    def test_are_listed_and_can_be_turned_off(self, opened: Opened) -> None:
        page = opened("/articles/to-go-through/")
        page.keyboard.press("?")
        dialog = page.get_by_role("dialog", name="Keys for this discussion")
        expect(dialog).to_be_visible()
        listed = {key.inner_text() for key in dialog.locator("kbd").all()}
        assert listed == {"j", "k", "r", "e", "q", "?"}
        dialog.get_by_label("Use these keys").uncheck()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        page.keyboard.press("j")
        expect(page.locator(".comment").first).not_to_be_focused()
        page.reload()
        page.keyboard.press("?")
        expect(dialog).to_be_hidden()
        page.get_by_role("button", name="Keys for this discussion").click()
        dialog.get_by_label("Use these keys").check()
        dialog.get_by_role("button", name="Close").click()
        page.keyboard.press("j")
        expect(page.locator(".comment:focus")).to_have_count(1)

    def test_leave_the_browser_s_own_alone(self, opened: Opened) -> None:
        page = opened("/articles/to-go-through/")
        page.keyboard.press("Control+j")
        expect(page.locator(".comment").first).not_to_be_focused()


def everything_open(page: Page) -> None:
    """Every form of a thread at once, and one that was refused."""
    links = (
        saying(page, "It is doubtful").get_by_role("link", name="Reply"),
        saying(page, "And yet it is").get_by_role("link", name="Report"),
        saying(page, "It was a mistake").get_by_role("link", name="Edit", exact=True),
        page.get_by_role("link", name="Write a comment"),
    )
    for number, link in enumerate(links, 1):
        link.click()
        expect(page.locator(".place > .write")).to_have_count(number)  # each moves what follows
    page.locator("#write-body").fill("> " * 11 + "deep")
    page.get_by_role("button", name="Post the comment").click()
    expect(page.locator(".errorlist")).to_be_visible()


@pytest.mark.parametrize(("theme", "width"), [("dark", 360), ("light", 1280)])
def test_axe_finds_nothing(opened: Opened, node_modules: Path, theme: str, width: int) -> None:
    page = opened("/articles/to-look-at/")
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    everything_open(page)
    page.evaluate((node_modules / "axe-core/axe.min.js").read_text())
    assert [told(violation) for violation in page.evaluate(RUN)["violations"]] == []
    page.evaluate("() => document.querySelector('#keys').showModal()")
    assert [told(violation) for violation in page.evaluate(RUN)["violations"]] == []


def test_every_page_is_valid(opened: Opened, node_modules: Path, tmp_path: Path) -> None:
    page = opened("/articles/to-look-at/")
    own = saying(page, "It was a mistake").get_attribute("data-comment")
    other = saying(page, "It is doubtful").get_attribute("data-comment")
    write_page = "/articles/to-look-at/comments/write/"
    paths = {
        "thread": "/articles/to-look-at/",
        "write": write_page,
        "answer": f"{write_page}?parent={other}&quote=whole",
        "edit": f"/comments/{own}/edit/",
        "withdraw": f"/comments/{own}/withdraw/",
        "report": f"/comments/{other}/report/",
        "history": f"/comments/{own}/history/",
        "not-own": f"/comments/{own}/report/",
    }
    for name, path in paths.items():
        answer = page.context.request.get(path)
        assert answer.status == (403 if name == "not-own" else 200), name
        (tmp_path / f"{name}.html").write_bytes(answer.body())
    assert faults(node_modules, tmp_path) == []


def test_logging_out_empties_what_was_kept(browser: Browser, stage: str) -> None:
    context = browser.new_context(base_url=stage)
    page = context.new_page()
    log_in(page, BERTA)
    page.goto("/articles/to-draft-on/")
    write(page, "Of nobody’s business")
    assert page.evaluate("() => localStorage.length") == 1
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Log out").last.click()
    page.goto("/articles/to-draft-on/")
    assert page.evaluate("() => localStorage.length") == 0
    context.close()


def test_after_logging_in_elsewhere_the_words_are_still_there(browser: Browser, stage: str) -> None:
    """The form that stood open has a token of the session before."""
    context = browser.new_context(base_url=stage)
    page = context.new_page()
    log_in(page, BERTA)
    page.goto("/articles/to-draft-on/")
    write(page, "Typed long ago")
    context.clear_cookies()
    page.get_by_role("button", name="Post the comment").click()
    expect(page.locator("textarea[readonly]")).to_have_value("Typed long ago")
    log_in(context.new_page(), BERTA)
    page.goto("/articles/to-draft-on/comments/write/")
    expect(form(page)).to_have_value("Typed long ago")
    context.clear_cookies()
    log_in(context.new_page(), BERTA)
    page.get_by_role("button", name="Post the comment").click()
    expect(page.locator(".errorlist")).to_contain_text("had expired")
    page.get_by_role("button", name="Post the comment").click()
    expect(saying(page, "Typed long ago")).to_be_visible()
    context.close()
