"""The library in a real browser: files are brought, found, taken out; collections are made and deleted."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from index.collection import open_collection
from index.encoder import Encoder
from index.settings import IndexSettings
from index.sync import index_paths
from tests.conftest import CACHE, SEEDS
from tests.index.documents.stories import FILES, docx, zipped
from tests.ui.serving import serving
from ui.among import AMONG_WORDS
from ui.library_words import LIBRARY_WORDS
from ui.reasons import REASON_WORDS
from ui.strings import STRINGS

pytestmark = pytest.mark.browser

WAIT_MS = 60_000
EN, UR = LIBRARY_WORDS["en"], LIBRARY_WORDS["ur"]
WHEAT = "The harvest of wheat in Punjab was the largest in ten years. Farmers sold it in the markets of Lahore."


@pytest.fixture(scope="module")
def home(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    # A folder around it: what a member of an archive named "../../" would be written to is looked through.
    home = tmp_path_factory.mktemp("library-home") / "home"
    index_paths([SEEDS], IndexSettings(home=home, cache=CACHE), lambda: encoder)
    return home


@pytest.fixture(scope="module")
def address(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    limits = {"SANAD_MAX_UPLOAD_FILES": "20", "SANAD_MAX_UPLOAD_BYTES": "3000000"}
    log = tmp_path_factory.mktemp("library") / "log"
    with serving(home, log, attacked="is not in the cache folder", **limits) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    _open(page, address)
    yield page
    context.close()
    assert errors == []


def _open(page: Page, address: str, route: str = "/") -> None:
    page.goto(f"{address}{route}#/library")
    expect(page.locator("#articles table")).to_be_visible(timeout=WAIT_MS)
    # gradio asks twice as it loads, and is never idle.
    page.wait_for_timeout(800)


def _new_collection(page: Page, name: str) -> None:
    page.locator("#new-name").fill(name)
    page.locator("#new-name").press("Enter")
    expect(page.locator("#library-work")).to_contain_text(name, timeout=WAIT_MS)
    expect(page.locator("#collection")).to_have_value(name)
    expect(page.locator("#articles .notice")).to_be_visible(timeout=WAIT_MS)


def _bring(page: Page, files: list[dict[str, str | bytes]]) -> None:
    told = page.locator("#library-work [data-refresh]")
    before = told.get_attribute("data-refresh") if told.count() else ""
    page.locator("#files").set_input_files(files)  # type: ignore[arg-type]
    expect(page.locator(f'#library-work [data-refresh]:not([data-refresh="{before}"])')).to_be_visible(timeout=WAIT_MS)


def _file(name: str, content: str | bytes) -> dict[str, str | bytes]:
    data = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def _sources(page: Page) -> list[str]:
    return page.locator("#articles .file").all_text_contents()


def _sure(page: Page, yes: bool = True) -> None:
    expect(page.locator("#sure")).to_be_visible()
    page.locator(f'#sure button[value="{"yes" if yes else "no"}"]').click()
    expect(page.locator("#sure")).to_be_hidden()


def test_documents_are_brought_and_can_be_asked(page: Page, address: str, home: Path) -> None:
    _new_collection(page, "brought")
    paragraph = f"<w:p><w:r><w:t>{WHEAT.replace('Punjab', 'Sindh')}</w:t></w:r></w:p>"
    press = zipped(
        {"2019/a.txt": "پارلیمان نے پیر کو بجٹ کے حق میں ووٹ دیا۔", "../../b.txt": WHEAT.replace("ten", "nine")}
    )
    pdf = (FILES / "urdu-chromium.pdf").read_bytes()
    files = [
        _file("report.pdf", pdf), _file("notes.docx", docx(paragraph)), _file("press.zip", press),
        _file("run.exe", b"MZ"), _file("plain.txt", WHEAT),
    ]  # fmt: skip
    _bring(page, files)
    work = page.locator("#library-work")
    expect(work).to_contain_text("Files added: 4")
    expect(work).to_contain_text("Left out: 1")
    expect(work).to_contain_text(f"run.exe: {EN.refused_kind}")
    expect(page.locator("#articles .count")).to_have_text("Articles: 5")
    sources = _sources(page)
    assert {"uploaded/report.pdf", "uploaded/notes.docx", "uploaded/press.zip/2019/a.txt"} < set(sources)
    assert all(source.startswith("uploaded/") for source in sources)
    uploads = home / "uploads" / "brought"
    assert {path.suffix for path in uploads.rglob("*.*")} == {".pdf", ".docx", ".zip", ".txt"}
    assert not [folder for folder, _, names in os.walk(home.parent) if "b.txt" in names]
    asked = httpx.post(
        f"{address}/api/ask", json={"question": "Where was wheat sold?", "collection": "brought"}, timeout=60
    )
    answer = asked.json()
    assert {c["source"] for c in [*answer["citations"], *answer["nearest"]]} & set(sources)
    link = (
        page.locator("#articles tr", has_text="notes.docx").get_by_text(EN.original, exact=True).get_attribute("href")
    )
    assert httpx.get(f"{address}{link}").content == files[1]["buffer"]


# What a page can make itself: files without entries of the file system.
DROP_MADE = """
([at, files]) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name));
  const tell = (kind) => document.querySelector(at).dispatchEvent(
    new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
  tell('dragover');
  const over = document.querySelector('#drop').className;
  tell('drop');
  return over;
}
"""


def test_files_that_are_dropped_are_brought(page: Page) -> None:
    _new_collection(page, "dropped")
    files = [["wheat.txt", WHEAT], ["run.exe", "MZ"], ["<img src=x onerror=alert(1)>.txt", WHEAT.replace("ten", "six")]]
    assert page.evaluate(DROP_MADE, ["#drop", files]) == "over"
    work = page.locator("#library-work")
    expect(work).to_contain_text("Files added: 2", timeout=WAIT_MS)
    expect(work).to_contain_text(f"run.exe: {EN.refused_kind}")
    expect(page.locator("#drop")).not_to_have_class("over")
    expect(page.locator("#articles .count")).to_have_text("Articles: 2")
    assert work.locator("img").count() == 0


def test_a_folder_that_is_dragged_from_the_desktop_is_brought_whole(page: Page, tmp_path: Path) -> None:
    """By the browser's own drag and drop, as a file manager does it, on any place of the view."""
    _new_collection(page, "dragged")
    (tmp_path / "press" / "2019").mkdir(parents=True)
    (tmp_path / "press" / "2019" / "a.txt").write_text(WHEAT, encoding="utf-8")
    (tmp_path / "press" / ".hidden").write_text(WHEAT, encoding="utf-8")
    (tmp_path / "alone.md").write_text(f"# News\n\n{WHEAT.replace('ten', 'two')}", encoding="utf-8")
    box = page.locator("#articles").bounding_box()
    assert box is not None
    browser = page.context.new_cdp_session(page)
    paths = [str(tmp_path / "press"), str(tmp_path / "alone.md")]
    for kind in ("dragEnter", "dragOver", "drop"):
        carried = {"items": [], "files": paths, "dragOperationsMask": 1}
        browser.send("Input.dispatchDragEvent", {"type": kind, "x": box["x"] + 40, "y": box["y"] + 10, "data": carried})
    expect(page.locator("#library-work")).to_contain_text("Files added: 2", timeout=WAIT_MS)
    expect(page.locator("#articles .count")).to_have_text("Articles: 2")
    assert set(_sources(page)) == {"uploaded/press/2019/a.txt", "uploaded/alone.md"}


