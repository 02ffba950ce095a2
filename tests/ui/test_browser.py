"""The real program in a real browser: a question, its quotation, the article behind it."""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from eval.questions import load_questions
from index.errors import InputError
from tests.conftest import CACHE, SANAD, SEEDS, RunSanad
from ui.strings import STRINGS

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
QUESTIONS = {
    "en": "When was the S-300 announced?",
    "ur": "ایس 300 میزائلوں کا اعلان کب کیا گیا؟",
    "ar": "متى أُعلن عن تسليم منظومة إس-300؟",
}
S300_ARTICLES = {"000_26ccf66904288b90.txt", "001_b5ffb5c443646aa3.txt"}
READY_TIMEOUT_S = 120
ANSWER_TIMEOUT_MS = 60_000


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start_chat(home: Path, port: int, log: Path) -> subprocess.Popen[str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("SANAD_")}
    with log.open("w", encoding="utf-8") as stderr:
        return subprocess.Popen(
            [SANAD, "chat", "--port", str(port), "--home", home],
            env={**inherited, "SANAD_CACHE": str(CACHE)},
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            # A test run in the background of a shell ignores Ctrl-C and would hand that down.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )


def _read_first_line(process: subprocess.Popen[str], log: Path) -> str:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], READY_TIMEOUT_S)
    line = process.stdout.readline() if ready else ""
    assert line, f"the chat did not start:\n{log.read_text(encoding='utf-8')}"
    return line.strip()


