"""Answers and articles → HTML: what is text stays text, reads in its own direction, and is marked exactly."""

import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.catalog import Article
from rag.answer import Answer, Check, Citation
from rag.explain import Finding
from rag.phrases import PHRASES, say
from ui.article import article_html
from ui.display import visible_text
from ui.reading import finding_html, source_html
from ui.remarks import REMARKS, is_remark
from ui.render import answer_html, escape_text, isolate_dates, own_html, question_html, text_direction
from ui.strings import STRINGS

CITATION = Citation(1, "a.txt", 0, 4, "اردو", "ur", "2025-01-17")
ANSWER = Answer("When?", "en", True, "", None, None, [CITATION], [], [], None, {})
ARTICLE = Article(
    id=1,
    source="a.txt",
    file="a.txt",
    kind="txt",
    lang="ur",
    title="عنوان",
    published=None,
    precision=None,
    date_words=None,
    author=None,
    url=None,
    pages=(),
    findings={},
    story=1,
    text="اردو میں پہلی سطر\n\nEnglish line\nتیسری سطر",
)
HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "</bdi></blockquote><a href=javascript:alert(1)>x</a>",
    "![x](http://evil.example/x.png) [y](javascript:alert(1)) **b** `c` # h",
    "https://evil.example www.evil.example me@evil.example",
    r"$$\href{javascript:alert(1)}{x}$$ \(x\)",
    "${alert(1)} {{value}} @children",
    "&lt;script&gt; &#60;img&#62;",
]
ACTING = (
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    "\x00\x07\x1b\r\U000e0001\U000e0041\U000e007f"
)
OURS = {
    *(
        "div",
        "h2",
        "h3",
        "p",
        "span",
        "figure",
        "blockquote",
        "bdi",
        "figcaption",
        "a",
        "b",
        "article",
        "header",
        "mark",
    ),
    *("details", "summary", "ul", "li", "q"),
}
ENGLISH = STRINGS["en"]

hostile_text = st.text(
    st.characters(codec="utf-8") | st.sampled_from("<>&\"'`$\\{}[]()!*_#:/@\n\t" + ACTING)
) | st.sampled_from(HOSTILE)


