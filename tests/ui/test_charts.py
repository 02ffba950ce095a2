"""The pictures of a collection."""

from ui.charts import colour_languages, timeline_svg


def test_no_bar_is_finer_than_what_is_known() -> None:
    told: list[str] = []

    def tell(iso: str) -> str:
        told.append(iso)
        return iso

    dates = [("2023-05-01", "fa"), ("2024-02-20/2024-03-19", "fa")]
    timeline_svg(dates, colour_languages(["fa"]), "When", str, tell)
    assert set(told) == {"2023", "2024"}
    timeline_svg(dates[:1], colour_languages(["fa"]), "When", str, tell)
    assert told[-1] == "2023-05-01"
