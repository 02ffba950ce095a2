"""The language model in the settings: chosen and tried in the page by the owner of the machine, and by nobody else."""

import json
import stat
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from index.encoder import Encoder
from index.errors import LlmError, SettingsError
from rag.llm.exam import Result, exam_path, store_result
from rag.llm.models import find_model
from rag.settings import RagSettings
from tests.conftest import CACHE
from tests.rag.fake_endpoint import Endpoint, serve_script
from tests.ui.serving import serving
from tests.ui.test_api import ASKED_OF_MODEL
from tests.ui.test_browser import _ask, _await_answer
from tests.ui.test_render import ENGLISH
from tests.ui.test_render import Page as Told
from ui.guard import OWNER
from ui.model_choice import Choice, apply_choice, keep_choice, read_choice
from ui.model_view import ModelHandlers
from ui.model_words import MODEL_WORDS
from ui.passwords import account_line
from ui.settings import load_settings
from ui.writing_model import WritingModel

WORDS = MODEL_WORDS["en"]
SENTENCE = "Putin and Pezeshkian signed a strategic partnership of 20 years [1]."
KEY = "sk-test-5f3a"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with serve_script(lambda _: [SENTENCE]) as endpoint:
        yield endpoint


def _chosen(endpoint: Endpoint, key: str = "") -> Choice:
    return Choice(endpoint.url, "fake", key)


@pytest.fixture
def passed(endpoint: Endpoint) -> Iterator[None]:
    """The exam of the endpoint's model in English, passed."""
    model = find_model(RagSettings(llm=endpoint.url, llm_model="fake"), CACHE)
    assert model is not None
    store_result(model, CACHE, Result("en", 20, 17, 12, 5))
    store_result(model, CACHE, Result("ur", 20, 15, 10, 5))
    store_result(model, CACHE, Result("ar", 20, 9, 5, 4))
    yield
    exam_path(model, CACHE).unlink()


def test_what_is_chosen_writes_from_then_on(encoder: Encoder, endpoint: Endpoint, passed: None) -> None:
    writer = WritingModel(RagSettings(), CACHE, encoder)
    with writer.use() as before:
        assert before is None
        writer.choose(_chosen(endpoint))
        with writer.use() as scribe:
            assert scribe is not None
    assert {lang: result.right for lang, result in writer.results().items()} == {"en": 17, "ur": 15, "ar": 9}
    with pytest.raises(SettingsError):
        writer.choose(Choice("nothing-like-it"))
    assert writer.choice.llm == endpoint.url
    writer.close()


def test_an_exam_taken_meanwhile_counts(encoder: Encoder, endpoint: Endpoint) -> None:
    writer = WritingModel(RagSettings(llm=endpoint.url, llm_model="later"), CACHE, encoder)
    model = find_model(RagSettings(llm=endpoint.url, llm_model="later"), CACHE)
    assert model is not None
    store_result(model, CACHE, Result("en", 20, 17, 12, 5))
    try:
        with writer.use() as scribe:
            assert scribe is None
        writer.refresh()
        with writer.use() as scribe:
            assert scribe is not None
    finally:
        exam_path(model, CACHE).unlink()


def test_a_trial_tells_what_was_said_and_how_soon(encoder: Encoder) -> None:
    with serve_script(lambda _: [0.4, "A bridge ", 0.3, "is closed [1]."]) as slow:
        trial = WritingModel(RagSettings(), CACHE, encoder).try_out(_chosen(slow), "en")
    assert trial.said == "A bridge is closed [1]."
    assert 0.4 <= trial.first_s <= trial.whole_s
    assert trial.whole_s >= 0.7


