"""The real program in a real browser: questions, their quotations, the article behind them, and chats that stay."""

import json
import os
import time
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from eval.questions import load_questions
from index.errors import InputError
from rag.phrases import say
from tests.conftest import SEEDS, RunSanad
from ui.among import AMONG_WORDS
from ui.strings import STRINGS, Strings

pytestmark = pytest.mark.browser

QUESTIONS = {
    "en": "Which agreement did Putin and Pezeshkian sign?",
    "ur": "صدر پوتن اور پیزشکیان نے کتنے سال کے معاہدے پر دستخط کیے؟",
    "ar": "من التقى شويغو خلال زيارته إلى طهران؟",
}
REFUSED = "How many penguins live in Antarctica?"
ANSWER_TIMEOUT_MS = 60_000
ENGLISH = STRINGS["en"]
# What the page itself may take, beside rag's own time, before the first words of an answer are seen.
MOST_OVERHEAD_MS = 300


@pytest.fixture
def page(context: BrowserContext, chat_address: str) -> Page:
    page = context.new_page()
    _open(page, chat_address)
    return page


def _open(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#chats nav")).to_be_visible(timeout=30_000)
    expect(page.locator(".transcript")).to_be_attached()


def _await_answer(page: Page, n: int = 1) -> Locator:
    """The n-th answer of the transcript."""
    turns = page.locator(".turn[data-turn]")
    expect(turns).to_have_count(n, timeout=ANSWER_TIMEOUT_MS)
    expect(page.locator(".turn:not([data-turn])")).to_have_count(0)
    return turns.nth(n - 1)


def _ask(page: Page, question: str) -> None:
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")


def _tool(turn: Locator, action: str) -> Locator:
    return turn.locator(f"[data-action={action}]")


def _computed(locator: Locator, name: str) -> str:
    return str(locator.evaluate(f"element => getComputedStyle(element).{name}"))


def _source(figure: Locator) -> str:
    return figure.locator("a.cite .file").text_content() or ""


def _menu(page: Page, action: str) -> Locator:
    page.locator("#chats li[aria-current] summary").click()
    return page.locator(f"#chats li[aria-current] [data-action={action}]")


@pytest.mark.parametrize("lang", QUESTIONS)
def test_an_answer_quotes_its_article_and_opens_it(page: Page, lang: str) -> None:
    _ask(page, QUESTIONS[lang])
    turn = _await_answer(page)
    expect(turn.locator(".asked")).to_have_css("direction", "ltr" if lang == "en" else "rtl")
    expect(turn.locator(".answer")).to_have_attribute("lang", lang)
    figure = turn.locator("figure").first
    quote = figure.locator("blockquote bdi").text_content()
    assert quote
    assert quote in (SEEDS / _source(figure)).read_text(encoding="utf-8")
    assert _computed(figure.locator("bdi").first, "direction") == "rtl"

    figure.locator("a.cite").click()
    mark = page.locator("#source mark#cited")
    expect(mark).to_be_in_viewport()
    expect(mark).to_be_focused()
    assert mark.text_content() == quote
    assert _computed(mark, "direction") == "rtl"


def test_an_open_page_asks_the_server_for_nothing_more(context: BrowserContext, chat_address: str) -> None:
    sent: list[str] = []
    context.on("request", lambda request: sent.append(request.url) if "/queue/join" in request.url else None)
    page = context.new_page()
    _open(page, chat_address)
    page.wait_for_timeout(2_000)
    # The chat, its suggestions, what is searched, the tools of the library and the settings, each once; and what the
    # model's part shows.
    assert 5 <= len(sent) <= 6


@pytest.mark.alone
def test_the_first_words_come_soon_after_they_are_known(page: Page) -> None:
    _ask(page, QUESTIONS["en"])
    _await_answer(page)
    taken = []
    for n, question in enumerate((QUESTIONS["ur"], QUESTIONS["ar"], "Who is Shoigu?"), 2):
        page.locator("#question textarea").fill(question)
        began = time.perf_counter()
        page.locator("#question textarea").press("Enter")
        expect(page.locator(".turn .answer")).to_have_count(n, timeout=ANSWER_TIMEOUT_MS)
        taken.append((time.perf_counter() - began) * 1000)
    with page.expect_download() as downloaded:
        _menu(page, "export").filter(has_text="JSON").click()
    turns = json.loads(downloaded.value.path().read_text(encoding="utf-8"))["turns"][1:]
    beside = [whole - turn["timings_ms"]["total"] for whole, turn in zip(taken, turns, strict=True)]
    print(f"beside rag's own time, ms: {[round(each) for each in beside]}")
    if os.getloadavg()[0] <= 2 * (os.cpu_count() or 1):  # else it is the other programs that are measured
        assert min(beside) <= MOST_OVERHEAD_MS


def test_the_keyboard_goes_to_the_article_and_back(page: Page) -> None:
    _ask(page, QUESTIONS["en"])
    citation = _await_answer(page).locator("figure a.cite").first
    for leave in ("Enter", "Escape"):  # the second time the article is there already
        citation.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#cited")).to_be_focused()
        if leave == "Enter":
            page.locator("a.back").focus()
        page.keyboard.press(leave)
        expect(citation).to_be_focused()
        expect(page.locator("#reading")).to_be_hidden()


def test_suggestions_are_of_the_collection_and_are_answered(page: Page) -> None:
    suggested = page.locator("[data-action=suggest]")
    suggested.first.wait_for()
    langs = [suggested.nth(n).get_attribute("lang") for n in range(suggested.count())]
    # The articles are in Urdu and Arabic: what is asked of their names and days is in the reader's language.
    assert set(langs) == {"en"}
    question = suggested.first.text_content() or ""
    suggested.first.click()
    turn = _await_answer(page)
    expect(turn.locator(".asked")).to_have_text(question)
    expect(turn.locator(".none")).to_have_count(0)


def test_a_refusal_shows_what_is_nearest_and_why(page: Page) -> None:
    _ask(page, REFUSED)
    turn = _await_answer(page)
    expect(turn.locator(".none")).to_be_visible()
    expect(turn.locator("h3")).to_have_text(say("nearest", "en"))
    turn.locator("details.why summary").first.click()
    expect(turn.locator(".finding dt").first).to_have_text(ENGLISH.why_rank)
    expect(turn.locator(".finding dd").first).to_have_text("1")


def test_a_follow_up_is_understood_and_the_reading_stays(page: Page) -> None:
    _ask(page, QUESTIONS["en"])
    _await_answer(page).locator("figure a.cite").first.click()
    read = page.locator("#cited").text_content()
    _ask(page, "And for how many years?")
    second = _await_answer(page, 2)
    assert "20" in (second.locator(".said").text_content() or "")
    assert page.locator("#cited").text_content() == read
    expect(page.locator("#question textarea")).to_be_focused()
    expect(page.locator("#question textarea")).to_have_value("")


def test_the_question_is_put_to_the_chosen_articles_alone(page: Page) -> None:
    control = page.locator("#among details")
    expect(control.locator("summary")).to_have_text(AMONG_WORDS["en"].everywhere)
    control.locator("summary").click()
    control.get_by_label("Urdu").check()
    expect(control.locator("summary")).to_have_text("Search limited to: Urdu")
    _ask(page, QUESTIONS["ar"])
    turn = _await_answer(page)
    expect(turn.locator(".among")).to_have_text("Search limited to: Urdu")
    assert all(lang == "ur" for lang in turn.locator("blockquote").evaluate_all("all => all.map((each) => each.lang)"))
    turn.locator("details.why summary").first.click()
    expect(turn.locator(".finding dd").first).to_be_visible()

    # What is refused is told beside it, and the line says what is searched all the same.
    for since, until, told in (
        ("2023-99", "", "“2023-99” is not a date."),
        ("2023", "2020", "The end, 2020, is before the start, 2023."),
        ("the spring of 2023", "", "“the spring of 2023” is not a date."),
    ):
        control.locator("[name=since]").fill(since)
        control.locator("[name=until]").fill(until)
        control.locator("[name=until]").press("Tab")
        expect(control.locator(".wrong")).to_contain_text(told)
        expect(control.locator("[name=since]")).to_have_attribute("aria-invalid", "true")
        expect(control.locator("summary")).not_to_contain_text("up to")
    control.locator("[name=since]").fill("")
    control.locator("[name=until]").fill("September 2024")
    control.locator("[name=until]").press("Tab")
    expect(control.locator("summary")).to_have_text("Search limited to: Urdu · published up to 2024-09")
    expect(control.locator(".wrong")).to_be_hidden()
    control.locator("[data-action=clear]").click()
    expect(control.locator("summary")).to_have_text(AMONG_WORDS["en"].everywhere)
    _tool(turn, "again").click()
    expect(page.locator(".turn[data-turn] blockquote:lang(ar)").first).to_be_visible(timeout=ANSWER_TIMEOUT_MS)
    expect(page.locator(".turn .among")).to_have_count(0)


def test_what_was_written_last_is_searched_however_long_the_change_before_it_takes(page: Page) -> None:
    held: list[Route] = []
    page.route("**/queue/join*", lambda route: route.continue_() if held else held.append(route))
    control = page.locator("#among details")
    control.locator("summary").click()
    control.locator("[name=since]").fill("2023")
    control.locator("[name=until]").fill("2020")
    control.locator("[name=until]").press("Tab")
    page.wait_for_timeout(1000)
    held[0].continue_()
    page.unroute("**/queue/join*")
    expect(control.locator("summary")).to_have_text("Search limited to: published from 2023")
    expect(control.locator(".wrong")).to_contain_text("The end, 2020, is before the start, 2023.")
    control.locator("[name=until]").fill("2024")
    control.locator("[name=until]").press("Tab")
    expect(control.locator("summary")).to_have_text("Search limited to: published from 2023 · published up to 2024")


def test_a_blank_question_gets_a_hint(page: Page) -> None:
    box = page.locator("#question textarea")
    box.fill("   ")
    page.locator("#ask").click()
    expect(page.locator("#told .notice.failed")).to_have_text(ENGLISH.blank_question)
    expect(box).to_be_focused()
    expect(page.locator(".asked")).to_have_count(0)


def test_a_question_is_never_markup(page: Page) -> None:
    question = "<img src=http://evil.example/x onerror=alert(1)> **S-300** $$x$$ ${alert(1)} https://evil.example"
    _ask(page, question)
    turn = _await_answer(page)
    expect(turn.locator(".asked")).to_have_text(question)
    assert turn.locator(".asked *").count() == 0


def test_asking_again_and_editing_replace_what_follows(page: Page) -> None:
    _ask(page, QUESTIONS["ar"])
    _await_answer(page)
    _ask(page, QUESTIONS["en"])
    _await_answer(page, 2)
    _tool(page.locator(".turn").first, "again").click()
    page.locator("dialog[data-name=again]").get_by_role("button", name=ENGLISH.cancel).click()
    expect(page.locator(".turn")).to_have_count(2)
    _tool(page.locator(".turn").first, "edit").click()
    page.locator("dialog[data-name=edit] textarea").fill(QUESTIONS["ur"])
    page.locator("dialog[data-name=edit] .done").click()
    expect(page.locator(".turn .asked")).to_have_text([QUESTIONS["ur"]])
    _await_answer(page)
    _tool(page.locator(".turn"), "copy").click()
    expect(_tool(page.locator(".turn"), "copy")).to_have_text(ENGLISH.copied)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "20" in copied
    # What the page alone needs is left out.
    spoken = STRINGS["ur"]
    assert spoken.answer_heading in copied
    assert (spoken.why in copied, spoken.checks_passed in copied) == (False, False)
    assert f"\n[1] {_source(page.locator('figure').first)}" in copied


def test_two_chats_are_kept_found_renamed_and_deleted(page: Page, chat_address: str) -> None:
    _ask(page, QUESTIONS["en"])
    _await_answer(page)
    page.locator("#chats .new").click()
    expect(page.locator(".welcome")).to_be_visible()
    _ask(page, QUESTIONS["ar"])
    _await_answer(page)
    _menu(page, "rename").click()
    page.locator("dialog[data-name=rename] input").fill("Unlikely name 7531")
    page.locator("dialog[data-name=rename] .done").click()
    current = page.locator("#chats li[aria-current] .open")
    expect(current).to_have_text("Unlikely name 7531")

    page.reload()
    expect(page.locator(".turn .asked")).to_have_text([QUESTIONS["ar"]])
    page.locator("#chats input").fill("unlikely 7531")
    expect(page.locator("#chats li")).to_have_count(1)
    page.locator("#chats input").fill("no such words 9999")
    expect(page.locator("#chats .none")).to_have_text(ENGLISH.no_matches)
    page.locator("#chats input").fill("")
    expect(page.locator("#chats li").nth(1)).to_be_visible()
    before = page.locator("#chats li").count()

    _menu(page, "delete").click()
    page.locator("dialog[data-name=delete]").get_by_role("button", name=ENGLISH.cancel).click()
    expect(page.locator("#chats li")).to_have_count(before)
    _menu(page, "delete").click()
    expect(page.locator("dialog[data-name=delete] .done")).to_have_css("background-color", "rgb(185, 28, 28)")
    page.locator("dialog[data-name=delete] .done").click()
    expect(page.locator("#chats li")).to_have_count(before - 1)
    expect(page.locator(".welcome")).to_be_visible()
    page.locator("#chats .open").first.click()
    expect(page.locator(".turn .asked")).to_have_text([QUESTIONS["en"]])


@pytest.mark.parametrize(("kind", "suffix"), [("markdown", ".md"), ("json", ".json"), ("page", ".html")])
def test_a_chat_is_exported_with_its_sources(page: Page, kind: str, suffix: str) -> None:
    _ask(page, QUESTIONS["ar"])
    figure = _await_answer(page).locator("figure").first
    with page.expect_download() as downloaded:
        _menu(page, f"export][data-kind={kind}").click()
    text = downloaded.value.path().read_text(encoding="utf-8")
    assert downloaded.value.suggested_filename.endswith(suffix)
    source, quote = _source(figure), figure.locator("bdi").first.text_content() or ""
    assert (source if kind != "markdown" else source.replace("_", "\\_").replace(".", "\\.")) in text or kind == "page"
    assert quote[:20] in text
    if kind == "page":
        page.goto("about:blank")
        page.set_content(text)
        expect(page.locator("blockquote").first).to_have_css("direction", "rtl")
        expect(page.locator(".file").first).to_have_text(source)
        expect(page.locator(".sources li .file")).to_contain_text([source])
        assert page.locator("script, link, img").count() == 0
        assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('1rem \"Sanad Naskh\"', 'ج'))")
        page.emulate_media(media="print")
        expect(page.locator("body")).to_have_css("max-width", "none")
        expect(page.locator("figure").first).to_have_css("break-inside", "avoid")


