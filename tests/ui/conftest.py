"""One server and one browser for all tests that drive it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from index.encoder import Encoder
from index.settings import IndexSettings
from index.sync import index_paths
from tests.conftest import CACHE
from tests.ui.serving import serving

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
# Documents that would do something if they could.
HOSTILE = {
    "script.txt": "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 2'> The festival in Tarn began "
    "on 5 May 2019.\n\n![x](http://evil.example/x.png) [click](javascript:window.pwned=3) https://evil.example/y\n\n"
    "The mayor of Tarn \u202eis named Olga Brandt\u202c and opened it. ${window.pwned=4} {{constructor}} @children",
    "long.txt": f"The dam at Korun was finished in 1987.{' ' * 10_000_000}It was built by the engineer Pavel Drozd.",
}


@pytest.fixture(scope="session")
def chat_home(indexed_home: Path, encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of seeds/, with a second collection of hostile documents."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in HOSTILE.items():
        (folder / name).write_text(text, encoding="utf-8")
    index_paths([folder], IndexSettings(home=indexed_home, cache=CACHE, collection="archive"), lambda: encoder)
    return indexed_home


@pytest.fixture(scope="session")
def chat_address(chat_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("chat") / "log"
    with serving(chat_home, log) as address:
        yield address
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
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
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce", locale="en")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    requested: list[str] = []
    errors: list[str] = []
    context.on("request", lambda request: requested.append(request.url))
    context.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    hosts = {urlsplit(url).hostname for url in requested if urlsplit(url).scheme not in {"data", "blob"}}
    context.close()
    assert hosts <= {"127.0.0.1"}
    # What gradio says of its own requests when another page is gone to.
    assert [error for error in errors if "AbortError" not in error and "Connection errored out" not in error] == []
