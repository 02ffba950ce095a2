"""An article as a page: from the right where it is written so, in its own font, and nothing but text."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.ui.test_browser import _computed

pytestmark = pytest.mark.browser

ARTICLES = {
    "000_26ccf66904288b90.txt": ("ur", "rtl", "Sanad Nastaliq"),
    "003_9befece1280a0b89.txt": ("ar", "rtl", "Sanad Naskh"),
}


@pytest.mark.parametrize("source", ARTICLES)
def test_the_library_opens_an_article_in_its_direction_and_font(
    context: BrowserContext, chat_address: str, source: str
) -> None:
    lang, direction, font = ARTICLES[source]
    page = context.new_page()
    page.goto(f"{chat_address}#/library")
    row = page.locator("#articles tr", has_text=source)
    with page.expect_popup() as opened:
        row.locator(".acts a").first.click()
    article = opened.value
    for place in ("html", "h1", "article p"):
        expect(article.locator(place).first).to_have_css("direction", direction)
        expect(article.locator(place).first).to_have_attribute("lang", lang)
    assert font in _computed(article.locator("article p").first, "fontFamily")
    assert article.evaluate(f"document.fonts.ready.then(() => document.fonts.check('1rem \"{font}\"', 'ج'))")
    expect(article.locator(".file")).to_have_css("direction", "ltr")
    dot = page.locator("#pictures circle").first.get_attribute("data-text") or ""
    assert "form=page" in dot


def test_what_an_article_holds_does_nothing_in_its_page(context: BrowserContext, chat_address: str) -> None:
    page = context.new_page()
    answer = page.goto(f"{chat_address}/api/articles/script.txt?collection=archive&form=page")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    expect(page.locator("h1")).to_contain_text("<script>window.pwned = 1</script>")
    assert page.locator("script, img, a, link").count() == 0
    assert page.evaluate("window.pwned") is None