def test_the_interface_turns_to_urdu_and_is_mirrored(page: Page, chat_address: str) -> None:
    _ask(page, QUESTIONS["en"])
    _await_answer(page)
    page.locator("nav a[data-view=settings]").click()
    page.locator("a[data-lang=ur]").click()
    urdu = STRINGS["ur"]
    expect(page.locator("nav a[data-view=settings]")).to_have_text(urdu.settings)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    # What stands in the box before anything is typed, too.
    expect(page.locator("#question textarea")).to_have_css("direction", "rtl")
    page.locator("nav a[data-view=chat]").click()
    expect(page.locator(".turn .asked")).to_have_text([QUESTIONS["en"]])  # the chat is still open
    expect(page.locator(".asked")).to_have_css("direction", "ltr")
    page.locator("figure a.cite").first.click()
    expect(page.locator("#cited")).to_be_visible()
    places = [page.locator(room).bounding_box() for room in ("#chats", "#conversation", "#reading")]
    lefts = [place["x"] for place in places if place]
    assert lefts == sorted(lefts, reverse=True)
    assert len(lefts) == 3
    page.goto(chat_address)  # what was chosen is remembered
    expect(page.locator("nav a[data-view=chat]")).to_have_text(urdu.chat)
    assert page.evaluate("document.fonts.check('16px \"Sanad Nastaliq\"', 'اردو')")