def test_why_a_file_is_left_out_is_told_in_the_language_of_the_reader(page: Page, address: str) -> None:
    page = page.context.new_page()
    _open(page, address, "/ur")
    page.locator("#files").set_input_files([_file("void.txt", ""), _file("cut.pdf", b"%PDF-1.4")])  # type: ignore[list-item]
    work = page.locator("#library-work")
    for name, reason in (("void.txt", REASON_WORDS["ur"].empty), ("cut.pdf", REASON_WORDS["ur"].damaged)):
        expect(work.locator("details li", has_text=name)).to_contain_text(f"{name}: {reason}", timeout=20_000)


def test_an_article_is_deleted_when_the_reader_is_sure(page: Page, home: Path) -> None:
    _new_collection(page, "deleted")
    _bring(page, [_file("keep.txt", WHEAT), _file("go & <b>.txt", WHEAT.replace("Punjab", "Sindh"))])
    expect(page.locator("#articles .count")).to_have_text("Articles: 2")
    remove = page.locator("#articles tr", has_text="go & <b>.txt").locator(".remove")
    remove.click()
    expect(page.locator("#sure h2")).to_have_text("Delete “\u2066uploaded/go & <b>.txt\u2069”?")
    expect(page.locator("#sure .stop")).to_have_css("background-color", "rgb(185, 28, 28)")
    _sure(page, yes=False)
    assert len(_sources(page)) == 2
    remove.click()
    _sure(page)
    expect(page.locator("#articles .count")).to_have_text("Articles: 1", timeout=WAIT_MS)
    assert _sources(page) == ["uploaded/keep.txt"]
    assert [path.name for path in (home / "uploads" / "deleted").iterdir()] == ["keep.txt"]