class Page(HTMLParser):
    """What a browser would make of the HTML: its elements, and the text inside `wanted`."""

    def __init__(self, source: str, wanted: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = self.inside = ""
        self._wanted, self._depth = wanted, 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._depth += tag == self._wanted

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == self._wanted

    def handle_data(self, data: str) -> None:
        self.text += data
        self.inside += data if self._depth else ""

    def shape(self) -> list[tuple[str, list[str]]]:
        return [(tag, sorted(attributes)) for tag, attributes in self.elements]


def _answer_of(text: str) -> Answer:
    return replace(ANSWER, citations=[replace(CITATION, quote=text, source=text, published=text)])


@given(hostile_text)
def test_escaped_text_is_the_visible_text_and_holds_no_markup(text: str) -> None:
    escaped = escape_text(text)
    assert html.unescape(escaped) == visible_text(text)
    assert not re.search(r"[!-/:-@\[-`{-~\n\t]", re.sub(r"&#\d+;", "", escaped))


@given(hostile_text.filter(bool))
def test_a_quotation_adds_no_element_and_no_attribute(text: str) -> None:
    page = Page(answer_html(_answer_of(text), ENGLISH), "blockquote")
    assert page.shape() == Page(answer_html(_answer_of("x"), ENGLISH)).shape()
    assert page.inside == visible_text(text)
    assert {tag for tag, _ in page.elements} <= OURS
    assert all((a["href"] or "").startswith("#source=") for tag, a in page.elements if tag == "a")


@given(hostile_text.filter(bool))
def test_what_a_model_writes_and_what_is_checked_adds_no_element(text: str) -> None:
    def shown(words: str) -> Page:
        checks = [Check(words, True, []), Check(words, False, [words])]
        written = replace(ANSWER, facts=[f"{words} [1]"], written=[words], checks=checks, note=words)
        return Page(answer_html(written, ENGLISH), "q")

    # What is isolated in the program's own sentences is so in HTML.
    tags = [tag for tag, _ in shown(text).elements if tag != "bdi"]
    assert tags == [tag for tag, _ in shown("x").elements if tag != "bdi"]
    assert set(tags) <= OURS
    assert shown(text).inside == visible_text(text) * 2


@pytest.mark.parametrize("text", HOSTILE)
def test_an_article_adds_no_element(text: str) -> None:
    hostile = replace(ARTICLE, text=text, title=text, source=text, published=text)
    page = Page(article_html(hostile, 0, len(text), ENGLISH, [(0, 3)], "default"))
    assert {tag for tag, _ in page.elements} <= OURS
    assert text in page.text


@given(st.text(st.sampled_from(ACTING + "aب\u200c\u200d\n\t ")))
def test_acting_characters_are_not_shown_and_joiners_are(text: str) -> None:
    shown = visible_text(text)
    assert not set(shown) & set(ACTING)
    assert shown == "".join(char for char in text if char not in ACTING)
    assert not set(answer_html(_answer_of(text), ENGLISH)) & set(ACTING)


@given(hostile_text.filter(bool), st.data())
def test_the_mark_is_exactly_the_cited_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    page = Page(article_html(replace(ARTICLE, text=text), start, end, ENGLISH), "mark")
    assert page.inside == visible_text(text[start:end])
    assert [tag for tag, _ in page.elements].count("mark") == 1


@given(hostile_text.filter(bool))
def test_the_whole_article_is_shown_but_for_blank_lines(text: str) -> None:
    page = Page(article_html(replace(ARTICLE, text=text, title=""), 0, 1, ENGLISH))
    shown = "".join(line for line in visible_text(text).split("\n") if line.strip())
    assert "".join(page.text.split()).endswith("".join(shown.split()))


def test_each_paragraph_has_its_own_direction() -> None:
    start = ARTICLE.text.index("تیسری")
    page = Page(article_html(ARTICLE, start, start + 5, ENGLISH))
    paragraphs = [a for tag, a in page.elements if tag == "p" and "lang" in a]
    assert [a["dir"] for a in paragraphs] == ["rtl", "ltr", "rtl"]
    assert paragraphs[0]["lang"] == "ur"


@given(hostile_text.filter(bool), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))), st.data())
def test_other_passages_are_marked_and_no_word_is_lost(
    text: str, used: list[tuple[int, int]], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    inside = [span for span in used if span[1] <= len(text)]
    page = Page(article_html(replace(ARTICLE, text=text, title=""), start, end, ENGLISH, inside), "mark")
    marks = [a for tag, a in page.elements if tag == "mark"]
    assert [a.get("id") for a in marks].count("cited") == 1
    apart = {span for span in inside if span[0] < span[1] and (span[1] <= start or end <= span[0])}
    assert (len(marks) > 1) == bool(apart)
    shown = "".join(line for line in visible_text(text).split("\n") if line.strip())
    assert "".join(page.text.split()).endswith("".join(shown.split()))


def test_of_a_long_article_the_part_around_the_quotation_is_shown() -> None:
    text = "a" * 5_000_000 + "QUOTED" + "b" * 5_000_000
    shown = article_html(replace(ARTICLE, text=text), 5_000_000, 5_000_006, ENGLISH)
    assert Page(shown, "mark").inside == "QUOTED"
    assert len(shown) < 200_000
    assert ENGLISH.shortened in Page(shown).text


@pytest.mark.parametrize(("start", "page"), [(0, 1), (9, 1), (10, 2), (25, 3)])
def test_the_page_of_a_pdf_is_named(start: int, page: int) -> None:
    shown = article_html(replace(ARTICLE, pages=(0, 10, 20)), start, start + 1, ENGLISH)
    assert ENGLISH.pdf_page.format(page=page) in Page(shown).text
    assert "page" not in Page(article_html(ARTICLE, start, start + 1, ENGLISH)).text


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("S-300", "ltr"),
        ("«ایس 300»", "rtl"),
        ("300 צפון", "rtl"),
        ("12 – Москва", "ltr"),
        ("2024 हिन्दी", "ltr"),
        ("300", "ltr"),
        ("", "ltr"),
        ("\u202eabc", "ltr"),
    ],
)
def test_text_direction(text: str, direction: str) -> None:
    assert text_direction(text) == direction


