"""A chat taken away: whole, with its sources, and nothing in it but text."""

import html
import json
import re
from dataclasses import replace

import pytest

from index.chats import Chat, Turn
from rag.answer import Answer
from rag.filters import NO_FILTERS, Filters
from rag.phrases import say
from tests.ui.test_render import ANSWER, ENGLISH, HOSTILE, Page
from ui.export import export_chat
from ui.strings import STRINGS
from ui.transcript import write_answer

CHAT = Chat("1", "Dams: اردو?", "2025-01-01", "2025-01-02")
REFUSED = replace(ANSWER, answered=False, reason="Not here.", nearest=ANSWER.citations, citations=[])


def _turn(answer: Answer, question: str = "Who?", filters: Filters = NO_FILTERS) -> Turn:
    return Turn(1, "2025-01-01", question, "en", write_answer(answer, filters), False, True)


@pytest.mark.parametrize(
    ("kind", "name"), [("markdown", "Dams اردو.md"), ("json", "Dams اردو.json"), ("page", "Dams اردو.html")]
)
def test_each_kind_holds_question_fact_quotation_and_source(kind: str, name: str) -> None:
    file = export_chat(CHAT, [_turn(replace(ANSWER, facts=["20 years [1]"])), _turn(REFUSED, "When?")], kind, ENGLISH)
    assert file["name"] == name
    text = file["text"] if kind == "json" else Page(file["text"]).text.replace("\\", "")
    said = ["When?"] if kind == "json" else ["Who?", "When?", "20 years", say("nearest", REFUSED.lang)]
    for words in (*said, "اردو", "a.txt", "2025-01-17", "Not here."):
        assert words in text, words


def test_the_json_is_that_of_ask() -> None:
    answer = replace(ANSWER, checks=[])
    turns = json.loads(export_chat(CHAT, [_turn(answer)], "json", ENGLISH)["text"])["turns"]
    assert {**answer.to_dict(), "asked": "2025-01-01", "stopped": False, "liked": True} == turns[0]


@pytest.mark.parametrize("kind", ["markdown", "page"])
def test_it_tells_which_articles_were_asked(kind: str) -> None:
    filters = Filters(("ur",), "2023-09", "2024", ("press/*_1",))
    file = export_chat(CHAT, [_turn(ANSWER, filters=filters)], kind, ENGLISH)["text"]
    told = "Search limited to: Urdu · published from 2023-09 · published up to 2024 · press/*_1"
    assert told in Page(file).text.replace("\\", "")
    assert "Search limited" not in export_chat(CHAT, [_turn(ANSWER)], kind, ENGLISH)["text"]
    if kind == "markdown":
        assert r"press/\*\_1" in file


def test_a_page_in_urdu_counts_in_its_digits_and_keeps_remarks_apart() -> None:
    stated = replace(ANSWER, lang="ur", facts=[f"{say('disagree', 'ur')} [1][2]", "۵۲۲ افراد [1]"])
    page = Page(export_chat(CHAT, [_turn(stated)], "page", STRINGS["ur"])["text"])
    assert "۱ Who?" in page.text
    assert "(۱)" in page.text
    kinds = [a["class"] for tag, a in page.elements if tag == "p" and a.get("class") in {"said", "note"}]
    assert kinds == ["note", "said"]
    # Places in the article mean nothing to a reader.
    assert "0–4" not in page.text


def test_it_tells_why_a_model_wrote_nothing() -> None:
    turn = _turn(replace(ANSWER, note="It did not <answer>."))
    files = {kind: export_chat(CHAT, [turn], kind, ENGLISH)["text"] for kind in ("markdown", "json", "page")}
    assert json.loads(files["json"])["turns"][0]["note"] == "It did not <answer>."
    assert r"It did not \<answer\>\." in files["markdown"]
    assert "It did not <answer>." in Page(files["page"]).text


@pytest.mark.parametrize(
    "quote",
    ["a\n=====", "a\n=", "a\n-----", "~~~\na\n~~~", "a | b\n--- | ---\n1 | 2", "a\n***", "1) a\n2. b", "# a\n> b"],
)
def test_a_quotation_is_one_paragraph_of_its_own_words(quote: str) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    answer = replace(ANSWER, citations=[replace(ANSWER.citations[0], quote=quote)])
    file = export_chat(CHAT, [_turn(answer)], "markdown", ENGLISH)["text"]
    rendered = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(file)
    assert f"<blockquote>\n<p>{html.escape(quote)}</p>\n<p>—" in rendered


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_text(text: str) -> None:
    def shape(words: str) -> list[tuple[str, list[str]]]:
        answer = replace(ANSWER, facts=[words], citations=[replace(ANSWER.citations[0], quote=words, source=words)])
        page = export_chat(replace(CHAT, title=words), [_turn(answer, words)], "page", ENGLISH)["text"]
        return Page(page).shape()

    assert shape(text) == shape("x")
    plain = export_chat(CHAT, [_turn(ANSWER, text)], "markdown", ENGLISH)["text"]
    assert not re.search(r"(?<!\\)[<>\[\]*`]", re.sub(r"(?m)^>", "", plain))


@pytest.mark.parametrize("title", ["../../etc/passwd", "\u202eexe.x", "", "a" * 500])
def test_the_name_of_the_file_is_a_plain_one(title: str) -> None:
    name = export_chat(replace(CHAT, title=title), [], "json", ENGLISH)["name"]
    assert len(name) < 80
    assert not set(name) & set("/\\\u202e:")
    assert not name.startswith(".")


def test_the_page_lists_each_source_once_and_loads_nothing() -> None:
    twice = [replace(ANSWER.citations[0], n=n, start=n, end=n + 4) for n in (1, 2)]
    turns = [_turn(replace(ANSWER, facts=["20 years [1][2]"], citations=twice)), _turn(ANSWER, "When?")]
    page = export_chat(CHAT, turns, "page", ENGLISH)["text"]
    listed = page[page.index('class="sources"') :]
    assert listed.count("<li>") == 1
    assert Page(listed).text.strip().endswith("a.txt · Urdu · 2025-01-17 (1, 2)")
    assert not re.search(r"url\((?!\"data:)|@import|<(?:script|link|img)|https?:", page)
    assert "@media print" in page
    # A word as long as an address runs over no edge of the paper.
    assert re.search(r"(?m)^\.said \{[^}]*overflow-wrap: anywhere", page)
    # The fonts that it needs come along, and no others.
    assert _fonts(page) == ["Sanad Nastaliq"]
    hindi = export_chat(CHAT, [_turn(replace(ANSWER, lang="hi"))], "page", STRINGS["ar"])["text"]
    assert _fonts(hindi) == ["Sanad Nastaliq", "Sanad Naskh", "Sanad Devanagari"]


def _fonts(page: str) -> list[str]:
    return re.findall(r'font-family: "([^"]+)"; src: url', page)