def test_what_became_of_a_deletion_is_in_sight_far_down_the_list(page: Page) -> None:
    _new_collection(page, "long")
    _bring(page, [_file(f"{n:02}.txt", f"{WHEAT} {n}") for n in range(16)])
    page.locator("#articles .remove").last.click()
    _sure(page)
    told = page.locator("#library-work li")
    expect(told).to_contain_text("Deleted", timeout=WAIT_MS)
    assert page.locator("#view-library").evaluate("each => each.scrollTop") > 200
    expect(told).to_be_in_viewport()
    page.locator("#library-work .dismiss").click()
    expect(told).to_be_hidden()
    # The tools, the question whether one is sure among them, come anew with the list.
    expect(page.locator("#articles .count")).to_have_text("Articles: 15", timeout=WAIT_MS)
    expect(page.locator("#pictures circle")).to_have_count(15)
    page.locator("#articles .remove").last.click()
    _sure(page)
    expect(told).to_be_in_viewport(timeout=WAIT_MS)


def test_a_collection_is_deleted_when_the_reader_is_sure(page: Page, home: Path) -> None:
    _new_collection(page, "gone")
    _bring(page, [_file("a.txt", WHEAT)])
    # What comes later draws the page anew, and the dialog with it.
    expect(page.locator("#articles .count")).to_have_text("Articles: 1", timeout=WAIT_MS)
    page.locator("#delete-collection").click()
    _sure(page, yes=False)
    assert (home / "collections" / "gone").is_dir()
    page.locator("#delete-collection").click()
    expect(page.locator("#sure h2")).to_have_text("Delete the collection “gone”?")
    _sure(page)
    expect(page.locator("#library-work")).to_contain_text("was deleted", timeout=WAIT_MS)
    expect(page.locator("#collection")).to_have_value("default")
    expect(page.locator("#articles .count")).to_have_text("Articles: 4", timeout=WAIT_MS)
    assert not (home / "collections" / "gone").exists()
    assert not (home / "uploads" / "gone").exists()
    assert len(list(SEEDS.glob("*.txt"))) == 4


