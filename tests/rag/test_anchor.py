"""When an article without a date was written, by its own text."""

from rag.anchor import infer_month, infer_week
from tests.conftest import ROOT


def test_a_day_stated_twice_and_its_weekday() -> None:
    text = "The two met on Friday. They shook hands in Moscow on 17 January 2025.\n\nMoscow, 17 January 2025. Reuters"
    assert infer_week(text, "en") == "2025-01-17/2025-01-23"


def test_nothing_where_anything_is_missing() -> None:
    for text in (
        "The two met on Friday in Moscow on 17 January 2025.",
        "The two met on Thursday. They shook hands on 17 January 2025. Photo: 17 January 2025.",
        "The two met on Friday, 17 January 2025. Photo: 17 January 2025.",
        "The two met on Friday. They shook hands on 17 January 2025, 17 January 2025. The pact ends in 2045.",
        "No date at all.",
    ):
        assert infer_week(text, "en") is None


def test_the_seeds() -> None:
    found = {path.name[:3]: infer_week(path.read_text("utf-8"), "ur") for path in (ROOT / "seeds").glob("*.txt")}
    assert {name for name, week in found.items() if week} == {"001"}


def test_of_a_book_no_day_is_told() -> None:
    assert infer_month("Last month, January, he came to the town. " * 100_000, "en") is None