def test_a_key_goes_to_its_own_address_only(encoder: Encoder, endpoint: Endpoint) -> None:
    writer = WritingModel(RagSettings(llm=endpoint.url, llm_model="fake", llm_key=KEY), CACHE, encoder)
    writer.try_out(_chosen(endpoint), "en")
    assert endpoint.keys[-1] == f"Bearer {KEY}"
    with serve_script(lambda _: [SENTENCE]) as other:
        writer.try_out(_chosen(other), "en")
        assert KEY not in other.keys[-1]
        writer.choose(_chosen(other))
    assert writer.choice.key == ""
    with pytest.raises(SettingsError, match="by itself"):
        writer.choose(Choice(f"http://me:{KEY}@127.0.0.1:1/v1", "fake"))


def test_an_endpoint_that_repeats_the_key_does_not_show_it(encoder: Encoder) -> None:
    refusal = b'data: {"error": {"message": "wrong key sk-test-5f3a"}}\n\n'
    with serve_script(lambda _: [refusal]) as other, pytest.raises(LlmError) as told:
        WritingModel(RagSettings(), CACHE, encoder).try_out(_chosen(other, KEY), "en")
    assert KEY not in str(told.value)


@pytest.mark.parametrize("address", ["http://[::1", "http://me:word@[::1", "http://127.0.0.1:99999999/v1"])
def test_what_is_no_address_is_told(encoder: Encoder, address: str) -> None:
    writer = WritingModel(RagSettings(), CACHE, encoder)
    with pytest.raises(SettingsError, match="is not the address of an endpoint"):
        writer.choose(Choice(address, "fake"))
    with pytest.raises(SettingsError, match="is not the address of an endpoint"):
        writer.try_out(Choice(address, "fake"), "en")


def test_a_choice_that_cannot_be_kept_is_not_in_use(encoder: Encoder, endpoint: Endpoint, tmp_path: Path) -> None:
    away = tmp_path / "file"
    away.touch()
    writer = WritingModel(RagSettings(llm=endpoint.url, llm_model="before"), CACHE, encoder)
    desk = SimpleNamespace(writer=writer, settings=SimpleNamespace(index=SimpleNamespace(home=away, cache=CACHE)))
    owner = SimpleNamespace(request=SimpleNamespace(scope={OWNER: True}))
    sent = SimpleNamespace(kind="endpoint", url=endpoint.url, model="fake", key=KEY)
    *_, told = ModelHandlers(ENGLISH, desk).choose(sent, owner)  # type: ignore[arg-type]
    assert "cannot be kept" in Told(told).text
    assert writer.choice == Choice(endpoint.url, "before")


def test_the_choice_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    keep_choice(Choice("http://127.0.0.1:1/v1", "m", KEY), tmp_path)
    (path,) = tmp_path.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KEY not in repr(read_choice(tmp_path))
    values = {"llm": "http://127.0.0.1:2/v1", "llm_model": "o", "llm_key": "other"}
    assert apply_choice(values, tmp_path)["llm_key"] == KEY
    keep_choice(Choice("http://127.0.0.1:1/v1", "m"), tmp_path)
    assert apply_choice(values, tmp_path)["llm_key"] == ""  # that of another address is not sent there
    path.write_text("{}", encoding="utf-8")
    assert read_choice(tmp_path) is None


def test_a_flag_comes_before_what_was_chosen(tmp_path: Path) -> None:
    keep_choice(Choice("ollama/chosen"), tmp_path)
    (tmp_path / "sanad.toml").write_text('llm = "ollama/written"', encoding="utf-8")
    home = {"home": str(tmp_path)}
    assert load_settings({}, home, chat=True).rag.llm == "ollama/chosen"
    assert load_settings({}, home).rag.llm == "ollama/written"
    assert load_settings({}, {**home, "llm": "ollama/flag"}, chat=True).rag.llm == "ollama/flag"
    assert load_settings({"SANAD_LLM": "ollama/env"}, home, chat=True).rag.llm == "ollama/env"


def _settings(page: Page, address: str) -> None:
    page.goto(f"{address}/#/settings")
    expect(page.locator("#model h2")).to_be_visible(timeout=30_000)