@pytest.mark.parametrize(("lang", "direction"), [("ur", "rtl"), ("fa", "rtl"), ("en", "ltr"), ("", "ltr")])
def test_a_number_alone_stands_where_its_language_begins(lang: str, direction: str) -> None:
    assert text_direction("۵۲۲", lang) == direction
    stated = replace(ANSWER, lang=lang, facts=["۵۲۲ [1]"])
    (fact,) = [a for tag, a in Page(answer_html(stated, ENGLISH)).elements if a.get("class") == "fact"]
    assert fact["dir"] == direction


def test_what_is_isolated_keeps_its_direction_and_nothing_else_acts() -> None:
    assert own_html("<i> \u20684 September\u2069 \u202e!") == "&#60;i&#62; <bdi>4 September</bdi> &#33;"
    assert own_html("\u2068a \u2066b\u2069 c") == 'a <bdi dir="ltr">b</bdi> c'
    assert own_html("a\u2069 \u2068b") == "a b"
    dates = own_html(isolate_dates("از 2022-09 تا 2022-09-20، 2023"))
    assert Page(dates, "bdi").inside == "2022-092022-09-20"
    words = say("derived-unknown", "ur", words="4 September")
    shown = Page(answer_html(replace(ANSWER, lang="ur", facts=[f"{words} [1]"]), ENGLISH), "bdi").inside
    assert shown.startswith("4 September")


def test_what_an_answer_says_of_itself_looks_like_no_fact_and_is_not_checked() -> None:
    remark, fact = say("disagree", "ur"), "۵۲۲ افراد"
    checks = [Check(remark, True, []), Check(fact, True, []), Check(CITATION.quote, True, [])]
    stated = replace(ANSWER, lang="ur", facts=[f"{remark} [1]", f"{fact} [1]"], checks=checks)
    page = Page(answer_html(stated, STRINGS["ur"]), "q")
    assert [a["class"] for tag, a in page.elements if a.get("class") in {"fact", "note"}] == ["note", "fact"]
    assert page.inside == f"{fact}{CITATION.quote}"
    assert "(۲)" in page.text


@pytest.mark.parametrize("lang", list(PHRASES))
def test_remarks_are_known_in_every_language(lang: str) -> None:
    fields = {"words": "«a» (b)", "published": "5 May 2022", "day": "5 May", "month": "May"}
    for phrase in REMARKS:
        assert is_remark(say(phrase, lang, **fields), lang), phrase
    assert not is_remark("5 May 2022", lang)
    assert not is_remark(say("account", lang, value="522", **fields), lang)


def test_why_a_passage_was_found_has_a_scale_and_the_digits_of_the_reader() -> None:
    found = Finding(12, {"dense": 2.5, "lexical": 0.25, "names": -0.5})
    page = Page(finding_html(found, 0.98, STRINGS["ur"]))
    bars = [(float(a["value"] or ""), float(a["max"] or "")) for tag, a in page.elements if tag == "meter"]
    assert bars == [(2.5, 2.5), (0.25, 2.5), (0.0, 2.5)]
    assert "۱۲" in page.text
    assert "۹۸٪" in page.text


def test_the_name_of_a_file_runs_from_the_left() -> None:
    page = Page(answer_html(_answer_of("رپورٹیں/2024 (Final v2).txt"), STRINGS["ur"]))
    assert [a["dir"] for tag, a in page.elements if a.get("class") == "file"] == ["ltr"]


def test_a_title_is_not_shown_twice() -> None:
    article = replace(ARTICLE, text=f"{ARTICLE.title}\nاردو میں پہلی سطر")
    start = article.text.index("پہلی")
    assert Page(article_html(article, start, start + 4, ENGLISH)).text.count(ARTICLE.title) == 1
    # But where its words are cited.
    assert Page(article_html(article, 0, 3, ENGLISH), "mark").inside == article.text[:3]


