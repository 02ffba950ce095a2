"""Benchmarks in their public layouts, the folder of results, floors, and what changed since an earlier run."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from eval.questions import SEEDS as QUESTIONS
from tests.conftest import SEEDS, RunSanad

TEXTS = {
    "d1": ("en", "The bridge over the river was closed for repairs on Monday."),
    "d2": ("ur", "پیر کے روز دریا کا پل مرمت کے لیے بند کر دیا گیا۔"),
    "d3": ("en", "Wheat prices rose after the harvest failed in the south."),
    "d4": ("ar", "ارتفعت أسعار القمح بعد فشل الحصاد في الجنوب."),
}
QUERIES = {"q1": ("en", "When was the bridge closed?", ["d1", "d2"]), "q2": ("ar", "لماذا ارتفعت أسعار القمح؟", ["d4"])}


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    folder = tmp_path / "beir"
    (folder / "qrels").mkdir(parents=True)
    corpus = [{"_id": id_, "text": text, "lang": lang} for id_, (lang, text) in TEXTS.items()]
    queries = [{"_id": id_, "text": text} for id_, (_, text, _) in QUERIES.items()]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    judged = [f"{query}\t{document}\t1" for query, (_, _, found) in QUERIES.items() for document in found]
    (folder / "qrels" / "test.tsv").write_text("\n".join(["query-id\tcorpus-id\tscore", *judged]), encoding="utf-8")
    return folder


def _run(sanad: RunSanad, *arguments: object) -> dict[str, Any]:
    done = sanad([*arguments, "--json"])
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize("system", ["sanad", "plain", "rrf"])
def test_a_retrieval_benchmark(system: str, beir: Path, sanad: RunSanad) -> None:
    result = _run(sanad, "bench", "retrieval", beir, "--system", system)
    assert set(result) >= {"system", "ndcg@10", "hit@1", "recall@10", "recall@50", "mrr", "same_language", "by_pair"}
    assert result["recall@10"] == 1.0
    assert result["hit@1"] == 1.0
    assert result["by_pair"]["ar>ar"]["n"] == 1
    assert result["cross_lingual"]["n"] == 1


def test_a_benchmark_that_is_none_is_a_clear_error(beir: Path, sanad: RunSanad) -> None:
    (beir / "qrels" / "test.tsv").write_text("a\tb\n1\t2\n", encoding="utf-8")
    assert (done := sanad(["bench", "retrieval", beir])).returncode == 1
    assert "query-id" in done.stderr
    (beir / "corpus.jsonl").unlink()
    assert (done := sanad(["bench", "retrieval", beir])).returncode == 1
    assert "corpus.jsonl" in done.stderr


def test_a_reading_benchmark(tmp_path: Path, sanad: RunSanad) -> None:
    context = "پیر کے روز دریا کا پل بند کر دیا گیا۔ گندم کی قیمت ۴۰ روپے بڑھ گئی۔ میلہ اگلے ماہ لگے گا۔"
    rows = [
        {"lang": "ur", "question": "گندم کتنی مہنگی ہوئی؟", "context": context, "answers": ["40 روپے"]},
        {"lang": "ur", "question": "بادشاہ کون تھا؟", "context": context, "answers": [], "answerable": False},
    ]
    path = tmp_path / "reading.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    result = _run(sanad, "bench", "reading", path)
    assert (result["n"], result["contains"], result["auroc"]) == (2, 1.0, 1.0)
    assert 0 < result["f1"] <= 1
    assert result["by_lang"]["ur"]["n"] == 2


def _some_of_each_language(path: Path, count: int) -> Path:
    asked: dict[str, list[str]] = {}
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        asked.setdefault(json.loads(line)["lang"], []).append(line)
    path.write_text("\n".join(line for lines in asked.values() for line in lines[:count]), encoding="utf-8")
    return path


def test_results_are_written_compared_and_held_against_floors(tmp_path: Path, sanad: RunSanad) -> None:
    out = tmp_path / "out"
    few = _some_of_each_language(tmp_path / "few.jsonl", 4)
    first = _run(sanad, "eval", "--corpus", SEEDS, "--questions", few, "--systems", "sanad,rrf", "--out", out)
    assert first["n"] == 28
    assert set(first["systems"]) == {"rrf"}
    page = (out / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=.?https?:", page)
    assert page.count('class="question') == first["n"]
    assert "Asked in Arabic, English, Persian, Hindi, Russian, Urdu, Urdu (Latin)." in page
    # What is not English stands alone in its paragraph, so that its own letters decide its direction.
    lines = [p for p in re.findall(r"<p dir=.auto.[^>]*>([^<]*)", page) if re.search("[\u0600-\u06ff]", p)]
    assert lines
    assert not any(re.match(r"\s*[A-Za-z ]+:", line) for line in lines)
    assert all(name in page for name in ("one of the first five does", "0 is the best", "take no longer"))
    floors = tmp_path / "floors.toml"
    floors.write_text('[all]\n"retrieval.mrr" = 0.1\n"abstention.false_answer_rate" = 1.0\n', encoding="utf-8")
    again = _run(sanad, "eval", "--corpus", SEEDS, "--questions", few, "--against", out, "--floors", floors)
    assert again["against"]["changed"] == []
    for part in ("retrieval", "answer", "abstention", "by_pair", "ci"):
        assert again[part] == first[part]
    floors.write_text('[all]\n"retrieval.mrr" = 1.1\n', encoding="utf-8")
    assert (done := sanad(["eval", "--corpus", SEEDS, "--questions", few, "--floors", floors])).returncode == 1
    assert "retrieval.mrr" in done.stderr
