"""Questions in Roman Arabic, typed by hand, over the articles of seeds/."""

from pathlib import Path

import pytest

from eval.questions import EvalQuestion, load_questions
from eval.run import run_questions
from eval.systems import open_system
from index.collection import open_collection
from index.encoder import Encoder
from index.settings import IndexSettings
from rag.parts import Parts
from rag.settings import RagSettings
from tests.conftest import CACHE, ROOT

QUESTIONS = load_questions(ROOT / "eval" / "questions" / "roman_arabic.jsonl")


@pytest.mark.parametrize("tag", ["develop", "report"])
def test_all_are_found_where_the_encoder_alone_finds_half(tag: str, indexed_home: Path, encoder: Encoder) -> None:
    asked = [question for question in QUESTIONS if question.tag == tag]
    with open_collection(IndexSettings(home=indexed_home, cache=CACHE)) as collection:

        def hits(system: str, questions: list[EvalQuestion]) -> float:
            parts = Parts(open_system(system, collection, encoder), encoder)
            rows = run_questions(questions, parts, collection, RagSettings())
            return sum(row.ranking["hit@5"] for row in rows) / len(rows)

        # Measured: 1.0 against 0.43, of 7 questions each.
        assert hits("sanad", asked) >= 0.85
        assert hits("plain", asked) <= 0.6
