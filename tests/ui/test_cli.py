"""The program as it is called: its JSON, its exit status, its one-line errors."""

import json
import os
import resource
import shutil
import subprocess
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import apsw
import pytest

from index.conversations import Feedback, QuotedPlace, open_conversations
from index.settings import IndexSettings
from index.tuned import shipped_file
from tests.conftest import CACHE, ROOT, SANAD, SEEDS, RunSanad
from tests.rag.fake_endpoint import serve_script

FLOORS = ROOT / "eval" / "floors.toml"

ASK = {"question", "lang", "answered", "answer", "reason", "probability", "citations", "checks", "nearest", "llm"}
CITATION = {"n", "source", "start", "end", "quote", "lang", "published"}


def _fails(done: subprocess.CompletedProcess[str], reason: str) -> None:
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("sanad: ")
    assert reason in line


def _json(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.strip().splitlines()) == 1
    return json.loads(done.stdout)


def test_ask_search_and_status_speak_the_contract(sanad: RunSanad, indexed_home: Path) -> None:
    run = partial(sanad, home=indexed_home)
    answer = _json(run(["ask", "--json", "When was the S-300 announced?", "--history", "Who met in Moscow?"]))
    assert set(answer) == ASK | {"timings_ms"}
    assert all(set(cited) == CITATION for cited in answer["citations"])
    found = _json(run(["search", "--json", "-k", "3", "S-300"]))
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
    assert set(found["hits"][0]) == {"rank", "source", "start", "end", "text", "lang", "score", "legs"}
    assert set(found["hits"][0]["legs"]) == {"dense", "lexical", "names"}
    status = _json(run(["status", "--json"]))
    assert status["articles"] == 4
    assert status["health"]["ok"]
    assert {"passages", "languages", "dates", "encoder", "disk_bytes"} <= set(status)


def test_the_answer_that_the_readme_shows_is_the_one_that_is_printed(sanad: RunSanad, indexed_home: Path) -> None:
    shown = [line[2:] for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if line[:2] == "> "]
    printed = sanad(["ask", "When was the S-300 announced?"], home=indexed_home).stdout
    lines = [line for line in printed.translate({0x2068: None, 0x2069: None}).splitlines() if line]
    assert len(shown) == len(lines)
    for line, said in zip(lines, shown, strict=True):
        first, _, rest = said.partition(" … ")
        assert line.startswith(first)
        assert line.endswith(rest)


def test_a_quotation_is_found_and_the_doctor_agrees(sanad: RunSanad, indexed_home: Path) -> None:
    run = partial(sanad, home=indexed_home)
    # Typed on an Arabic keyboard; the article has the letters and digits of Urdu.
    found = _json(run(["search", "--json", '"ايرانى ميڈيا ميں ايسى خبريں"']))
    assert [hit["text"] for hit in found["hits"]] == ["ایرانی میڈیا میں ایسی خبریں"]
    assert found["hits"][0]["source"] == "001_b5ffb5c443646aa3.txt"
    report = _json(run(["doctor", "--json"]))
    assert report == {"ok": True, "problems": [], "mended": []}
    assert "the store agrees with itself" in run(["doctor"]).stdout


def test_feedback_is_shown_written_and_deleted(sanad: RunSanad, tmp_path: Path) -> None:
    _fails(sanad(["feedback"]), "there is no collection")
    settings = IndexSettings(home=tmp_path / "home", cache=CACHE)
    place = QuotedPlace("a.txt", 0, 3, "one")
    up = Feedback("feedback-1", "2026-11-23", True, "When?\x1b[2J\u202e", "en", (), True, "one", (place,))
    with open_conversations(settings) as conversations:
        conversations.put_feedback(up)
    # The articles are gone, what was said of them is not.
    shown = sanad(["feedback"]).stdout
    assert "When?" in shown
    assert "\x1b" not in shown
    assert "0 down; 1 to be completed by hand" in shown
    (tmp_path / "taken").write_text("by hand", encoding="utf-8")
    _fails(sanad(["feedback", "--out", tmp_path / "taken", "--clear"]), "choose another --out")
    cleared = _json(sanad(["feedback", "--json", "--clear"]))
    assert (cleared["up"], cleared["to_complete"], cleared["out"], cleared["cleared"]) == (1, 1, None, True)
    assert [row["id"] for row in cleared["rows"]] == [up.id]
    # As without --out, that there is none is no error.
    assert "there is nothing to be written" in sanad(["feedback", "--out", tmp_path / "none"]).stdout
    assert not (tmp_path / "none").exists()