def test_theme_size_and_caution_are_remembered(page: Page) -> None:
    page.locator("nav a[data-view=settings]").click()
    page.get_by_label(ENGLISH.theme_dark).check()
    page.get_by_label(ENGLISH.text_larger).check()
    page.get_by_label(ENGLISH.caution_careful).check()
    expect(page.locator("body")).to_have_class("dark")
    page.wait_for_function("localStorage.getItem('sanad-caution') !== null")
    page.reload()
    expect(page.locator("body")).to_have_class("dark")
    expect(page.get_by_label(ENGLISH.caution_careful)).to_be_checked()
    assert float(_computed(page.locator("html"), "fontSize").removesuffix("px")) > 20


def test_a_hostile_document_does_nothing(page: Page) -> None:
    page.locator("nav a[data-view=settings]").click()
    with page.expect_event("load"):
        page.get_by_role("radio", name="archive").check()
    expect(page.get_by_role("radio", name="archive")).to_be_checked()
    page.locator("nav a[data-view=chat]").click()
    expect(page.locator("#chats .none")).to_be_visible(timeout=ANSWER_TIMEOUT_MS)  # this collection has no chats
    for n, (question, words) in enumerate(
        [
            ("When did the festival in Tarn begin?", "<img src=x onerror="),
            ("Who is the mayor of Tarn?", "${window.pwned=4}"),
            ("When was the dam at Korun finished?", "1987"),
        ],
        1,
    ):
        _ask(page, question)
        turn = _await_answer(page, n)
        turn.locator("figure a.cite").first.click()
        expect(page.locator("#source mark#cited")).to_be_visible(timeout=20_000)
        expect(page.locator("#source")).to_contain_text(words)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#source :is(script, img, iframe), .transcript :is(script, img, iframe)").count() == 0
    links = page.locator("#source article a, .transcript a").evaluate_all("found => found.map(a => a.href)")
    assert links
    assert all(link.startswith("http://127.0.0.1") for link in links)
    shown = page.locator(".transcript").inner_text()
    assert not set(shown) & set("\u202e\u2066")


