"""The page in languages from the right: mirrored as a whole, each text in its own direction, type and size."""

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.ui.test_browser import QUESTIONS, _ask, _await_answer, _computed, _open
from ui.strings import STRINGS

pytestmark = pytest.mark.browser

NASTALIQ = "Sanad Nastaliq"


@pytest.fixture
def urdu(context: BrowserContext, chat_address: str) -> Page:
    page = context.new_page()
    _open(page, f"{chat_address}/ur")
    return page


def _left(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None
    return box["x"]


def _font(place: Locator) -> str:
    return _computed(place, "fontFamily")


def test_every_part_is_mirrored(urdu: Page) -> None:
    _ask(urdu, QUESTIONS["ur"])
    turn = _await_answer(urdu)
    turn.locator("figure a.cite").first.click()
    expect(urdu.locator("#cited")).to_be_visible()
    for part in ("#transcript", "#chats", "#source", "#among", "#told", "#settings", "#articles"):
        expect(urdu.locator(part)).to_have_css("direction", "rtl")
    assert _left(turn.locator("[data-action=edit]")) < _left(turn.locator(".asked"))
    assert _left(urdu.locator("#source .back")) > _left(urdu.locator("#source .original"))
    assert _left(urdu.locator("#chats summary").first) < _left(urdu.locator("#chats .open").first)


def test_the_chats_come_out_at_the_side_of_their_button(urdu: Page) -> None:
    urdu.set_viewport_size({"width": 390, "height": 800})
    urdu.locator(".chats-toggle").click()
    chats = urdu.locator("#chats").bounding_box()
    assert chats is not None
    assert chats["x"] + chats["width"] == 390


def test_a_latin_word_does_not_turn_an_urdu_question(urdu: Page) -> None:
    _ask(urdu, "S-300 کا اعلان کب ہوا؟")
    asked = _await_answer(urdu).locator(".asked")
    expect(asked).to_have_css("direction", "rtl")
    # `plaintext` would go by the first letter, whatever the direction.
    expect(asked).to_have_css("unicode-bidi", "isolate")


def test_other_letters_than_arabic_ones_have_their_own_font(urdu: Page) -> None:
    _ask(urdu, "Когда подписали договор?")
    _await_answer(urdu)
    _ask(urdu, QUESTIONS["ur"])
    _await_answer(urdu, 2)
    russian, asked = (urdu.locator(f".asked:lang({lang})") for lang in ("ru", "ur"))
    assert (NASTALIQ in _font(russian), NASTALIQ in _font(asked)) == (False, True)
    assert _computed(russian, "wordSpacing") == "0px"
    assert float(_computed(asked, "wordSpacing").removesuffix("px")) > 1
    assert NASTALIQ not in _font(urdu.locator("#chats .open").first)


@pytest.mark.parametrize("lang", ["ar", "fa"])
def test_arabic_and_persian_are_not_set_in_nastaliq(context: BrowserContext, chat_address: str, lang: str) -> None:
    page = context.new_page()
    _open(page, f"{chat_address}/{lang}")
    for place in ("#question textarea", "dialog[data-name=edit] textarea", "dialog[data-name=rename] input"):
        font = _font(page.locator(place))
        assert ("Sanad Naskh" in font, NASTALIQ in font) == (True, False), place


def test_what_is_read_grows_with_the_size_of_the_text(context: BrowserContext, chat_address: str) -> None:
    sizes = []
    for size in ("normal", "larger"):
        page = context.new_page()
        page.add_init_script(f"location.protocol === 'http:' && localStorage.setItem('sanad-size', '{size}')")
        _open(page, chat_address)
        page.locator("[data-action=suggest]").first.wait_for()
        first = _computed(page.locator("[data-action=suggest]").first, "fontSize")
        _ask(page, QUESTIONS["en"])
        turn = _await_answer(page)
        places = turn.locator("blockquote:lang(ur)").first, page.locator("#question textarea")
        sizes.append([float(each.removesuffix("px")) for each in (first, *(_computed(p, "fontSize") for p in places))])
    normal, larger = sizes
    assert normal == pytest.approx([16, 17.6, 16])
    assert larger == pytest.approx([1.37 * each for each in normal])


def test_dates_and_paths_read_from_the_left(urdu: Page) -> None:
    control = urdu.locator("#among details")
    control.locator("summary").click()
    control.locator("[name=since]").fill("2022-09")
    control.locator("[name=sources]").fill("*")
    control.locator("[name=sources]").press("Tab")
    _ask(urdu, QUESTIONS["ur"])
    turn = _await_answer(urdu)
    for line in (control.locator("summary"), turn.locator(".among")):
        expect(line.locator("bdi[dir=ltr]", has_text="2022-09").last).to_have_css("direction", "ltr")
        expect(line.locator("bdi.file")).to_have_css("direction", "ltr")
    control.locator("[name=since]").fill("2022-99")
    control.locator("[name=since]").press("Tab")
    told = control.locator(".wrong .notice")
    expect(told.locator("bdi[dir=ltr]")).to_have_text(["2022-99", "2023-09", "2023-09-20"])
    expect(control.locator("[name=since]")).to_have_attribute("aria-invalid", "true")
    expect(told).to_be_in_viewport()
    control.locator("[data-action=clear]").click()
    expect(told).to_have_count(0)
    expect(control.locator("[name=since]")).not_to_have_attribute("aria-invalid", "true")


def test_what_cannot_be_asked_is_told_in_urdu_and_stays_in_the_box(urdu: Page) -> None:
    question = "کب؟ " * 700
    _ask(urdu, question)
    told = urdu.locator("#told .notice.failed")
    expect(told).to_contain_text("۲۰۰۰")
    expect(told).to_be_in_viewport()
    expect(urdu.locator("#question textarea")).to_have_value(question.strip())
    urdu.locator(".turn.failed [data-action=again]").click()
    expect(urdu.locator("#question textarea")).to_have_value(question.strip())
    urdu.locator("#question textarea").fill("  ")
    urdu.locator("#ask").click()
    expect(told).to_have_text(STRINGS["ur"].blank_question)
    expect(urdu.locator("#question textarea")).to_be_focused()
