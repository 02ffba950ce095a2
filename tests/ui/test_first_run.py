"""The chat before there is a collection: the page says where articles are added, and what is added can be asked."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from index.settings import IndexSettings
from tests.conftest import CACHE, RunSanad
from tests.ui.serving import free_port, serving
from tests.ui.test_browser import _ask, _await_answer, _open
from ui.strings import STRINGS

WAIT_MS = 60_000
WHEAT = "The harvest of wheat in Punjab was the largest in ten years. Farmers sold it in the markets of Lahore."


@pytest.mark.browser
def test_one_can_begin_in_the_page(context: BrowserContext, tmp_path: Path) -> None:
    with serving(tmp_path / "home", tmp_path / "log") as address:
        page = context.new_page()
        _open(page, address)
        _ask(page, "Hello!")
        turn = _await_answer(page)
        # There is nothing to judge.
        expect(turn.locator(".thumb")).to_have_count(0)
        page.locator("#chats .new").click()
        page.get_by_role("link", name=STRINGS["en"].to_library).click()
        expect(page.locator("#files")).to_be_attached(timeout=WAIT_MS)
        page.wait_for_timeout(800)
        file = {"name": "wheat.txt", "mimeType": "text/plain", "buffer": WHEAT.encode()}
        page.locator("#files").set_input_files([file])  # type: ignore[list-item]
        expect(page.locator("#articles .count")).to_have_text("Articles: 1", timeout=WAIT_MS)
        page.locator("nav a[data-view=chat]").click()
        expect(page.locator(".welcome h2")).to_have_text(STRINGS["en"].examples_intro)
        _ask(page, "Where was wheat sold?")
        expect(_await_answer(page).locator("blockquote").first).to_contain_text("Lahore")
    assert "there are no articles yet" in (tmp_path / "log").read_text(encoding="utf-8")


def test_a_name_that_is_mistyped_makes_no_collection(sanad: RunSanad, chat_home: Path) -> None:
    done = sanad(["chat", "--port", str(free_port()), "--collection", "defualt"], home=chat_home)
    assert (done.returncode, "no collection 'defualt'" in done.stderr) == (1, True)
    assert not IndexSettings(home=chat_home, cache=CACHE, collection="defualt").folder.exists()