def test_a_collection_of_an_earlier_layout_is_refused_with_the_way_out(
    sanad: RunSanad, indexed_home: Path, tmp_path: Path
) -> None:
    shutil.copytree(indexed_home, tmp_path / "home")
    with closing(apsw.Connection(str(tmp_path / "home/collections/default/catalog.sqlite"))) as database:
        database.execute("UPDATE meta SET value = '1' WHERE key = 'layout'")
    for arguments in (["status"], ["index", SEEDS], ["doctor"], ["ask", "When?"]):
        _fails(sanad(arguments), "sanad index --rebuild PATH")
    assert _json(sanad(["index", "--json", "--rebuild", SEEDS]))["added"]


def test_files_and_articles_are_told_apart(sanad: RunSanad, tmp_path: Path) -> None:
    (tmp_path / "wire.csv").write_text("title,text\nOne,Rain fell.\nTwo,Snow fell.\n", encoding="utf-8")
    assert sanad(["index", tmp_path / "wire.csv"]).stdout.startswith("files: 1 added; articles: 2\n")


def test_eval_runs_the_bundled_set_which_is_answered_no_worse_than_before(sanad: RunSanad, tmp_path: Path) -> None:
    results = _json(sanad(["eval", "--json", "--corpus", SEEDS, "--out", tmp_path / "out", "--floors", FLOORS]))
    assert results["n"] == len(results["rows"]) == 187
    assert set(results["retrieval"]) == {"hit@1", "hit@5", "mrr", "ndcg@10"}
    assert set(results["answer"]) == {"evidence", "quoted", "values", "citation_precision", "citation_recall"}
    assert "en>ur" in results["by_pair"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"rows.jsonl", "metrics.json", "report.html"}
    # The run had a collection of its own.
    _fails(sanad(["status"]), "there is no collection")


def test_bad_input_is_one_line_and_nothing_is_lost(sanad: RunSanad, tmp_path: Path) -> None:
    folder, home = tmp_path / "press", tmp_path / "home"
    shutil.copytree(SEEDS, folder)
    _fails(sanad(["ask", "When?"]), "make it with: sanad index")
    _json(sanad(["index", "--json", folder]))
    (tmp_path / "empty").mkdir()
    (tmp_path / "rubbish.txt").write_bytes(os.urandom(100_000))
    (tmp_path / "large.txt").write_text("خبر۔ " * 600, encoding="utf-8")
    _fails(sanad(["index", tmp_path / "missing"]), "no such file or folder")
    _fails(sanad(["index", tmp_path / "empty"]), "nothing was changed")
    _fails(sanad(["index", tmp_path / "rubbish.txt"]), "is not text")
    _fails(sanad(["index", tmp_path / "large.txt"], SANAD_MAX_FILE_BYTES="4000"), "raise SANAD_MAX_FILE_BYTES")
    _fails(sanad(["ask", " \n "]), "the question is empty")
    _fails(sanad(["search", ""]), "the question is empty")
    _fails(sanad(["ask", "When?", "--llm", "x"]), "no language model 'x'")
    _fails(sanad(["status"], SANAD_ENCODR="x"), "unknown setting 'encodr'")
    _fails(sanad(["status"], SANAD_BATCH_SIZE="many"), "'batch_size'")
    _fails(sanad(["status"], SANAD_ENCODER="another/model"), "--rebuild")
    for name in ("../x", ".default.rebuilt", str(tmp_path / "x"), "خ" * 64 + "x"):
        _fails(sanad(["index", "--rebuild", folder, "--collection", name]), "cannot name a collection")
    _fails(sanad(["status"], SANAD_HOME=""), "must not be empty")
    _fails(sanad(["status"], SANAD_CACHE=""), "must not be empty")
    _fails(sanad(["status", "--home", ""]), "must not be empty")
    _fails(sanad(["status", "--home", "~nobody-of-that-name/x"]), "'home'")
    _fails(sanad(["chat", "--port", "65536"]), "port 65536 does not exist")
    _fails(sanad(["index", folder, "--home", tmp_path / "rubbish.txt"]), "not a folder")
    _fails(sanad(["ask", "Who?", "--history", "x" * 3_000]), "earlier question has 3,000 characters")
    _fails(sanad(["ask", "Who?", "--history", "\udce4"]), "not UTF-8")
    _fails(sanad(["eval", "--questions", tmp_path / "rubbish.txt"]), "cannot read the question set")
    assert _json(sanad(["status", "--json"], home=home))["articles"] == 4


