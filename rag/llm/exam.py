"""A reading exam: in which languages may this model write?

Twenty short reports a language, each with a question, six of which its report does not answer. The model is asked as
it is for an answer, and what it writes is checked likewise. Right is a sentence that stands and holds the answer,
where there is one, and no sentence that stands, where there is none. One that copies most of the report is not reading.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from index.errors import LlmError
from index.folding import fold_text
from rag.llm.drafts import read_draft
from rag.llm.judging import check_drafted
from rag.llm.models import Model
from rag.prompts import ask_to_write, prompts_digest

LANGUAGES = ("ur", "ar", "fa", "hi", "ru", "en")
# Of twenty. Whoever only ever says that the report does not tell has six, whoever copies it has none.
PASS_MARK = 14
_LONGEST_SHARE = 0.6


@dataclass(frozen=True)
class Item:
    """`answers` is empty where the passage does not answer; `context` is nothing: there is no article around it."""

    id: str
    lang: str
    quote: str
    question: str
    answers: tuple[str, ...]
    context: str = ""


@dataclass(frozen=True)
class Result:
    """Of one language: `right` of `asked`, which are answers given and silences kept."""

    lang: str
    asked: int
    right: int
    answers: int
    silences: int

    @property
    def passed(self) -> bool:
        return self.right >= PASS_MARK


def read_items(lang: str) -> list[Item]:
    lines = files("rag").joinpath("exam", f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Item(row["id"], lang, row["passage"], row["question"], tuple(row["answers"])) for row in rows]


def take_exam(model: Model, lang: str, tell: Callable[[Item, str, bool], None]) -> Result:
    """`tell` hears each item, the reply, and whether it is right. Raises LlmError if the model does not answer."""
    answers = silences = 0
    items = read_items(lang)
    for item in items:
        try:
            reply = "".join(model.say(ask_to_write(item.question, lang, [item.quote])))
        except LlmError as error:
            raise LlmError(
                f"the model {model.name} does not answer ({error}); see that it runs, and try again"
            ) from error
        right = mark_reply(item, reply)
        answers += right and bool(item.answers)
        silences += right and not item.answers
        tell(item, reply, right)
    return Result(lang, len(items), answers + silences, answers, silences)


def mark_reply(item: Item, reply: str) -> bool:
    drafted = read_draft(reply, item.lang)
    standing = [each.text for each in drafted if check_drafted(each, item.lang, [item])[0]]
    if not item.answers:
        return not standing
    told = fold_text(" ".join(standing))
    short = len(told) <= _LONGEST_SHARE * len(item.quote)
    return short and any(fold_text(answer) in told for answer in item.answers)


def exam_path(model: Model, cache: Path) -> Path:
    """Another model, other questions or another way to ask have another place: an old result says nothing of them."""
    digest = sha256(f"{model.identity}\n{prompts_digest()}\n{PASS_MARK}".encode())
    for lang in LANGUAGES:
        digest.update(files("rag").joinpath("exam", f"{lang}.jsonl").read_bytes())
    return cache / "llm" / "exams" / f"{digest.hexdigest()[:32]}.json"


def load_results(model: Model, cache: Path) -> dict[str, Result]:
    """By language; empty before any exam."""
    try:
        stored = json.loads(exam_path(model, cache).read_text(encoding="utf-8"))
        return {lang: Result(**row) for lang, row in stored["results"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # What cannot be read is no result: the exam can be taken again.
        return {}


def store_result(model: Model, cache: Path, result: Result) -> None:
    results = {**load_results(model, cache), result.lang: result}
    stored = {"model": model.name, "results": {lang: asdict(each) for lang, each in results.items()}}
    path = exam_path(model, cache)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(f".{os.getpid()}")
        scratch.write_text(json.dumps(stored, ensure_ascii=False, indent=1), encoding="utf-8")
        scratch.replace(path)
    except OSError as error:
        raise LlmError(f"cannot keep the result of the exam in {path.parent}: {error.strerror or error}") from error