def test_a_latin_word_does_not_turn_a_text_of_a_right_to_left_language() -> None:
    urdu = "S-300 کا اعلان کب ہوا؟"
    assert (text_direction(urdu), text_direction(urdu, "ur")) == ("ltr", "rtl")
    assert text_direction("The treaty (معاہدہ) was signed.", "ur") == "ltr"
    assert text_direction("What is said about «ایرانی صدر سرکاری دورے پر ماسکو پہنچ گئے»?", "en") == "ltr"
    assert 'lang="ur" dir="rtl"' in question_html(urdu, "ur")


def test_a_citation_carries_file_language_number_and_date() -> None:
    page = Page(answer_html(ANSWER, ENGLISH), "a")
    assert page.inside == "[1] a.txt · Urdu · 2025-01-17"
    (quote,) = [a for tag, a in page.elements if tag == "blockquote"]
    assert quote == {"lang": "ur", "dir": "rtl"}
    assert 'href="#source=a.txt&amp;start=0&amp;end=4"' in answer_html(ANSWER, ENGLISH)


@pytest.mark.parametrize(
    ("asked", "interface", "spoken"),
    [
        ("en", "ur", "en"),
        ("ur", "en", "ur"),
        ("ar", "fa", "ar"),
        ("ru", "en", "ru"),
        ("hi", "fa", "hi"),
        ("tr", "en", "en"),
        ("tr", "fa", "fa"),
        ("und", "ur", "ur"),
    ],
)
def test_headings_follow_the_question_or_else_the_interface(asked: str, interface: str, spoken: str) -> None:
    refused = replace(ANSWER, lang=asked, answered=False, citations=[], nearest=[CITATION])
    page = Page(answer_html(refused, STRINGS[interface]))
    assert page.elements[0] == ("div", {"class": "answer", "lang": spoken, "dir": STRINGS[spoken].direction})
    assert STRINGS[spoken].not_found in page.text
    assert say("nearest", asked) in page.text
    assert CITATION.quote in page.text


def test_a_mark_cites_and_a_number_in_brackets_within_a_sentence_does_not() -> None:
    stated = replace(ANSWER, facts=["On the 4th [9] of May [1]"], written=["He left [1][7]", "No mark [3] here"])
    page = Page(answer_html(stated, ENGLISH), "a")
    assert [a["href"] for tag, a in page.elements if tag == "a"] == ["#source=a.txt&start=0&end=4"] * 3
    assert "On the 4th [9] of May [1]" in page.text
    assert "No mark [3] here" in page.text


@given(hostile_text)
def test_a_question_is_shown_as_it_was_asked(text: str) -> None:
    page = Page(question_html(text, "en"))
    assert page.text == visible_text(text)
    assert [tag for tag, _ in page.elements] == ["h2"]


@pytest.mark.parametrize(
    "place",
    [
        ("b.txt", 0, 4), ("a.txt", -1, 4), ("a.txt", 4, 4), ("a.txt", 0, 10**6), ("a.txt", True, 4),
        ("a.txt", 0.0, 4), ("a.txt", "0", "4"), (None, None, None), (["a.txt"], 0, 4),
    ],
)  # fmt: skip
def test_a_citation_of_no_place_opens_nothing(place: tuple[object, object, object]) -> None:
    words = STRINGS["en"]
    shown = source_html({"a.txt": ARTICLE}.get, words, *place)
    assert Page(shown).text == words.back_to_answer + words.panel_missing


def test_a_citation_opens_its_article() -> None:
    shown = source_html({"a.txt": ARTICLE}.get, STRINGS["en"], "a.txt", 0, 4)
    assert Page(shown, "mark").inside == ARTICLE.text[:4]


def test_the_marks_of_markdown_are_shown_nowhere() -> None:
    text = "# A port\n\n**Mr Miandad, you said so. What does it *lack*?** Water."
    start = text.index("What")
    article = replace(ARTICLE, text=text, title="A port", source="a.md", lang="en")
    page = Page(article_html(article, start, len(text), ENGLISH), "mark")
    assert page.inside == "What does it lack? Water."
    assert "Mr Miandad, you said so. " in page.text
    assert not {"*", "#"} & set(page.text)
