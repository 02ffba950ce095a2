"""Invented affairs, each told by several articles in several languages, as a folder of articles and a question set.

Every passage of an affair is about the same people, so that what is measured is to find the one that answers.
`python -m eval.affairs FOLDER` writes them into a folder, with the questions beside them in FOLDER.jsonl.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from eval.questions import EvalQuestion
from index.sentences import split_sentences
from index.training.data import OWN_PAIRS, Paragraph, Question, Split, load_own

_AFFAIR = "own-dossier-"


def write_affairs(folder: Path) -> list[EvalQuestion]:
    """Writes the articles of all affairs; the questions are those about affairs that nothing was trained on.

    The evidence is the sentence that answers, the value its words that do.
    """
    folder.mkdir(parents=True, exist_ok=True)
    split = load_own(OWN_PAIRS)
    articles: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in (*split.training.paragraphs, *split.held_out.paragraphs):
        if paragraph.id.startswith(_AFFAIR):
            articles[_source(paragraph)].append(paragraph)
    for source, parts in articles.items():
        text = "\n\n".join(_text(part) for part in sorted(parts, key=lambda part: part.id))
        (folder / source).write_text(text, encoding="utf-8")
    return list(_ask(split))


def _source(paragraph: Paragraph) -> str:
    # The last figure is the passage's.
    return f"{paragraph.id[:-1]}.txt"


def _text(paragraph: Paragraph) -> str:
    (text,) = paragraph.texts.values()
    return text


def _ask(split: Split) -> Iterator[EvalQuestion]:
    """Each question in the first of its languages that its passage is not in."""
    for question in (*split.held_out.questions, *split.held_out.unanswerable):
        if question.paragraph.id.startswith(_AFFAIR):
            (spoken,) = question.paragraph.texts
            lang = next((lang for lang in question.texts if lang != spoken), spoken)
            asked = EvalQuestion(question.id, lang, question.texts[lang], question.answerable)
            yield _with_answer(asked, question, spoken) if question.answerable else asked


def _with_answer(asked: EvalQuestion, question: Question, spoken: str) -> EvalQuestion:
    text, (answer, *_) = _text(question.paragraph), question.answers[spoken]
    evidence = [text[start:end] for start, end in split_sentences(text, spoken) if answer in text[start:end]]
    return replace(asked, sources=[_source(question.paragraph)], evidence=evidence, values=[answer.replace("|", "")])


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser("python -m eval.affairs", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    rows = [json.dumps(question.to_dict(), ensure_ascii=False) for question in write_affairs(folder)]
    folder.with_suffix(".jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