@pytest.mark.browser
def test_the_owner_tries_and_chooses_it_in_the_page(
    context: BrowserContext, indexed_home: Path, endpoint: Endpoint, passed: None, tmp_path: Path
) -> None:
    kept = indexed_home / "language-model.json"
    log = tmp_path / "log"
    try:
        with serving(indexed_home, log) as address:
            page = context.new_page()
            _settings(page, address)
            form = page.locator("#model form")
            form.get_by_role("radio", name=WORDS.endpoint, exact=True).check()
            form.locator("[data-action=test]").click()
            expect(page.locator("#model-told")).to_contain_text(WORDS.incomplete)
            form.locator("[name=url]").fill(endpoint.url)
            form.locator("[name=model]").fill("fake")
            form.locator("[name=key]").fill(KEY)
            form.locator("[data-action=test]").click()
            expect(page.locator("#model-told blockquote")).to_have_text(SENTENCE, timeout=30_000)
            assert endpoint.keys[-1] == f"Bearer {KEY}"
            form.locator("[data-action=use]").click()
            expect(page.locator("#model > * > p, #model section > p").first).to_contain_text("fake")
            expect(page.locator("#model-exam dd").nth(5)).to_have_text(f"{WORDS.passed} 17 of 20")
            expect(page.locator("#model-exam dd.none").first).to_have_text(WORDS.not_examined)
            expect(page.locator("#model-exam code")).to_contain_text("sanad llm check")
            expect(form.locator("[name=key]")).to_have_value("")
            page.reload()
            expect(page.locator("#model form [name=key]")).to_have_value("")
            assert KEY not in page.content()
            page.locator("nav a[data-view=chat]").click()
            _ask(page, ASKED_OF_MODEL)
            expect(_await_answer(page).locator(".written")).to_contain_text("strategic partnership of 20 years")
            page.close()
        assert json.loads(kept.read_text(encoding="utf-8"))["key"] == KEY
        assert KEY not in log.read_text(encoding="utf-8")
        # It is still chosen after a new start; without a file of its own it is let go.
        keep_choice(Choice(str(tmp_path / "gone.gguf")), indexed_home)
        with serving(indexed_home, log) as address:
            page = context.new_page()
            _settings(page, address)
            expect(page.locator("#model")).to_contain_text(WORDS.now_none)
            page.close()
        assert "answers are quoted" in log.read_text(encoding="utf-8")
    finally:
        kept.unlink(missing_ok=True)


@pytest.mark.browser
def test_where_there_are_accounts_nobody_changes_it(
    context: BrowserContext, indexed_home: Path, endpoint: Endpoint, passed: None, tmp_path: Path
) -> None:
    accounts = tmp_path / "accounts"
    accounts.write_text(account_line("maryam", "long enough a word"), encoding="utf-8")
    options = ("--auth-file", str(accounts), "--llm", endpoint.url, "--llm-model", "fake")
    login = b64encode(b"maryam:long enough a word").decode()
    context.set_extra_http_headers({"Authorization": f"Basic {login}"})
    with serving(indexed_home, tmp_path / "log", *options) as address:
        page = context.new_page()
        _settings(page, address)
        expect(page.locator("#model")).to_contain_text("fake")
        expect(page.locator("#model input")).to_have_count(0)
        # A form of the reader's own making changes nothing, and is not connected to.
        asked = len(endpoint.requests)
        page.evaluate(
            """() => {
              const form = document.querySelector('#model form');
              const own = {kind: 'none', url: 'http://127.0.0.1:9/v1', model: 'x'};
              for (const [name, value] of Object.entries(own)) {
                const input = document.createElement('input');
                [input.name, input.value] = [name, value];
                form.append(input);
              }
              form.requestSubmit();
            }"""
        )
        expect(page.locator("#model-told")).to_contain_text("--llm")
        page.locator("#model [data-action=test]").click()
        expect(page.locator("#model-told blockquote")).to_have_text(SENTENCE, timeout=30_000)
        assert len(endpoint.requests) == asked + 1
        page.close()
    assert not (indexed_home / "language-model.json").exists()