def test_chat_and_settings_turn_to_the_collection_that_is_chosen_in_the_library(page: Page) -> None:
    page.locator("nav a[data-view=chat]").click()
    page.locator("#question textarea").fill("When was the S-300 announced?")
    page.locator("#question textarea").press("Enter")
    page.locator(".turn figure a.cite").first.click(timeout=WAIT_MS)
    expect(page.locator("#cited")).to_be_visible()
    page.locator("#among summary").click()
    page.locator("#among [value=ur]").check()
    expect(page.locator("#among summary")).to_contain_text("Urdu")
    page.locator("nav a[data-view=library]").click()
    _new_collection(page, "turned")
    page.locator("nav a[data-view=chat]").click()
    expect(page.locator("#transcript .welcome")).to_have_text(re.compile(STRINGS["en"].welcome_empty))
    expect(page.locator("#chats li")).to_have_count(0)
    expect(page.locator("#reading")).to_be_hidden()
    expect(page.locator("#among a")).to_have_text("Collection: turned")
    expect(page.locator("#among summary")).to_have_text(AMONG_WORDS["en"].everywhere)
    expect(page.locator("#settings [value=turned]")).to_be_checked()
    # Where nothing can be found yet, the answer leads to where it can be brought.
    page.locator("#question textarea").fill("When was the S-300 announced?")
    page.locator("#question textarea").press("Enter")
    page.locator(".turn[data-turn] .to-library a").click(timeout=WAIT_MS)
    expect(page.locator("#view-library")).to_be_visible()
    page.locator("#collection").select_option("default")
    expect(page.locator("#settings [value=default]")).to_be_checked()
    page.locator("nav a[data-view=chat]").click()
    expect(page.locator("#among a")).to_have_text("Collection: default")
    expect(page.locator("#among [value=ur]")).not_to_be_checked()
    page.locator("#chats .open").first.click()
    expect(page.locator(".turn figure")).not_to_have_count(0)


def test_the_list_is_filtered(page: Page) -> None:
    count = page.locator("#articles .count")
    expect(count).to_have_text("Articles: 4")
    page.locator('#filters select[name="lang"]').select_option("ar")
    expect(count).to_have_text("Articles: 1")
    assert _sources(page) == ["003_9befece1280a0b89.txt"]
    page.locator('#filters select[name="lang"]').select_option("")
    expect(count).to_have_text("Articles: 4")
    page.locator('#filters input[type="search"]').fill("ايرانى ميڈيا")
    expect(count).to_have_text("Articles: 3")
    page.locator('#filters input[type="search"]').fill("nowhere at all")
    expect(page.locator("#articles .notice")).to_have_text(EN.nothing_found)
    # The words stay, and the keyboard with them.
    expect(page.locator('#filters input[type="search"]')).to_be_focused()
    page.locator('#filters input[type="search"]').fill("")
    page.locator('#filters select[name="origin"]').select_option("uploaded")
    expect(page.locator("#articles .notice")).to_be_visible()


def test_a_run_is_stopped(page: Page, home: Path) -> None:
    _new_collection(page, "stopped")
    many = [_file(f"{n:02}.txt", "\n".join(f"{WHEAT} Number {n} {line}." for line in range(400))) for n in range(12)]
    page.locator("#files").set_input_files(many)  # type: ignore[arg-type]
    page.locator("#library-work .stop-job").click(timeout=WAIT_MS)
    expect(page.locator("#library-work")).to_contain_text(EN.stopped, timeout=WAIT_MS)
    kept = list((home / "uploads" / "stopped").glob("*.txt"))
    assert len(kept) < 12
    expect(page.locator("#library-work .stop-job")).to_have_count(0)


def test_the_limits_are_told(page: Page) -> None:
    _new_collection(page, "limits")
    _bring(page, [_file("large.txt", b"x" * 3_200_000), _file("small.txt", WHEAT)])
    expect(page.locator("#library-work")).to_contain_text(f"large.txt: {EN.refused_size}")
    expect(page.locator("#library-work")).to_contain_text("Files added: 1")
    _bring(page, [_file(f"{n}.txt", f"{WHEAT} {n}") for n in range(22)])
    expect(page.locator("#library-work")).to_contain_text(EN.refused_count)
    expect(page.locator("#library-work")).to_contain_text("Files added: 20")


def test_only_what_was_uploaded_is_taken(page: Page, home: Path) -> None:
    """The browser's word for where a file lies is not believed."""
    _new_collection(page, "forged")
    before = (home / "collections" / "default" / "catalog.sqlite").stat().st_size
    with page.expect_request(lambda request: "queue/join" in request.url) as asked:
        page.locator('#filters input[type="search"]').fill("x")
    page.wait_for_timeout(500)
    sent = asked.value.post_data_json
    config = page.evaluate("fetch('/config').then(answer => answer.json())")
    upload = next(d["id"] for d in config["dependencies"] if any(t[1] == "upload" for t in d["targets"]))
    for path in ("/etc/passwd", str(home / "collections" / "default" / "catalog.sqlite")):
        forged = {**sent, "fn_index": upload, "event_data": {"files": [{"path": path, "name": "a.txt"}]}}
        page.evaluate(
            "body => fetch('/gradio_api/queue/join', {method: 'POST', headers: {'Content-Type': 'application/json'}, "
            "body: JSON.stringify(body)})",
            forged,
        )
    page.wait_for_timeout(2_000)
    assert Path("/etc/passwd").exists()
    assert (home / "collections" / "default" / "catalog.sqlite").stat().st_size == before
    assert not list((home / "uploads").glob("forged/*"))


