"""The reports of the commands that keep a collection, as a person reads them."""

import argparse
import json
import os
import pty
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path

import pytest

from index.collection import open_catalog
from index.encoder import Encoder
from index.errors import InputError
from index.settings import IndexSettings
from index.sync import index_paths
from tests.conftest import SEEDS
from ui.settings import load_settings
from ui.upkeep import Output, run_index, run_status


def test_one_story_and_one_place_are_told_as_one(encoder: Encoder, settings: IndexSettings, tmp_path: Path) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    article = next(SEEDS.glob("*.txt"))
    shutil.copy(article, folder / "a.txt")
    (folder / "b.txt").write_bytes(article.read_bytes() + b"\xff\n")
    index_paths([folder], settings, lambda: encoder)
    _, text = run_status(argparse.Namespace(), replace(load_settings({}, {}), index=settings))
    assert "2 articles tell 1 story: a.txt, b.txt" in text
    assert "2 telling 1 story\n" in text
    assert "damaged: 1 place in utf-8" in text


def test_what_a_file_says_does_not_act_on_the_terminal(settings: IndexSettings, encoder: Encoder) -> None:
    index_paths([SEEDS], settings, lambda: encoder)
    # As an earlier version kept it, from the header of a mail.
    findings = json.dumps({"encoding guessed: koi8-r, declared \x1b]0;PWNED\x07": 1})
    with open_catalog(settings) as catalog, catalog.write():
        catalog.run("UPDATE article SET findings = ?", (findings,))
    _, text = run_status(argparse.Namespace(), replace(load_settings({}, {}), index=settings))
    assert "declared \\x1b]0;PWNED\\x07" in text
    assert text.replace("\n", "").isprintable()


@pytest.fixture
def press(tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    for i in range(6):
        (folder / f"{i}.txt").write_text(f"Article {i} tells of the town of number {i * 37}.", encoding="utf-8")
    return folder


def _index(
    settings: IndexSettings, *paths: Path, add: bool = False, yes: bool = False, rebuild: bool = False
) -> Output:
    args = argparse.Namespace(paths=[*paths], add=add, yes=yes, rebuild=rebuild, watch=False)
    return run_index(args, replace(load_settings({}, {}), index=settings))


def _held(settings: IndexSettings) -> int:
    with open_catalog(settings) as catalog:
        return len(list(catalog.articles()))


@contextmanager
def _terminal(monkeypatch: pytest.MonkeyPatch, typed: str) -> Iterator[Callable[[], str]]:
    """Standard input and error are a terminal at which somebody has typed this; the function reads what it shows."""
    near, far = pty.openpty()
    os.write(near, typed.encode())
    os.set_blocking(near, False)

    def shown() -> str:
        try:
            return os.read(near, 65536).decode()
        except BlockingIOError:
            return ""

    with (
        os.fdopen(far, "r+b", buffering=0) as both,
        TextIOWrapper(both, write_through=True) as stream,
        monkeypatch.context() as at,
    ):
        at.setattr("sys.stdin", stream)
        at.setattr("sys.stderr", stream)
        yield shown
    os.close(near)


def test_who_sits_at_a_terminal_is_asked_before_most_articles_go(
    settings: IndexSettings, press: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _index(settings, press)
    for answer in ("\n", "no\n"):
        with _terminal(monkeypatch, answer) as shown:
            with pytest.raises(InputError, match=r"nothing was changed; .*sanad index --add PATH"):
                _index(settings, press / "0.txt")
            assert "5 of 6 articles in the collection 'default' are not among these paths" in shown()
    assert _held(settings) == 6
    with _terminal(monkeypatch, "") as shown:
        # Half of them are not most; of few it is not asked; and what its folder has lost was given.
        _index(settings, *(press / f"{i}.txt" for i in range(3)))
        _index(settings, press / "0.txt")
        _index(settings, press)
        for i in range(5):
            (press / f"{i}.txt").rename(tmp_path / f"{i}.txt")
        _index(settings, press)
        assert _held(settings) == 1
        for i in range(5):
            (tmp_path / f"{i}.txt").rename(press / f"{i}.txt")
        _index(settings, press)
        _index(settings, press / "0.txt", yes=True)
        assert "[y/N]" not in shown()
    _index(settings, press)
    with _terminal(monkeypatch, "y\n") as shown:
        _index(settings, press / "0.txt")
        assert shown().count("[y/N]") == 1
    assert _held(settings) == 1


def test_a_script_is_told_what_went_and_how_to_keep_it(
    settings: IndexSettings, press: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watched = replace(settings, collection="watched")
    _index(watched, press)
    other = tmp_path / "other" / "0.txt"
    other.parent.mkdir()
    other.write_text("The harbour of Korun was closed for a week.", encoding="utf-8")
    changes, _ = _index(watched, other, add=True)
    assert (changes["added"], len(changes["renamed"]), changes["removed"]) == (["other/0.txt"], 6, [])
    (press / "1.txt").write_text("Article 1 was written anew.", encoding="utf-8")
    changes, _ = _index(watched, press / "1.txt", add=True)
    assert (changes["changed"], len(changes["unchanged"])) == (["press/1.txt"], 6)
    for rebuild in (False, True):
        assert "were removed" not in capsys.readouterr().err
        _index(watched, other, rebuild=rebuild)
        told = capsys.readouterr().err
        assert "6 articles were removed, not being among the given paths" in told
        assert "sanad index --collection watched --add PATH" in told
        _index(watched, press, other)


def test_what_was_indexed_from_a_folder_that_is_gone_is_not_dropped_by_adding(
    settings: IndexSettings, press: Path, tmp_path: Path
) -> None:
    _index(settings, press)
    press.rename(tmp_path / "elsewhere")
    with pytest.raises(InputError, match=f"was indexed from {press}, which is gone; nothing was changed"):
        _index(settings, next(SEEDS.glob("*.txt")), add=True)
    assert _held(settings) == 6
