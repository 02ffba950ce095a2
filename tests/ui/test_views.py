"""Each view in a language of either direction: nothing sticks out, nothing is cut off, and there is a picture of it.

With SANAD_SCREENSHOTS=FOLDER the pictures are kept there: those in docs/ are made so.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.ui.test_browser import QUESTIONS, REFUSED, _ask, _await_answer, _open
from ui.page import VIEWS

pytestmark = pytest.mark.browser

# What the pictures show.
SHOWN = {
    "en": "Which six countries were due to become BRICS members at the start of 2024?",
    "ur": QUESTIONS["ur"],
}
# Words that do not fit into what holds them.
CUT_OFF = """
() => [...document.querySelectorAll('#sanad :is(button, a, legend, h1, h2, h3, p, dt, dd, summary, figcaption)')]
  .filter((each) => each.checkVisibility() && !each.matches('.open, .skip, .answered, .unseen'))
  .filter((each) => each.scrollWidth > each.clientWidth + 2 && getComputedStyle(each).display !== 'inline')
  .map((each) => each.outerHTML.slice(0, 120))
"""


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("SANAD_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _picture(page: Page, path: Path) -> None:
    page.wait_for_timeout(300)  # for what fades
    page.screenshot(path=path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_every_view_fits(context: BrowserContext, chat_address: str, lang: str, pictures: Path) -> None:
    page = context.new_page()
    _open(page, chat_address if lang == "en" else f"{chat_address}/{lang}")
    page.locator("[data-action=suggest]").first.wait_for()
    _picture(page, pictures / f"welcome-{lang}.png")
    _ask(page, SHOWN[lang])
    turn = _await_answer(page)
    turn.locator("figure a.cite").first.click()
    expect(page.locator("#cited")).to_be_visible()
    _picture(page, pictures / f"chat-{lang}.png")
    page.locator("a.back").click()
    _ask(page, REFUSED if lang == "en" else "انٹارکٹکا میں کتنے پینگوئن رہتے ہیں؟")
    refused = _await_answer(page, 2)
    refused.locator("details.why summary").first.click()
    expect(refused.locator(".finding")).to_be_visible()
    turn.locator("details.checks summary").click()
    _picture(page, pictures / f"refusal-{lang}.png")
    for view in ("library", "settings"):
        page.locator(f"nav a[data-view={view}]").click()
        expect(page.locator("html")).to_have_attribute("lang", lang)
        expect(page.locator(f"nav a[data-view={view}]")).to_have_attribute("aria-current", "page")
        if view == "library":
            expect(page.locator("#view-library").get_by_text(".txt").first).to_be_visible(timeout=20_000)
        _picture(page, pictures / f"{view}-{lang}.png")
    page.locator("nav a[data-view=chat]").click()
    page.set_viewport_size({"width": 390, "height": 800})
    turn.scroll_into_view_if_needed()
    _picture(page, pictures / f"telephone-{lang}.png")


def test_long_words_in_large_letters_fit_a_telephone(context: BrowserContext, chat_address: str) -> None:
    context.add_init_script("location.protocol === 'http:' && localStorage.setItem('sanad-size', 'larger')")
    page = context.new_page()
    # Of the languages of the interface Russian has the longest words.
    _open(page, f"{chat_address}/ru")
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator(".welcome h2").wait_for()
    for view in VIEWS:
        page.locator(f"nav a[data-view={view}]").click()
        expect(page.locator(f"nav a[data-view={view}]")).to_have_attribute("aria-current", "page")
        if view == "library":
            expect(page.locator("#view-library").get_by_text(".txt").first).to_be_visible(timeout=20_000)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(CUT_OFF) == []
        for link in page.locator("#heading nav a").all():
            expect(link).to_be_in_viewport(ratio=1)