def test_an_open_collection_sees_what_readers_bring(page: Page, home: Path, encoder: Encoder) -> None:
    settings = IndexSettings(home=home, cache=CACHE, collection="followed")
    _new_collection(page, "followed")
    query = encoder.encode_queries(["wheat harvest"])[0]
    with open_collection(settings) as collection:
        assert collection.search(query, 3, "en") == []
        _bring(page, [_file("wheat.txt", WHEAT)])
        assert [hit.article.source for hit in collection.search(query, 3, "en")] == ["uploaded/wheat.txt"]


def test_the_page_is_mirrored_in_urdu(page: Page, address: str, tmp_path: Path) -> None:
    screenshots = Path(os.environ.get("SANAD_SCREENSHOTS") or tmp_path)
    page.screenshot(path=screenshots / "library.png")
    page = page.context.new_page()
    _open(page, address, "/ur")
    expect(page.locator("#articles .count")).to_have_text("مضامین: ۴")
    for part in ("#library-tools .library", "#articles div[lang]", "#filters"):
        assert page.locator(part).first.evaluate("element => getComputedStyle(element).direction") == "rtl"
    first, last = (page.locator("#articles thead th").nth(n).bounding_box() for n in (0, -1))
    assert first is not None
    assert last is not None
    assert first["x"] > last["x"]
    expect(page.locator("#articles .remove").first).to_have_text(UR.delete)
    page.screenshot(path=screenshots / "library-ur.png")
    row = page.locator("#articles tbody tr").first
    assert row.locator(".file").evaluate("each => [each.dir, getComputedStyle(each).direction]") == ["ltr", "ltr"]
    page.set_viewport_size({"width": 320, "height": 800})
    # A card: what is in order needs no line, and the rest shares one.
    expect(row.locator("td.healthy")).to_be_hidden()
    lang, date = (row.locator("td").nth(n).bounding_box() for n in (0, 1))
    assert lang is not None
    assert date is not None
    assert abs(lang["y"] - date["y"]) < 8
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    wide = "[...document.querySelectorAll('#view-library *')].filter(e => e.getBoundingClientRect().width > 320).length"
    assert page.evaluate(wide) == 0


def test_the_pictures_show_every_article(page: Page) -> None:
    dots = page.locator("#pictures svg.map circle")
    expect(dots).to_have_count(4)
    assert all(title for title in page.locator("#pictures circle title").all_text_contents())
    expect(page.locator("#pictures .legend li")).to_have_count(2)
    expect(page.locator("#pictures .notice")).to_have_text(EN.no_dates)


def test_a_title_stands_over_the_name_of_its_file(page: Page) -> None:
    """Also where one of them is written from the right."""
    row = page.locator("#articles tbody tr", has_text="003_9befece1280a0b89.txt")
    title = row.locator("th > span")
    assert title.evaluate("each => each.dir") == "rtl"
    begins = """each => {
      const range = document.createRange();
      range.selectNodeContents(each);
      return range.getBoundingClientRect().left;
    }"""
    assert abs(title.evaluate(begins) - row.locator(".file").evaluate(begins)) < 3


def test_the_colours_of_the_pictures_stand_out_in_the_dark(page: Page) -> None:
    seen = "[...document.querySelectorAll('#pictures circle')].map((each) => getComputedStyle(each).fill)"
    light = page.evaluate(seen)
    page.evaluate("document.body.classList.add('dark')")
    dark = page.evaluate(seen)
    assert len({*light, *dark}) == 4
    expect(page.locator("#sanad")).to_have_css("color-scheme", "dark")