@pytest.fixture(scope="module")
def address(indexed_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address that `sanad chat` says it is ready at; afterwards Ctrl-C must end it cleanly."""
    port, log = _free_port(), tmp_path_factory.mktemp("chat") / "stderr.txt"
    process = _start_chat(indexed_home, port, log)
    try:
        assert _read_first_line(process, log) == f"Sanad is ready: http://127.0.0.1:{port}"
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=30)
        assert (process.returncode, rest.strip()) == (0, "")
        assert "Traceback" not in log.read_text(encoding="utf-8")
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        reason = "there is no chromium on this machine: install it with `make chromium`"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here; no page in it may ask another host or report an error."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    requested: list[str] = []
    errors: list[str] = []
    context.on("request", lambda request: requested.append(request.url))
    context.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    hosts = {urlsplit(url).hostname for url in requested if urlsplit(url).scheme not in {"data", "blob"}}
    context.close()
    assert hosts == {"127.0.0.1"}
    assert errors == []


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    _open(page, address)
    return page


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("SANAD_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _open(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#source .notice")).to_be_visible(timeout=30_000)


def _await_answer(page: Page, n: int = 1) -> Locator:
    """The n-th answer of the transcript."""
    answers = page.locator(".answer")
    expect(answers).to_have_count(n, timeout=ANSWER_TIMEOUT_MS)
    expect(page.locator(".searching")).to_have_count(0)
    return answers.nth(n - 1)


def _ask(page: Page, question: str) -> None:
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")


def _computed(locator: Locator, name: str) -> str:
    return str(locator.evaluate(f"element => getComputedStyle(element).{name}"))


@pytest.mark.parametrize("lang", QUESTIONS)
def test_an_answer_quotes_its_article_and_opens_it(page: Page, lang: str, screenshots: Path) -> None:
    _ask(page, QUESTIONS[lang])
    answer = _await_answer(page)
    expect(page.locator(".asked")).to_have_css("direction", "ltr" if lang == "en" else "rtl")
    expect(answer).to_have_attribute("lang", lang)
    figure = next(f for f in answer.locator("figure").all() if _source(f) in S300_ARTICLES)
    quote = figure.locator("blockquote bdi").text_content()
    assert quote
    assert quote in (SEEDS / _source(figure)).read_text(encoding="utf-8")
    assert _computed(figure.locator("bdi").first, "direction") == "rtl"
    if lang == "en":
        page.screenshot(path=screenshots / "chat.png")

    figure.locator("a.cite").click()
    mark = page.locator("#source mark#cited")
    expect(mark).to_be_in_viewport()
    expect(mark).to_be_focused()
    assert mark.text_content() == quote
    assert _computed(mark, "direction") == "rtl"
    if lang == "en":
        page.screenshot(path=screenshots / "chat-source.png")


def _source(figure: Locator) -> str:
    return figure.locator("a.cite .file").text_content() or ""


def test_the_keyboard_goes_to_the_article_and_back(page: Page) -> None:
    _ask(page, QUESTIONS["en"])
    citation = _await_answer(page).locator("a.cite").first
    for _ in range(2):  # the second time the article is there already
        citation.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#cited")).to_be_focused()
        page.locator("a.back").focus()
        page.keyboard.press("Enter")
        expect(citation).to_be_focused()


def test_an_example_is_asked_on_click(page: Page) -> None:
    examples = page.locator("#chat button.example")
    expect(examples.first).to_have_text(QUESTIONS["en"])
    assert _computed(examples.nth(1).locator(".example-text"), "unicodeBidi") == "plaintext"
    examples.first.click()
    _await_answer(page)
    expect(page.locator(".asked")).to_have_text(QUESTIONS["en"])


def test_a_conversation_goes_on_and_the_reading_stays(page: Page) -> None:
    _ask(page, QUESTIONS["ur"])
    _await_answer(page).locator("a.cite").first.click()
    expect(page.locator("#cited")).to_be_visible()
    read = page.locator("#cited").text_content()
    _ask(page, "کس نے؟")
    _await_answer(page, 2)
    expect(page.locator(".asked")).to_have_count(2)
    assert page.locator("#cited").text_content() == read
    expect(page.locator("#question textarea")).to_be_focused()


def test_a_blank_question_gets_a_hint(page: Page) -> None:
    box = page.locator("#question textarea")
    box.fill("   ")
    page.locator("#ask").click()
    expect(box).to_have_attribute("placeholder", "Write a question first, in any language.")
    expect(page.locator(".asked")).to_have_count(0)
    page.wait_for_timeout(500)  # gradio ends the event a moment after it shows its last output
    _ask(page, QUESTIONS["en"])
    _await_answer(page)
    expect(box).to_have_attribute("placeholder", "Ask in any language…")


def test_a_question_is_never_markup(page: Page) -> None:
    question = "<img src=http://evil.example/x onerror=alert(1)> **S-300** $$x$$ https://evil.example"
    _ask(page, question)
    _await_answer(page)
    expect(page.locator(".asked")).to_have_text(question)
    assert page.locator(".asked *").count() == 0


def test_a_phone_shows_the_rooms_one_above_the_other(page: Page, screenshots: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    _ask(page, QUESTIONS["en"])
    citation = _await_answer(page).locator("a.cite").first
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.screenshot(path=screenshots / "chat-phone.png")
    citation.click()
    expect(page.locator("#cited")).to_be_in_viewport()
    conversation, reading = (page.locator(room).bounding_box() for room in ("#conversation", "#reading"))
    assert conversation is not None
    assert reading is not None
    assert reading["y"] >= conversation["y"] + conversation["height"]


def _thumb(page: Page, n: int, label: str, told: str) -> None:
    page.get_by_role("button", name=label, exact=True).nth(n).click()
    toast = page.locator(".toast-body", has_text=told)
    expect(toast).to_be_visible()
    assert _computed(toast.locator("[dir]"), "direction") == toast.locator("[dir]").get_attribute("dir")
    toast.locator("button").click()
    expect(toast).to_have_count(0)


def test_thumbs_become_rows_of_a_question_set(
    page: Page, sanad: RunSanad, indexed_home: Path, tmp_path: Path, screenshots: Path
) -> None:
    _ask(page, QUESTIONS["en"])
    cited = [_source(figure) for figure in _await_answer(page).locator("figure").all()]
    _thumb(page, 0, "Dislike", STRINGS["en"].thumb_down)
    _thumb(page, 0, "Like", STRINGS["en"].thumb_up)  # on second thoughts
    _ask(page, "اور کس نے؟")
    _await_answer(page, 2)
    page.screenshot(path=screenshots / "thumbs.png")
    _thumb(page, -1, "Dislike", STRINGS["ur"].thumb_down)
    _ask(page, QUESTIONS["ar"])
    _await_answer(page, 3)
    _thumb(page, -1, "Like", STRINGS["ar"].thumb_up)
    _thumb(page, -1, "Liked", STRINGS["ar"].thumb_withdrawn)

    out = tmp_path / "thumbs.jsonl"
    done = sanad(["feedback", "--json", "--out", out, "--clear"], home=indexed_home)
    assert done.returncode == 0, done.stderr
    up, down = rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert json.loads(done.stdout) == {
        "up": 1, "down": 1, "to_complete": 1, "out": str(out), "cleared": True, "rows": rows,
    }  # fmt: skip
    assert (up["question"], up["lang"], up["answerable"], up["history"]) == (QUESTIONS["en"], "en", True, [])
    assert up["sources"] == cited
    texts = [(SEEDS / source).read_text(encoding="utf-8") for source in cited]
    assert all(quote in text for quote, text in zip(up["evidence"], texts, strict=True))
    assert (down["answerable"], down["sources"], down["evidence"]) == (None, [], [])
    assert (down["question"], down["lang"], down["history"]) == ("اور کس نے؟", "ur", [QUESTIONS["en"]])
    with pytest.raises(InputError, match=f"line 2 .{down['id']}. lacks 'answerable'"):
        load_questions(out)


def test_a_port_in_use_is_said_in_one_line(address: str, indexed_home: Path, tmp_path: Path) -> None:
    port, log = urlsplit(address).port or 0, tmp_path / "stderr.txt"
    process = _start_chat(indexed_home, port, log)
    try:
        out, _ = process.communicate(timeout=READY_TIMEOUT_S)
    finally:
        process.kill()
    said = log.read_text(encoding="utf-8").strip().splitlines()
    assert (process.returncode, out, len(said)) == (1, "", 1), said
    assert str(port) in said[0]
    assert "--port" in said[0]
