"""Is it told that articles contradict each other where they do, and only there?

    python -m eval.accounts eval/questions/accounts.jsonl [--part held]

A row is a question with two articles and what is true of them: `verdict` "disagree", "agree", "changed" (the later
figure of the same) or "unrelated" (of another thing, place or time). The articles of all rows make one collection.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from platformdirs import user_cache_path

from eval.corpus import opened_folder
from eval.jsonl import read_jsonl
from index.settings import IndexSettings
from rag.answer import Answer, answer_question
from rag.phrases import PHRASES
from rag.settings import RagSettings

_ACCORDS = ("disagree", "changed", "agree")


def measure_accounts(rows: Sequence[dict[str, Any]], cache: Path) -> dict[str, Any]:
    """For each verdict how many rows have it, how often it was told, and how often rightly: of the two articles of a
    row that has it. With the rows that were told otherwise."""
    with TemporaryDirectory(prefix="sanad-accounts-") as folder:
        for row in rows:
            for n, article in enumerate(row["articles"]):
                text = f"{article['published']}\n\n{article['text']}\n"
                Path(folder, f"{row['id']}-{n}.txt").write_text(text, encoding="utf-8")
        with opened_folder(Path(folder), IndexSettings(home=cache, cache=cache)) as parts:
            answers = [answer_question(row["question"], [], parts, RagSettings()) for row in rows]
    told = [read_accord(answer) for answer in answers]
    right = [
        accord == row["verdict"] and {cited.source[:-6] for cited in answer.citations} == {row["id"]}
        for row, answer, accord in zip(rows, answers, told, strict=True)
    ]
    counts = {
        accord: {
            "n": sum(row["verdict"] == accord for row in rows),
            "told": told.count(accord),
            "right": sum(ok for ok, each in zip(right, told, strict=True) if each == accord),
        }
        for accord in _ACCORDS
    }
    otherwise = [
        {"id": row["id"], "verdict": row["verdict"], "told": accord, "answer": answer.answer}
        for row, answer, accord, ok in zip(rows, answers, told, right, strict=True)
        if not ok and not (accord is None and row["verdict"] == "unrelated")
    ]
    return {"n": len(rows), **counts, "otherwise": otherwise}


def read_accord(answer: Answer) -> str | None:
    """What an answer says of the articles: "disagree", "changed", "agree" or nothing."""
    phrases = PHRASES.get(answer.lang, PHRASES["en"])
    lines = [fact.partition(" [")[0] for fact in answer.facts]
    return next((accord for accord in _ACCORDS if phrases[accord] in lines), None)  # type: ignore[index]


def _main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--part", metavar="NAME", help="only the rows of this part")
    parser.add_argument("--cache", type=Path, default=user_cache_path("sanad"), metavar="DIR")
    args = parser.parse_args()
    read = read_jsonl(args.file, "set of accounts", ("id", "question", "articles", "verdict", "part"))
    rows = [row for row in read.values() if args.part in (None, row["part"])]
    found = measure_accounts(rows, args.cache)
    for row in found.pop("otherwise"):
        print(json.dumps(row, ensure_ascii=False))  # noqa: T201
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    _main()
