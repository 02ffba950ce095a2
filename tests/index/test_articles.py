"""What a file holds reaches the collection: kinds, members and rows, copies, what is suspicious, where it came from."""

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from index.collection import open_catalog
from index.overview import read_overview
from index.settings import IndexSettings
from index.sync import index_paths
from tests.conftest import SEEDS
from tests.texts import hashing_encoder

STORY = (SEEDS / "001_b5ffb5c443646aa3.txt").read_text(encoding="utf-8")


@pytest.fixture
def press(tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    return folder


def test_rows_and_members_are_articles_of_their_own(settings: IndexSettings, press: Path) -> None:
    (press / "news.csv").write_text("title,text,author\nFirst,The first story.,Ann\nSecond,The second story.,Bo\n")
    with zipfile.ZipFile(press / "old.zip", "w") as archive:
        archive.writestr("2019/b.html", "<html><title>Old</title><body><p>An old story is told here.</p></body></html>")
        archive.writestr("2019/broken.pdf", b"%PDF-1.4 rubbish")
        archive.writestr("photo.jpg", b"\xff\xd8")
    (press / "picture.png").write_bytes(b"\x89PNG")
    changes = index_paths([press], settings, hashing_encoder)
    assert changes.added == ["a.txt", "news.csv", "old.zip"]
    with open_catalog(settings) as catalog:
        articles = {article.source: article for article in catalog.articles()}
        overview = read_overview(catalog, settings)
    assert set(articles) == {"a.txt", "news.csv#1", "news.csv#2", "old.zip/2019/b.html"}
    assert (articles["news.csv#2"].author, articles["news.csv#2"].title) == ("Bo", "Second")
    assert overview.health.kinds == {"csv": 2, "html": 1, "txt": 1}
    assert list(overview.health.skipped) == ["old.zip/2019/broken.pdf"]
    assert overview.health.passed_over == {".png": 1}

    (press / "news.csv").write_text("title,text,author\nSecond,The second story.,Bo\n")
    (press / "old.zip").rename(press / "older.zip")
    changes = index_paths([press], settings, hashing_encoder)
    assert (changes.changed, changes.renamed) == (["news.csv"], ["older.zip"])
    with open_catalog(settings) as catalog:
        assert {article.source for article in catalog.articles()} == {"a.txt", "news.csv#1", "older.zip/2019/b.html"}


def test_a_month_of_another_calendar_is_kept_with_all_of_its_days(settings: IndexSettings, press: Path) -> None:
    (press / "news.csv").write_text(
        "title,text,published\nخبر,روسیه موشک‌ها را تحویل داد.,اسفند ۱۴۰۲\n", encoding="utf-8"
    )
    index_paths([press], settings, hashing_encoder)
    with open_catalog(settings) as catalog:
        [article] = [article for article in catalog.articles() if article.kind == "csv"]
    assert (article.published, article.precision) == ("2024-02-20/2024-03-19", "month")


def test_copies_of_one_story_count_as_one_source(settings: IndexSettings, press: Path) -> None:
    for number in range(10):
        typed = STORY.replace("ی", "ي").replace("ک", "ك") if number % 2 else STORY
        (press / f"paper-{number}.txt").write_text(f"اخبار نمبر {number}\n{typed}", encoding="utf-8")
    for path in SEEDS.glob("*.txt"):
        shutil.copy(path, press)
    index_paths([press], settings, hashing_encoder)
    with open_catalog(settings) as catalog:
        overview = read_overview(catalog, settings)
    assert (overview.articles, overview.stories) == (15, 4)
    assert [len(copies) for copies in overview.health.copies] == [12]
    # Without what held them together they are apart again.
    for path in press.glob("paper-*.txt"):
        path.unlink()
    (press / "a.txt").unlink()
    index_paths([press], settings, hashing_encoder)
    with open_catalog(settings) as catalog:
        assert read_overview(catalog, settings).stories == 4


def test_suspicious_text_is_reported(settings: IndexSettings, press: Path) -> None:
    (press / "bad.txt").write_text(STORY.encode().decode("cp1252", "replace"), encoding="utf-8")
    (press / "hidden.txt").write_text("A story with \u202eoverridden\u202c order. " * 5, encoding="utf-8")
    (press / "old.txt").write_bytes("Президент России сказал, что встреча прошла успешно. ".encode("cp1251") * 5)
    index_paths([press], settings, hashing_encoder)
    with open_catalog(settings) as catalog:
        findings = read_overview(catalog, settings).health.findings
    assert findings["mojibake"] == ["bad.txt"]
    assert findings["bidi_override"] == ["hidden.txt"]
    assert findings["encoding guessed: windows-1251"] == ["old.txt"]
    assert "a.txt" not in [source for sources in findings.values() for source in sources]


def test_a_followed_folder_is_kept_up(settings: IndexSettings, press: Path) -> None:
    from threading import Event, Timer

    from index.watch import follow_changes

    index_paths([press], replace(settings, home=press / "home"), hashing_encoder)
    stop = Event()
    Timer(1.0, lambda: (press / "new.txt").write_text("Fresh.", encoding="utf-8")).start()
    Timer(20.0, stop.set).start()
    inside = replace(settings, home=press / "home")
    groups = 0
    for _ in follow_changes([press], inside.home, stop):
        groups += 1
        assert index_paths([press], inside, hashing_encoder).added == ["new.txt"]
        Timer(4.0, stop.set).start()
    assert groups == 1


def test_a_followed_file_is_not_its_folder(settings: IndexSettings, press: Path) -> None:
    from threading import Event, Timer

    from index.watch import follow_changes

    stop, [file, *_] = Event(), sorted(press.glob("*.txt"))
    Timer(1.0, lambda: (press / "beside.txt").write_text("Fresh.", encoding="utf-8")).start()
    Timer(4.0, lambda: file.write_text("Changed.", encoding="utf-8")).start()
    Timer(30.0, stop.set).start()
    groups = 0
    for _ in follow_changes([file], settings.home, stop):
        groups += 1
        Timer(4.0, stop.set).start()
    assert groups == 1


def test_a_folder_that_becomes_an_archive_gives_way_to_it(settings: IndexSettings, tmp_path: Path) -> None:
    folder = tmp_path / "papers" / "a.zip"
    folder.mkdir(parents=True)
    (folder / "x.txt").write_text("The bridge was closed on Monday.", encoding="utf-8")
    index_paths([tmp_path / "papers"], settings, hashing_encoder)
    shutil.rmtree(folder)
    with zipfile.ZipFile(folder, "w") as archive:
        archive.writestr("x.txt", "The harvest was good.")
        archive.writestr("bad.pdf", "no pdf")
    changes = index_paths([tmp_path / "papers"], settings, hashing_encoder)
    assert (changes.added, changes.removed) == (["a.zip"], ["a.zip/x.txt"])
    # What was skipped inside is still known when the archive is not read again.
    assert index_paths([tmp_path / "papers"], settings, hashing_encoder).unchanged == ["a.zip"]
    with open_catalog(settings) as catalog:
        assert [article.text for article in catalog.articles()] == ["The harvest was good."]
        assert list(read_overview(catalog, settings).health.skipped) == ["a.zip/bad.pdf"]
    folder.rename(folder.with_name("b.zip"))
    assert index_paths([tmp_path / "papers"], settings, hashing_encoder).renamed == ["b.zip"]
    with open_catalog(settings) as catalog:
        assert list(read_overview(catalog, settings).health.skipped) == ["b.zip/bad.pdf"]