def test_a_telephone_shows_one_room_at_a_time(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    _ask(page, QUESTIONS["en"])
    turn = _await_answer(page)
    for view in ("chat", "library", "settings"):
        page.locator(f"nav a[data-view={view}]").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator("nav a[data-view=chat]").click()
    turn.locator("figure a.cite").first.click()
    expect(page.locator("#cited")).to_be_in_viewport()
    expect(page.locator("#conversation")).to_be_hidden()
    page.locator("a.back").click()
    expect(turn.locator("figure a.cite").first).to_be_in_viewport()
    page.locator(".chats-toggle").click()
    expect(page.locator("#chats .new")).to_be_in_viewport()
    page.locator("#chats .open").first.click()
    expect(page.locator("#chats")).to_be_hidden()
    toggle = page.locator(".chats-toggle")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    # A menu in them goes first, then they.
    page.locator("#chats summary").first.click()
    for still in (True, False):
        page.keyboard.press("Escape")
        expect(page.locator("#chats")).to_be_visible(visible=still)
    expect(toggle).to_be_focused()
    toggle.click()
    page.mouse.click(310, 400)
    expect(page.locator("#chats")).to_be_hidden()
    page.locator("nav a[data-view=library]").click()
    expect(toggle).to_be_hidden()


def test_what_is_wrong_with_a_refusal_is_another_question(page: Page) -> None:
    _ask(page, QUESTIONS["en"])
    turns = [_await_answer(page)]
    _ask(page, REFUSED)
    turns.append(_await_answer(page, 2))
    offered = []
    for turn in turns:
        _tool(turn, "down").click()
        reasons = page.locator("dialog[data-name=feedback] [name=reason]")
        offered.append([each.get_attribute("value") for each in reasons.all() if each.is_visible()])
        page.keyboard.press("Escape")
        # Other tests count the thumbs.
        expect(_tool(turn, "down")).to_have_attribute("aria-pressed", "true")
        _tool(turn, "down").click()
        expect(_tool(turn, "down")).to_have_attribute("aria-pressed", "false")
    assert offered == [["wrong", "source", "incomplete", "absent", "other"], ["wrong", "refused", "other"]]


def _rate(turn: Locator, action: str, labels: Strings, told: str) -> None:
    _tool(turn, action).click()
    expect(turn.page.locator("#told")).to_have_text(getattr(labels, told))


def test_thumbs_become_rows_of_a_question_set(page: Page, sanad: RunSanad, chat_home: Path, tmp_path: Path) -> None:
    _ask(page, QUESTIONS["en"])
    first = _await_answer(page)
    cited = [_source(figure) for figure in first.locator("figure").all()]
    _rate(first, "up", ENGLISH, "thumb_up")
    expect(_tool(first, "up")).to_have_attribute("aria-pressed", "true")
    _ask(page, QUESTIONS["ar"])
    second = _await_answer(page, 2)
    _tool(second, "down").click()
    page.get_by_label(ENGLISH.reason_source).check()
    page.get_by_label(ENGLISH.right_answer).fill("باقري")
    page.locator("dialog[data-name=feedback] .done").click()
    expect(page.locator("#told")).to_have_text(STRINGS["ar"].thumb_down)
    expect(_tool(second, "down")).to_have_attribute("aria-pressed", "true")
    _ask(page, QUESTIONS["ur"])
    third = _await_answer(page, 3)
    _rate(third, "up", STRINGS["ur"], "thumb_up")
    expect(_tool(third, "up")).to_have_attribute("aria-pressed", "true")
    _rate(third, "up", STRINGS["ur"], "thumb_withdrawn")
    expect(page.locator("[aria-pressed=true]")).to_have_count(2)

    out = tmp_path / "thumbs.jsonl"
    done = sanad(["feedback", "--json", "--out", out, "--clear"], home=chat_home)
    assert done.returncode == 0, done.stderr
    rows = {row["question"]: row for row in map(json.loads, out.read_text(encoding="utf-8").splitlines())}
    up, down = rows[QUESTIONS["en"]], rows[QUESTIONS["ar"]]
    assert (len(rows), up["answerable"], up["history"], up["sources"]) == (2, True, [], cited)
    texts = [(SEEDS / source).read_text(encoding="utf-8") for source in cited]
    assert all(quote in text for quote, text in zip(up["evidence"], texts, strict=True))
    assert (down["answerable"], down["sources"], down["answer"]) == (None, [], "باقري")
    assert (down["tag"], down["lang"], down["history"]) == ("feedback+down+source", "ar", [QUESTIONS["en"]])
    with pytest.raises(InputError, match=f"{down['id']}. lacks 'answerable'"):
        load_questions(out)


def test_an_answer_that_has_come_is_seen_from_its_head(page: Page) -> None:
    for n, lang in enumerate(("ar", "ur", "en"), 1):
        _ask(page, QUESTIONS[lang])
        turn = _await_answer(page, n)
        page.wait_for_timeout(800)  # for what scrolls
        top, bottom = page.locator("#transcript").evaluate(
            "each => [each.getBoundingClientRect().top, each.getBoundingClientRect().bottom]"
        )
        box = turn.locator(".answer figure").first.bounding_box()
        assert box
        assert top <= box["y"] < bottom - 40
