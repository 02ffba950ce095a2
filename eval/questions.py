"""Question sets: JSON Lines, read and checked."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from eval.jsonl import name_problems, read_jsonl
from index.errors import InputError

SEEDS = Path(__file__).parent / "questions" / "seeds.jsonl"


@dataclass(frozen=True)
class EvalQuestion:
    """`evidence` are verbatim substrings of `sources`; `values` are facts, their alternatives split by `|`."""

    id: str
    lang: str
    question: str
    answerable: bool
    sources: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    answer: str | None = None
    history: list[str] = field(default_factory=list)
    tag: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def load_questions(path: Path) -> list[EvalQuestion]:
    """Raises InputError, naming the lines, for rows that are not questions or are still to be completed."""
    read: dict[int, EvalQuestion] = {}
    problems: list[str] = []
    seen: set[str] = set()
    for number, row in read_jsonl(path, "question set").items():
        try:
            question = read[number] = _read_question(row, f"{path}, line {number}")
        except InputError as error:
            problems.append(str(error))
            continue
        if question.id in seen:
            problems.append(f"{path} holds the id {question.id!r} twice")
        seen.add(question.id)
    if problems:
        raise InputError(name_problems(problems))
    _check_complete(path, read)
    return list(read.values())


def _read_question(row: dict[str, Any], place: str) -> EvalQuestion:
    known = {each.name: each.default is MISSING and each.default_factory is MISSING for each in fields(EvalQuestion)}
    if missing := [repr(name) for name, needed in known.items() if needed and name not in row]:
        raise InputError(f"{place} is not a question: it has no {', '.join(missing)}")
    if unknown := [repr(name) for name in row if name not in known]:
        raise InputError(f"{place} is not a question: there is no field {', '.join(unknown)}, but {', '.join(known)}")
    question = EvalQuestion(**row)
    for name in ("id", "lang", "question"):
        value = getattr(question, name)
        if not isinstance(value, str) or not value.strip():
            raise InputError(f"{place}: {name!r} is {value!r}, it must be text")
    for name in (f.name for f in fields(question) if f.default_factory is list):
        value = getattr(question, name)
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise InputError(f"{place}: {name!r} is {value!r}, it must be a list of texts")
    for name in ("answer", "tag"):
        value = getattr(question, name)
        if not isinstance(value, str | None):
            raise InputError(f"{place}: {name!r} is {value!r}, it must be text or null")
    if empty := [value for value in question.values if not all(each.strip() for each in value.split("|"))]:
        raise InputError(f"{place}: 'values' has {empty[0]!r}, of which an alternative is empty")
    # Null is a row of `sanad feedback` that nobody has completed.
    if not isinstance(question.answerable, bool | None):
        raise InputError(f"{place}: 'answerable' is {question.answerable!r}, it must be true or false")
    if question.answerable is False and (question.evidence or question.sources):
        raise InputError(f"{place}: an answerable question names its sources and evidence, another names none")
    return question


def _check_complete(path: Path, read: Mapping[int, EvalQuestion]) -> None:
    lacking = [f"line {n} ({question.id}) lacks {_lacks(question)}" for n, question in read.items() if _lacks(question)]
    if lacking:
        raise InputError(
            f"{path} is to be completed: {name_problems(lacking)}. An answerable question names its "
            'sources and evidence, words of these articles; another is "answerable": false and names none'
        )


def _lacks(question: EvalQuestion) -> str:
    if question.answerable is None:
        return "'answerable'"
    empty = [name for name in ("sources", "evidence") if not getattr(question, name)]
    return " and ".join(f"'{name}'" for name in empty) if question.answerable else ""


def check_evidence(question: EvalQuestion, read_text: Callable[[str], str | None]) -> list[str]:
    """What is wrong with a question's sources and evidence: files that are not there, words that are not in them."""
    texts = {source: read_text(source) for source in question.sources}
    missing = [f"{question.id}: no article {source}" for source, text in texts.items() if text is None]
    found = [text for text in texts.values() if text is not None]
    strange = [f"{question.id}: not verbatim: {e}" for e in question.evidence if not any(e in text for text in found)]
    return missing + strange
