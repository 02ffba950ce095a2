"""Of a web page, the article and nothing of what stands around it or is hidden in it."""

import time

import pytest

from index.documents.article import ReadLimits
from index.documents.webpages import read_html
from tests.conftest import SEEDS
from tests.index.documents.stories import Story, html_page

LIMITS = ReadLimits()
HIDDEN = ["خفیہ کوڈ", "چھپا ہوا جملہ", "اوجھل جملہ", "پوشیدہ جملہ"]
AROUND = ["پاکستان</a>", "متعلقہ خبریں", "ایک اور خبر کا عنوان", "جملہ حقوق", "صفحۂ اول"]


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_whole_article_and_nothing_around_it(seed: object) -> None:
    paragraphs = [line.strip() for line in SEEDS.joinpath(str(seed)).read_text().splitlines() if line.strip()]
    text = read_html(html_page(Story(paragraphs=paragraphs)).encode(), LIMITS).text
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert [p for p in paragraphs if " ".join(p.split()) not in lines] == []
    assert [word for word in HIDDEN + AROUND if word in text] == []


def test_tiny_page_keeps_its_few_words() -> None:
    text = read_html(html_page(Story(paragraphs=["مختصر خبر۔"])).encode(), LIMITS).text
    assert "مختصر خبر۔" in text.splitlines()
    assert [word for word in HIDDEN + AROUND if word in text] == []


def test_page_without_any_structure() -> None:
    page = (
        "<title>خبر کوتاه</title><div id=menu><a href=1>خانه</a> | <a href=2>ورزش</a></div>"
        "<div>تهران اعلام کرد که قرارداد امضا شد.<br>سخنگو گفت: «مهم است».</div><div class=footer>حقوق محفوظ است</div>"
    )
    article = read_html(page.encode(), LIMITS)
    assert article.text == "تهران اعلام کرد که قرارداد امضا شد.\nسخنگو گفت: «مهم است»."
    assert article.title == "خبر کوتاه"


STATEMENTS = [f"The minister said on day {day} that the talks went on." for day in ("one", "two", "three")]


def test_a_page_of_several_articles_is_read_whole() -> None:
    posts = "".join(f"<article><h2>News</h2><p>{statement}</p></article>" for statement in STATEMENTS)
    lines = read_html(f"<main><h1>As it happens</h1>{posts}</main>".encode(), LIMITS).text.splitlines()
    assert [line for line in lines if line.startswith("The minister")] == STATEMENTS


def test_teasers_of_other_articles_are_not_read() -> None:
    teasers = "".join(f"<article><a href=/{n}>Another story of the day</a><p>It rained.</p></article>" for n in "abc")
    page = f"<main><article><h1>News</h1><p>{' '.join(STATEMENTS)}</p></article>{teasers}</main>"
    assert read_html(page.encode(), LIMITS).text == f"News\n{' '.join(STATEMENTS)}"


def test_declared_encoding_is_used() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><p>أعلنت الوزارة ذلك</p>'
    article = read_html(page.encode("windows-1256"), LIMITS)
    assert article.text == "أعلنت الوزارة ذلك"
    assert article.notes == ()


def test_date_from_structured_data() -> None:
    script = '{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-03-12T08:00:00Z"}]}'
    page = f'<script type="application/ld+json">{script}</script><p>Some news of the day.</p>'
    assert read_html(page.encode(), LIMITS).published == "2024-03-12T08:00:00Z"


@pytest.mark.parametrize("value", ["", "=1", "='>'", '="a b"', " = <p"])
def test_three_hundred_thousand_attributes_take_no_longer(value: str) -> None:
    attributes = " ".join(f"a{i}{value}" for i in range(300_000))
    began = time.process_time()
    article = read_html(f"<p>News of the day.</p><p {attributes}>The end.</p>".encode(), LIMITS)
    assert time.process_time() - began < 10
    assert article.text == "News of the day.\nThe end."


@pytest.mark.parametrize(
    "beside",
    ["<!-- {} -->", "<script>if (a<b) {{ {} }}</script>", "<style>{}</style>", "<meta name=x content='1<a {}'>"],
)
def test_what_only_looks_like_attributes_costs_no_text(beside: str) -> None:
    many = beside.format("<a " + "x=1 " * 2_000)
    page = f"<html><body><p>News of the day.</p>{many}<p class='a'>The end.</p></body></html>"
    assert read_html(page.encode(), LIMITS).text == "News of the day.\nThe end."


