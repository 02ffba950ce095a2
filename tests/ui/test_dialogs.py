"""What is typed in a dialog is kept by Enter, and nothing else is taken for it."""

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.ui.test_browser import QUESTIONS, _ask, _await_answer, _menu, _open, _tool
from ui.strings import STRINGS

pytestmark = pytest.mark.browser

LANG = "ur"
WORDS = STRINGS[LANG]


@pytest.fixture
def page(context: BrowserContext, chat_address: str) -> Page:
    page = context.new_page()
    _open(page, f"{chat_address}/{LANG}")
    _ask(page, QUESTIONS["ur"])
    _await_answer(page)
    return page


def _dialog(page: Page, name: str) -> Locator:
    return page.locator(f"dialog[data-name={name}]")


def test_enter_keeps_the_new_name_and_an_empty_one_is_told(page: Page) -> None:
    name = page.locator("#chats li[aria-current] .open")
    _menu(page, "rename").click()
    # The old name is selected, so that typing takes its place.
    page.keyboard.type("دوسرا نام")
    page.keyboard.press("Enter")
    expect(name).to_have_text("دوسرا نام")
    for blank in ("", "  "):
        _menu(page, "rename").click()
        dialog = _dialog(page, "rename")
        expect(dialog.locator(".empty")).to_be_hidden()
        dialog.locator("input").fill(blank)
        page.keyboard.press("Enter")
        expect(dialog.locator(".empty")).to_have_text(WORDS.rename_empty)
        expect(dialog.locator("input")).to_be_focused()
        page.keyboard.press("Escape")
        expect(name).to_have_text("دوسرا نام")


def test_enter_asks_the_edited_question_and_keeps_what_is_said_of_an_answer(page: Page) -> None:
    _tool(page.locator(".turn"), "edit").click()
    box = _dialog(page, "edit").locator("textarea")
    box.fill(" ")
    page.keyboard.press("Enter")
    expect(_dialog(page, "edit").locator(".empty")).to_have_text(WORDS.blank_question)
    box.fill("معاہدہ")
    page.keyboard.press("Shift+Enter")
    expect(box).to_have_value("معاہدہ\n")
    box.fill(QUESTIONS["ar"])
    page.keyboard.press("Enter")
    expect(page.locator(".turn .asked")).to_have_text([QUESTIONS["ar"]])
    turn = _await_answer(page)
    _tool(turn, "down").click()
    with page.expect_request(lambda request: '"other"' in (request.post_data or "")) as sent:
        _dialog(page, "feedback").locator("[value=other]").check()
        page.keyboard.press("Enter")
    assert "queue/join" in sent.value.url
    # Other tests count the thumbs.
    expect(_tool(turn, "down")).to_have_attribute("aria-pressed", "true")
    _tool(turn, "down").click()
    expect(_tool(turn, "down")).to_have_attribute("aria-pressed", "false")
