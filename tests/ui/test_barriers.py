"""Nothing in the page keeps out those who read with a screen reader, a keyboard, or little contrast: axe finds nothing
serious in any view, in a language of either direction, in either theme."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import CACHE
from tests.ui.test_browser import QUESTIONS, _ask, _await_answer, _open

pytestmark = pytest.mark.browser

AXE = CACHE / "axe" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = """
async () => {
  const { violations, passes } = await axe.run(document);
  const told = (each) => each.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary}`).join(' | ');
  return {
    passed: passes.map((each) => each.id),
    serious: violations
      .filter((each) => ['serious', 'critical'].includes(each.impact))
      .map((each) => `${each.id}: ${told(each)}`),
  };
}
"""


@pytest.fixture
def axe() -> str:
    if not AXE.exists():
        pytest.skip(f"axe-core is not at {AXE}: install it with `make axe`, which needs npm")
    return Path(AXE).read_text(encoding="utf-8")


def _check(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate(SERIOUS)
    assert {"color-contrast", "button-name", "label"} & set(found["passed"])  # it has looked
    serious: list[str] = found["serious"]
    return serious


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ur"])
def test_no_view_has_a_serious_barrier(
    context: BrowserContext, chat_address: str, axe: str, lang: str, theme: str
) -> None:
    context.add_init_script(f"location.protocol === 'http:' && localStorage.setItem('sanad-theme', '{theme}')")
    page = context.new_page()
    _open(page, chat_address if lang == "en" else f"{chat_address}/{lang}")
    expect(page.locator("body")).to_have_class("dark" if theme == "dark" else "")
    page.locator("[data-action=suggest]").first.wait_for()
    found = {"welcome": _check(page, axe)}
    _ask(page, QUESTIONS["en"])
    turn = _await_answer(page)
    turn.locator("details.why summary").first.click()
    expect(turn.locator(".finding")).to_be_visible()
    turn.locator("details.checks summary").click()
    turn.locator("figure a.cite").first.click()
    expect(page.locator("#cited")).to_be_visible()
    page.locator("#chats summary").first.click()
    page.locator("#among summary").click()
    expect(page.locator("#among [name=languages]").first).to_be_visible()
    found["chat"] = _check(page, axe)
    turn.locator("[data-action=down]").click()
    expect(page.locator("dialog[open]")).to_be_visible()
    found["dialog"] = _check(page, axe)
    page.keyboard.press("Escape")
    for view in ("library", "settings"):
        page.locator(f"nav a[data-view={view}]").click()
        if view == "settings":
            page.locator("#model [value=endpoint]").check()
        found[view] = _check(page, axe)
    assert {view: problems for view, problems in found.items() if problems} == {}
