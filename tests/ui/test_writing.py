"""An answer that a language model writes: the quotation is there at once, and the writing stops when it is told to.

The model is an endpoint that speaks the protocol of OpenAI, slowly.
"""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from rag.llm.exam import Result, exam_path, store_result
from rag.llm.models import open_model
from rag.settings import RagSettings
from tests.conftest import CACHE
from tests.ui.serving import serving
from tests.ui.test_browser import QUESTIONS, _ask, _await_answer, _open
from ui.strings import STRINGS

pytestmark = pytest.mark.browser

SENTENCE = "Putin and Pezeshkian signed a strategic partnership of 20 years [1]. "
PIECE_S, PIECES = 0.3, 200


@dataclass
class SlowModel:
    """`hung_up` is set when whoever listened has gone before the end."""

    address: str = ""
    asked: threading.Event = field(default_factory=threading.Event)
    hung_up: threading.Event = field(default_factory=threading.Event)


@pytest.fixture(scope="module")
def slow_model() -> Iterator[SlowModel]:
    model = SlowModel()

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            model.asked.set()
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                for n in range(PIECES):
                    self._say(SENTENCE if n == 0 else "and ")
                    time.sleep(PIECE_S)
            except OSError:
                model.hung_up.set()

        def _say(self, text: str) -> None:
            choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}
            said = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "slow", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(said)}\n\n".encode())
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    model.address = f"http://127.0.0.1:{server.server_port}/v1"
    yield model
    server.shutdown()


@pytest.fixture(scope="module")
def writing_address(
    slow_model: SlowModel, indexed_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server whose model has passed its exam in English and Urdu."""
    named = {"llm": slow_model.address, "llm_model": "slow"}
    with open_model(RagSettings(**named), CACHE) as model:
        assert model is not None
        for lang in ("en", "ur"):
            store_result(model, CACHE, Result(lang, 20, 20, 14, 6))
        kept = exam_path(model, CACHE)
    options = ("--llm", slow_model.address, "--llm-model", "slow")
    try:
        with serving(indexed_home, tmp_path_factory.mktemp("writing") / "log", *options) as address:
            yield address
    finally:
        kept.unlink()


@pytest.mark.parametrize("how", ["button", "Escape"])
def test_what_is_being_written_is_stopped(
    context: BrowserContext, writing_address: str, slow_model: SlowModel, how: str
) -> None:
    page = context.new_page()
    _open(page, writing_address)
    _ask(page, QUESTIONS["en"])
    # The quotation is there before the model has said anything that can be checked.
    expect(page.locator(".turn.pending figure")).to_be_visible(timeout=30_000)
    expect(page.locator("#ask")).to_be_hidden()
    assert slow_model.asked.wait(30)
    before = time.monotonic()
    if how == "button":
        page.locator("#stop").click()
    else:
        page.keyboard.press("Escape")
    turn = _await_answer(page)
    assert time.monotonic() - before < 3
    expect(turn.locator(".stopped")).to_have_text(STRINGS["en"].stopped)
    expect(turn.locator("figure")).to_be_visible()
    assert slow_model.hung_up.wait(5)
    slow_model.asked.clear()
    slow_model.hung_up.clear()
    expect(page.locator("#ask")).to_be_visible()
    page.reload()
    expect(page.locator(".turn .stopped")).to_be_visible()
