"""Searching some of the articles, and those of a time that a question names."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.collection import Collection, open_collection
from index.encoder import Encoder
from index.errors import InputError
from index.settings import IndexSettings
from index.sync import index_paths
from rag.answer import answer_question
from rag.filters import Filters, allowed_passages, count_languages
from rag.llama import PassageRetriever
from rag.parts import parts_of
from rag.periods import published_in, read_period
from rag.phrases import say
from rag.question import read_question
from rag.settings import RagSettings
from tests.conftest import CACHE, RunSanad
from tests.texts import hashing_encoder

# The same happens every year; only the page says when it was told of.
_ARTICLES = {
    "en/2021.html": ("2021-08-14", "Floods in Jhang cut off dozens of villages. The army brought tents and food."),
    "en/2022.html": ("2022-09-03", "Floods in Jhang cut off scores of villages. Boats took out the sick and the old."),
    "en/2023.html": (
        "2023-09-20",
        "Floods in Jhang cut off many villages. A bridge fell and a school was washed off.",
    ),
    "ur/2022.html": ("2022-09-05", "جھنگ میں سیلاب سے درجنوں دیہات کا رابطہ کٹ گیا۔ کشتیوں سے لوگوں کو نکالا گیا۔"),
    "ur/none.html": (None, "جھنگ میں سیلاب کے بعد پل گر گیا۔ لوگ خیموں میں رہ رہے ہیں۔"),
    "en/jhang[1].html": ("2020-07-01", "Floods in Jhang cut off a village. A boat brought bread and water."),
    "en/look-back.html": ("2024-02-01", "In September 2022 floods in Jhang killed forty people, a report says now."),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    home = tmp_path_factory.mktemp("dated")
    for name, (published, text) in _ARTICLES.items():
        path = home / "press" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        meta = f'<meta property="article:published_time" content="{published}">' if published else ""
        page = f"<html><head>{meta}<title>{text.split('.')[0][:30]}</title></head><body><p>{text}</p></body></html>"
        path.write_text(page, encoding="utf-8")
    index_paths([home / "press"], IndexSettings(home=home / "home", cache=CACHE), lambda: encoder)
    return home / "home"


@pytest.fixture(scope="module")
def press(home: Path) -> Iterator[Collection]:
    with open_collection(IndexSettings(home=home, cache=CACHE)) as collection:
        yield collection


def _found(question: str, collection: Collection, encoder: Encoder, filters: Filters = Filters()) -> list[str]:  # noqa: B008
    nodes = PassageRetriever(collection, encoder, 10, filters).retrieve(question)
    return [node.node.metadata["source"] for node in nodes]


@pytest.mark.parametrize(
    ("filters", "sources"),
    [
        (Filters(languages=("ur",)), {"ur/2022.html", "ur/none.html"}),
        (Filters(since="2022", until="2022"), {"en/2022.html", "ur/2022.html"}),
        (Filters(since="2022-09-04"), {"ur/2022.html", "en/2023.html", "en/look-back.html"}),
        (Filters(until="2022-09"), {"en/jhang[1].html", "en/2021.html", "en/2022.html", "ur/2022.html"}),
        (Filters(sources=("ur",)), {"ur/2022.html", "ur/none.html"}),
        # Any whole part of a path, however deep the folder is that was indexed.
        (Filters(sources=("2022.html",)), {"en/2022.html", "ur/2022.html"}),
        (Filters(sources=("022.html", "u", "2022")), set()),
        (Filters(sources=("*/2023.html", "en/2021.html")), {"en/2021.html", "en/2023.html"}),
        (Filters(sources=("en/jhang[1].html",)), {"en/jhang[1].html"}),
        (Filters(languages=("en",), since="2023", until="2023"), {"en/2023.html"}),
        (Filters(languages=("ru",)), set()),
    ],
)
def test_only_those_articles_are_found(
    filters: Filters, sources: set[str], press: Collection, encoder: Encoder
) -> None:
    assert set(_found("What did the floods in Jhang do?", press, encoder, filters)) == sources
    assert len(allowed_passages(press.catalog, filters)) == len(sources)
    assert sum(count_languages(press, filters).values()) == len(sources)


def test_a_month_of_another_calendar_lies_in_both_of_ours(tmp_path: Path) -> None:
    settings = IndexSettings(home=tmp_path / "home", cache=CACHE)
    (tmp_path / "a.csv").write_text("text,published\nروسیه موشک‌ها را تحویل داد.,اسفند ۱۴۰۲\n", encoding="utf-8")
    index_paths([tmp_path / "a.csv"], settings, hashing_encoder)
    with open_collection(settings) as collection:
        for since, until, found in [
            ("2024-03", "2024-03", 1),
            ("2024-02", "2024-02", 1),
            ("2024-03-19", "", 1),
            ("2024-03-20", "", 0),
            ("", "2024-02-19", 0),
            ("", "2024-02-20", 1),
        ]:
            assert len(allowed_passages(collection.catalog, Filters(since=since, until=until))) == found


def test_dates_in_any_digits_and_sources_as_they_are_typed() -> None:
    filters = Filters(since="٢٠٢٢-٠٩", until=" ۲۰۲۳ ", sources=("./press/a[1].txt",))
    assert (filters.since, filters.until, filters.sources) == ("2022-09", "2023", ("press/a[1].txt",))


@pytest.mark.parametrize(
    "given", [{"sources": ("",)}, {"sources": ("\ud800",)}, {"sources": ("a",) * 101}, {"languages": ("x" * 100_000,)}]
)
def test_what_filters_nothing_is_refused_in_one_short_line(given: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(InputError) as told:
        Filters(**given)  # type: ignore[arg-type]
    assert len(str(told.value)) < 300


def test_without_filters_all_are_searched(press: Collection, encoder: Encoder) -> None:
    assert set(_found("What did the floods in Jhang do?", press, encoder)) == set(_ARTICLES)
    assert not Filters()


@pytest.mark.parametrize(
    "given",
    [{"since": "last year"}, {"until": "2023-13"}, {"languages": ("Urdu",)}, {"since": "2024", "until": "2023-12"}],
)
def test_what_cannot_be_read_is_a_clear_error(given: dict[str, object]) -> None:
    with pytest.raises(InputError, match=r"write|change"):
        Filters(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("What did the floods in Jhang do in 2021?", "2021"),
        ("What did the floods in Jhang do in 2023?", "2023"),
        ("ماذا فعلت الفيضانات في جهنغ عام 2021؟", "2021"),
        ("2023 میں جھنگ میں سیلاب سے کیا ہوا؟", "2023"),
    ],
)
def test_of_articles_alike_those_of_the_time_come_first(
    question: str, year: str, press: Collection, encoder: Encoder
) -> None:
    found = _found(question, press, encoder)
    assert next(source for source in found if source.startswith("en/20")) == f"en/{year}.html"
    # None is left out, least of all one without a date.
    assert set(found) == set(_ARTICLES)


def test_what_a_text_says_of_the_time_tells_more_than_when_it_was_published(
    press: Collection, encoder: Encoder
) -> None:
    asked = "How many did the floods in Jhang kill in September 2022?"
    assert _found(asked, press, encoder)[0] == "en/look-back.html"


@pytest.mark.parametrize(
    "question",
    [
        "Which articles of 2022 tell of the floods in Jhang?",
        "2022 کے مضامین میں جھنگ کے سیلاب کے بارے میں کیا ہے؟",
        "ما المقالات المنشورة في سبتمبر 2022 عن فيضانات جهنغ؟",
    ],
)
def test_a_question_for_articles_of_a_time_gets_them_first(question: str, press: Collection, encoder: Encoder) -> None:
    found = _found(question, press, encoder)
    assert set(found[:2]) == {"en/2022.html", "ur/2022.html"}
    assert set(found) == set(_ARTICLES)


@pytest.mark.parametrize(
    ("text", "days", "stated"),
    [
        ("What happened in 2023?", "2023-01-01/2023-12-31", False),
        ("ستمبر 2023 میں کیا ہوا؟", "2023-09-01/2023-09-30", False),
        ("articles published on 20 September 2023", "2023-09-20/2023-09-20", True),
        ("Какие статьи вышли в сентябре 2023 года?", "2023-09-01/2023-09-30", True),
        ("المقالات المنشورة في 2023", "2023-01-01/2023-12-31", True),
        # What lies between two ends, and a year of another calendar.
        ("articles published between 2020 and 2023 on Russia", "2020-01-01/2023-12-31", True),
        ("articles of 2020 and 2023", "2020-01-01/2020-12-31 2023-01-01/2023-12-31", True),
        ("articles 2020-2023", "2020-01-01/2023-12-31", True),
        ("Articles from March to June 2023", "2023-03-01/2023-06-30", True),
        ("What happened from 5 to 9 May 2023?", "2023-05-05/2023-05-09", False),
        ("articles of 1445 AH on Russia", "2023-07-19/2024-07-06", True),
        ("مقاله‌های سال ۱۴۰۲ درباره روسیه", "2023-03-21/2024-03-19", True),
        ("مقاله‌های فروردین تا خرداد ۱۴۰۲", "2023-03-21/2023-06-21", True),
        ("مقالات از ۱۴۰۰ تا ۱۴۰۲", "2021-03-21/2024-03-19", True),
        ("2020 سے 2023 تک کے مضامین", "2020-01-01/2023-12-31", True),
        ("2020 اور 2023 کے درمیان شائع مضامین", "2020-01-01/2023-12-31", True),
        ("2020 और 2023 के बीच के लेख", "2020-01-01/2023-12-31", True),
        ("статьи с 2020 года по 2023", "2020-01-01/2023-12-31", True),
        ("مقالات بين عامي 2020 و2023", "2020-01-01/2023-12-31", True),
        ("articles since 2022", "2022-01-01/9999-12-31", True),
        ("2022 سے پہلے کے مضامین", "0001-01-01/2022-12-31", True),
        # Numbers beside a date are no years; news and reports may be the event.
        ("articles of September 2022 on 2000 soldiers", "2022-09-01/2022-09-30", True),
        ("What does the news of 2022 say?", "2022-01-01/2022-12-31", True),
        ("2023 کی خبریں", "2023-01-01/2023-12-31", True),
        ("2023 की खबरें", "2023-01-01/2023-12-31", True),
        ("أخبار عام 2023", "2023-01-01/2023-12-31", True),
        ("گزارش‌های سال ۱۴۰۲ درباره روسیه", "2023-03-21/2024-03-19", True),
        ("материалы за 2022 год", "2022-01-01/2022-12-31", True),
        ("Which reports did the IMF write in May 2022?", "2022-05-01/2022-05-31", False),
    ],
)
def test_the_time_that_a_question_names(text: str, days: str, stated: bool) -> None:
    period = read_period(read_question(text, [], RagSettings()))
    assert period is not None
    assert (" ".join(f"{each.first}/{each.last}" for each in period.days), period.stated) == (days, stated)


@pytest.mark.parametrize(
    ("text", "yearless"),
    [
        ("ماذا حدث في سبتمبر؟", ("-09",)),
        ("Articles from March to June", ("-03", "-04", "-05", "-06")),
        ("What happened on 20 September?", ("-09-20",)),
        ("Articles from November to February", ("-11", "-12", "-01", "-02")),
        ("Articles from May to May", ("-05",)),
    ],
)
def test_a_month_of_any_year(text: str, yearless: tuple[str, ...]) -> None:
    period = read_period(read_question(text, [], RagSettings()))
    assert period is not None
    assert (period.days, period.yearless) == ((), yearless)


def test_articles_of_years_between_are_of_the_time(press: Collection) -> None:
    period = read_period(read_question("articles between 2021 and 2023", [], RagSettings()))
    assert period is not None
    passages = dict(press.catalog.rows("SELECT p.id, a.source FROM passage p JOIN article a ON a.id = p.article"))
    found = {passages[id_] for id_ in published_in(press.catalog, period, list(passages))}
    assert found == {"en/2021.html", "en/2022.html", "ur/2022.html", "en/2023.html"}


@pytest.mark.parametrize("text", ["Who may have signed?", "How many of the 2,023 soldiers came?", "مارچ کس نے کیا؟"])
def test_what_names_no_time(text: str) -> None:
    period = read_period(read_question(text, [], RagSettings()))
    assert period is None or text.startswith("مارچ")


def test_filters_of_the_command_line(home: Path, sanad: RunSanad) -> None:
    done = sanad(["search", "floods in Jhang", "--lang", "en", "--from", "2022", "--to", "2022-12", "--json"], home)
    assert done.returncode == 0, done.stderr
    assert '"en/2022.html"' in done.stdout
    assert "2023.html" not in done.stdout
    done = sanad(["search", "floods in Jhang", "--source", "nowhere"], home)
    assert (done.returncode, done.stdout.strip()) == (0, "no article is left to be searched")
    assert (done := sanad(["ask", "floods?", "--from", "soon"], home)).returncode == 1
    assert "2023-09-20" in done.stderr


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("1403", "2024-03-20", "2025-03-20"),
        ("۱۴۰۳", "2024-03-20", "2025-03-20"),
        ("1403-04", "2024-06-21", "2024-07-21"),
        ("۱۴۰۳/۰۴/۲۵", "2024-07-15", "2024-07-15"),
        ("مهر 1402", "2023-09-23", "2023-10-22"),
        ("1445 AH", "2023-07-19", "2024-07-06"),
        ("۱۴۴۵ هـ", "2023-07-19", "2024-07-06"),
        ("1403 AH", "1982-10-18", "1983-10-06"),
        ("20 September 2023", "2023-09-20", "2023-09-20"),
        ("2023/09", "2023-09", "2023-09"),
        ("2023", "2023", "2023"),
    ],
)
def test_dates_are_of_any_calendar(typed: str, since: str, until: str) -> None:
    assert (Filters(since=typed).since, Filters(until=typed).until) == (since, until)


@pytest.mark.parametrize("typed", ["1403-13", "1445-02-31", "03/04/2023", "20 September", "1403 or 1404", "last year"])
def test_what_may_be_several_days_or_none_is_no_date(typed: str) -> None:
    with pytest.raises(InputError, match="is no date"):
        Filters(since=typed)


def test_a_code_of_no_language_is_refused() -> None:
    with pytest.raises(InputError, match="'xx' is no code of a language"):
        Filters(languages=("xx",))
    assert Filters(languages=("ur-Latn", "ckb", "und", "fr"))


@pytest.mark.parametrize("question", ["Who drowned in Jhang?", "جھنگ میں کون ڈوبا؟", "من غرق؟", "Кто утонул?"])
def test_filters_that_leave_nothing_are_said_to(press: Collection, encoder: Encoder, question: str) -> None:
    parts = parts_of(press, encoder, None, filters=Filters(since="2025"))
    answer = answer_question(question, [], parts, RagSettings())
    assert answer.reason == say("none-left", answer.lang) != say("none-left", "hi")


def test_the_command_says_how_it_reads_a_date(sanad: RunSanad, home: Path) -> None:
    asked = sanad(["ask", "Who drowned in Jhang?", "--from", "1403"], home)
    assert "--from 1403 is read as 2024-03-20" in asked.stderr
    assert "The filters leave no article" in asked.stdout
    assert sanad(["search", "Jhang", "--from", "2021"], home).stderr == ""
