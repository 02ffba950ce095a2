"""The question set of invented affairs: true to its articles, and about none that was trained on."""

from pathlib import Path

from eval.affairs import main
from eval.questions import load_questions
from index.training.data import OWN_PAIRS, load_own


def test_the_questions_fit_the_articles_and_none_was_trained_on(tmp_path: Path) -> None:
    folder = tmp_path / "affairs"
    assert main([str(folder)]) == 0
    questions = load_questions(tmp_path / "affairs.jsonl")
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert all(text.count("\n\n") == 2 for text in texts.values())
    for question in questions:
        # One sentence of one article answers, and holds the words that do.
        assert len(question.sources) == len(question.evidence) == len(question.values) == int(question.answerable)
        for source, evidence, value in zip(question.sources, question.evidence, question.values, strict=True):
            assert evidence in texts[source]
            assert value in evidence
    trained = {paragraph.article for paragraph in load_own(OWN_PAIRS).training.paragraphs}
    asked = {question.id.rsplit("-", 2)[0] for question in questions if question.answerable}
    assert len(asked) > 10
    assert not asked & trained