def test_an_output_that_cannot_be_written_is_named(indexed_home: Path) -> None:
    environment = {**os.environ, "SANAD_HOME": str(indexed_home), "SANAD_CACHE": str(CACHE)}
    for shell, reason in ((">/dev/full", "No space left"), (">&-", "stdout is closed")):
        done = subprocess.run(
            f"exec {SANAD} status {shell}", shell=True, stderr=subprocess.PIPE, text=True, env=environment
        )
        assert done.returncode == 1
        assert reason in done.stderr
        assert "Traceback" not in done.stderr
    quiet = subprocess.run(f"exec {SANAD} status --json 2>&-", shell=True, stdout=subprocess.PIPE, env=environment)
    assert json.loads(quiet.stdout)["articles"] == 4


def test_names_of_files_do_not_act_on_the_terminal(sanad: RunSanad, tmp_path: Path) -> None:
    folder = tmp_path / "press"
    folder.mkdir()
    shutil.copy(next(SEEDS.iterdir()), folder / "a\x1b[2Jb\u202e.txt")
    assert sanad(["index", folder]).returncode == 0
    for arguments in (["search", "S-300"], ["ask", "S-300?"]):
        shown = sanad(arguments).stdout
        assert r"a\x1b[2Jb\u202e.txt" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown


def test_a_corrupted_model_is_named(sanad: RunSanad, indexed_home: Path, tmp_path: Path) -> None:
    shipped = shipped_file()
    assert shipped
    # One of an earlier graph may be there, too.
    for folder in (path for path in (CACHE / "models").iterdir() if path.is_dir() and shipped.name in path.name):
        shutil.copytree(folder, tmp_path / "cache" / "models" / folder.name)
        with (tmp_path / "cache" / "models" / folder.name / "model.bin").open("r+b") as file:
            file.truncate(1_000)
    done = sanad(["ask", "When?"], home=indexed_home, SANAD_CACHE=str(tmp_path / "cache"))
    _fails(done, "damaged; delete that folder")


@pytest.mark.parametrize("limit", [20_000, 150_000])
def test_a_disk_that_fills_up_loses_nothing(sanad: RunSanad, tmp_path: Path, limit: int) -> None:
    """Writes beyond the limit fail as those on a full disk do, at another place of the work for each limit."""
    folder = tmp_path / "press"
    shutil.copytree(SEEDS, folder)
    environment = {**os.environ, "SANAD_HOME": str(tmp_path / "home"), "SANAD_CACHE": str(CACHE)}
    full = subprocess.run(
        [SANAD, "index", folder],
        capture_output=True,
        text=True,
        env=environment,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    _fails(full, "disk")
    _fails(sanad(["index", folder], SANAD_MIN_FREE_BYTES=str(10**18)), "are free on the disk")
    assert sanad(["index", folder]).returncode == 0
    status = _json(sanad(["status", "--json"]))
    assert status["articles"] == 4
    assert status["health"]["ok"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_really_full_disk(sanad: RunSanad, tmp_path: Path) -> None:
    home = tmp_path / "small"
    home.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", home], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting is not permitted here")
    try:
        _fails(sanad(["index", SEEDS], home=home, SANAD_MIN_FREE_BYTES="1"), "is full; free some space")
    finally:
        subprocess.run(["umount", home], check=True)


@pytest.mark.parametrize(
    "arguments", [[], ["index"], ["nonsense"], ["search", "x", "-k", "0"], ["chat", "--port", "x"]]
)
def test_wrong_usage_is_status_2(sanad: RunSanad, arguments: list[str]) -> None:
    assert sanad(arguments).returncode == 2


def test_what_a_model_says_does_not_act_on_the_terminal(sanad: RunSanad) -> None:
    check = ["llm", "check", "--llm-model", "fake", "--languages", "en", "--verbose", "--llm"]
    with serve_script(lambda _: ["\x1b]0;PWNED\x07\x1b[31m\u202e red \u200b"]) as endpoint:
        done = sanad([*check, endpoint.url])
    assert r"\x1b]0;PWNED\x07\x1b[31m\u202e red" in done.stderr
    assert not {"\x1b", "\x07", "\u202e"} & {*done.stderr, *done.stdout}
    refusal = b'data: {"error": {"message": "\\u001b]0;PWNED\\u0007"}}\n\n'
    with serve_script(lambda _: [refusal]) as endpoint:
        done = sanad([*check, endpoint.url])
    _fails(done, r"\x1b]0;PWNED\x07")