def test_a_very_long_page_is_read_in_time_that_grows_no_faster_than_it() -> None:
    paragraphs = [f"<p>Paragraph {i} tells of town {i * 7}.</p>" for i in range(60_000)]
    menu = "<nav><a href=1>Home</a></nav>"
    head = "<head><title>All towns</title><meta property='article:published_time' content='2024-05-01'></head>"
    page = f"<html>{head}<body>{menu}<article>{''.join(paragraphs)}</article><footer>Rights</footer></body></html>"
    began = time.process_time()
    article = read_html(page.encode(), LIMITS)
    assert time.process_time() - began < 20
    assert article.text.split("\n") == [f"Paragraph {i} tells of town {i * 7}." for i in range(60_000)]
    assert (article.title, article.published) == ("All towns", "2024-05-01")


@pytest.mark.parametrize(
    "element", ["<p hidden>x</p>", "<nav>x</nav>after", "<span style='display:none'>x</span>after", "<a href=1>x</a>"]
)
def test_fifty_thousand_elements_that_are_left_out_take_no_longer(element: str) -> None:
    began = time.process_time()
    article = read_html(f"<p>News of the day.</p>{element * 50_000}<p>The end.</p>".encode(), LIMITS)
    assert time.process_time() - began < 20
    assert article.text.startswith("News of the day.")


@pytest.mark.parametrize("paragraphs", [2, 40])
def test_joiners_are_letters_of_their_words(paragraphs: int) -> None:
    persian = "دولت اعلام کرد که قیمت‌ها بالا می‌رود و شرکت‌ها از این پس گزارش‌های خود را هر ماه می‌فرستند."
    hindi = "राज्य के मंत्री ने कहा कि शक्‍ति और भक्‍ति के कार्यक्रम में सब लोग आएँगे।"
    body = "".join(f"<p>{at}: {persian}</p><p>{hindi}</p>" for at in range(paragraphs))
    page = f"<title>قیمت‌ها</title><nav><a href=1>خانه</a></nav><article><h1>قیمت‌ها</h1>{body}</article>"
    text = read_html(page.encode(), LIMITS).text
    assert text.count(persian) == paragraphs
    assert text.count(hindi) == paragraphs


@pytest.mark.parametrize(
    ("page", "published"),
    [
        (
            "<header><div class=date>۱ آذر ۱۴۰۵</div></header><article><header>"
            "<div class='post-date'>چهارشنبه ۲۷ تیر ۱۴۰۳ - ۱۸:۴۲</div></header>{}</article>",
            "چهارشنبه ۲۷ تیر ۱۴۰۳ - ۱۸:۴۲",
        ),
        ("<div id='published'>۲۷ تیر ۱۴۰۳</div><div>{}</div>", "۲۷ تیر ۱۴۰۳"),
        # Which of several is the article's cannot be told, nor what is no date.
        ("<div class=date>۲۷ تیر ۱۴۰۳</div><div>{}</div><div class=date>۲۸ تیر ۱۴۰۳</div>", None),
        ("<article><span class=date>today</span>{}</article>", None),
        ("<header><div class=date>۲۷ تیر ۱۴۰۳</div></header><div>{}</div>", None),
    ],
)
def test_the_date_that_the_page_shows_of_its_article(page: str, published: str | None) -> None:
    story = "<p>شرکت ملی گاز ایران و شرکت گازپروم روسیه در تهران قراردادی امضا کردند که سی سال اعتبار دارد.</p>" * 3
    assert read_html(page.format(story).encode(), LIMITS).published == published


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("البصرة - كريم الساعدي", None),
        ("گوادر – علی رضا", None),
        ("كريم الساعدي", "كريم الساعدي"),
        ("Karim al-Saadi - Basra", "Karim al-Saadi"),
        ("Reuters", "Reuters"),
    ],
)
def test_the_place_of_a_byline_is_no_author(byline: str, author: str | None) -> None:
    body = "قال المسؤول إن العمل مستمر في المدينة منذ أيام. " * 10
    page = f"<title>خبر</title><body><article><h1>خبر</h1><div class=byline>{byline}</div><p>{body}</p></article>"
    assert read_html(page.encode(), LIMITS).author == author
