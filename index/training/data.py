"""The texts to train on, split by article: nothing of a held-out article is trained on, in no language."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import regex

from index.errors import InputError

Row = dict[str, Any]

OWN_PAIRS = Path(__file__).with_name("pairs.jsonl")
# Of the articles of each source one in so many is held out.
_ONE_IN = {"parallel": 3, "persian": 4, "own": 5}
# PQuAD numbers its questions; those of one paragraph are some 55 apart from the next one's, those of an article 1,000.
_ARTICLE_GAP = 500
_WORDS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
# Greek is left out: no calibration text tells where its vectors lie.
_LEFT_OUT = {"el"}


@dataclass
class Paragraph:
    """The same paragraph in one or several languages."""

    id: str
    article: str
    texts: dict[str, str]
    context: str = ""
    """What stands before it in an article: the headline and a sentence that says what it is about."""

    @property
    def is_own(self) -> bool:
        """Written for this project, about an invented event."""
        return self.article.startswith("own-")

    @property
    def telling(self) -> str:
        """The long article that it is of, as the story's other one may answer what this one does; else the story."""
        return self.id.rpartition("-")[0] if self.context else self.article


@dataclass
class Question:
    """The same question in one or several languages, answered in one paragraph."""

    id: str
    paragraph: Paragraph
    texts: dict[str, str]
    answers: dict[str, list[str]] = field(default_factory=dict)
    answerable: bool = True
    """Whether the paragraph answers it; it is about the paragraph's subject all the same."""


@dataclass(frozen=True)
class Texts:
    """What one side of the split holds."""

    paragraphs: list[Paragraph]
    questions: list[Question]
    unanswerable: list[Question]
    sentences: list[dict[str, str]]
    """The same sentence in several languages; none are held out."""


@dataclass(frozen=True)
class Split:
    training: Texts
    held_out: Texts


def load_split(folder: Path, bench: Path, pairs: Path) -> Split:
    """Reads the training data in `folder`, and in `bench` the development benchmarks, whose Urdu corpus tells the
    articles of the Urdu passages apart and whose Persian passages are kept out of the training. `pairs` may be absent.

    Raises InputError if a file is missing or not what it should be.
    """
    try:
        parallel = list(_read_rows(folder / "parallel_questions.jsonl"))
        questions = _parallel_questions(parallel)
        urdu = list(_read_rows(folder / "reading_ur.jsonl"))
        questions += _urdu_questions(urdu, questions, _numbered_articles(bench))
        persian = _persian_questions(list(_read_rows(folder / "reading_fa.jsonl")))
        own = _own_questions(_read_rows(pairs)) if pairs.exists() else []
        files = (folder / "parallel_sentences.jsonl", bench / "parallel_sentences.jsonl")
        sentences = [_kept(row["text"]) for file in files for row in _read_rows(file)]
        measured = {normalise(row["context"]) for row in _read_rows(bench / "reading" / "fa.jsonl")}
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{folder} or {bench} does not hold what its README says: {error!r}") from error
    held_out = set()
    for kind, group in (("parallel", questions), ("persian", persian), ("own", own)):
        held_out |= _choose_held_out(group, kind)
    questions += persian + own
    rest, known = _divide(questions, held_out)
    trained = [q for q in rest if normalise(q.paragraph.texts.get("fa", "")) not in measured]
    return Split(_side(trained, sentences), _side(known, []))


def load_own(pairs: Path) -> Split:
    """The texts that were written for this project, split as in `load_split`. Raises InputError."""
    try:
        own = _own_questions(_read_rows(pairs))
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{pairs} does not hold questions and passages: {error!r}") from error
    rest, known = _divide(own, _choose_held_out(own, "own"))
    return Split(_side(rest, []), _side(known, []))


def normalise(text: str) -> str:
    """A form in which copies of a text are equal though their spaces, marks and cases differ."""
    return str(_WORDS.sub("", text.casefold()))


def _divide(questions: list[Question], held_out: set[str]) -> tuple[list[Question], list[Question]]:
    """Those about other articles, and those about the ones held out."""
    rest, known = ([q for q in questions if (q.paragraph.article in held_out) is wanted] for wanted in (False, True))
    return rest, known


def _side(questions: list[Question], sentences: list[dict[str, str]]) -> Texts:
    paragraphs = {question.paragraph.id: question.paragraph for question in questions}
    answerable, unanswerable = ([q for q in questions if q.answerable is wanted] for wanted in (True, False))
    return Texts(list(paragraphs.values()), answerable, unanswerable, sentences)


def _read_rows(path: Path) -> Iterator[Row]:
    try:
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                yield json.loads(line)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot read {path}: {error}; name the folder that holds it") from error


def _kept(texts: Mapping[str, str]) -> dict[str, str]:
    return {lang: text.strip() for lang, text in texts.items() if lang not in _LEFT_OUT and text.strip()}


def _parallel_questions(rows: list[Row]) -> list[Question]:
    paragraphs: dict[str, Paragraph] = {}
    for row in rows:
        id_ = f"{row['article']}/{row['paragraph']}"
        paragraphs.setdefault(id_, Paragraph(id_, row["article"], {})).texts.update(_kept(row["contexts"]))
    return [
        Question(
            row["id"],
            paragraphs[f"{row['article']}/{row['paragraph']}"],
            _kept(row["questions"]),
            {lang: [answer] if isinstance(answer, str) else answer for lang, answer in row["answers"].items()},
        )
        for row in rows
    ]


def _numbered_articles(bench: Path) -> dict[str, str]:
    """The number of the article of each Urdu passage in the mixed benchmark (ids: uqa-dev-ARTICLE-PARAGRAPH)."""
    rows = _read_rows(bench / "mixed_dev" / "corpus.jsonl")
    return {normalise(row["text"]): row["_id"].rsplit("-", 1)[0] for row in rows if row["_id"].startswith("uqa-")}


def _urdu_questions(rows: list[Row], parallel: list[Question], numbers: Mapping[str, str]) -> list[Question]:
    """Those that are not among the parallel ones, whose answers in Urdu are added."""
    known = {question.id: question for question in parallel}
    shared = {normalise(q.paragraph.texts["ur"]): q.paragraph for q in parallel if "ur" in q.paragraph.texts}
    contexts = dict.fromkeys(row["context"] for row in rows)
    articles = _name_articles([normalise(context) for context in contexts], shared, numbers)
    paragraphs = {
        context: shared.get(normalise(context)) or Paragraph(f"{article}/ur-{number}", article, {"ur": context})
        for number, (context, article) in enumerate(zip(contexts, articles, strict=True))
    }
    questions = []
    for row in rows:
        if row["id"] in known:
            known[row["id"]].answers["ur"] = row["answers"]
        else:
            asked, answers = {"ur": row["question"].strip()}, {"ur": row["answers"]}
            questions.append(Question(row["id"], paragraphs[row["context"]], asked, answers, row["answerable"]))
    return questions


def _name_articles(contexts: list[str], shared: Mapping[str, Paragraph], numbers: Mapping[str, str]) -> list[str]:
    """The article of each context: its title where a parallel paragraph tells it, by way of the article's number.

    The contexts lie article by article, so that one which neither tells belongs where the one before it does.
    """
    last, numbered = "", []
    for context in contexts:
        last = numbers.get(context, last)
        numbered.append(last)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for at, context in enumerate(contexts):
        if context in shared:
            around = {numbers.get(c) for c in contexts[max(0, at - 1) : at + 2]} - {None}
            votes[shared[context].article].update(number for number in around if number)
    titles = {count.most_common(1)[0][0]: title for title, count in votes.items() if count}
    return [
        shared[context].article if context in shared else titles.get(number, number)
        for context, number in zip(contexts, numbered, strict=True)
    ]


def _persian_questions(rows: list[Row]) -> list[Question]:
    paragraphs: dict[str, Paragraph] = {}
    questions, article, last = [], 0, 0
    for row in sorted(rows, key=lambda row: int(row["id"])):
        key = normalise(row["context"])
        if key not in paragraphs:
            article = int(row["id"]) if int(row["id"]) - last > _ARTICLE_GAP else article
            last = int(row["id"])
            paragraphs[key] = Paragraph(f"fa-{article}/{last}", f"fa-{article}", {"fa": row["context"]})
        asked, answers = {"fa": row["question"].strip()}, {"fa": row["answers"]}
        questions.append(Question(row["id"], paragraphs[key], asked, answers, row["answerable"]))
    return questions


def _own_questions(rows: Iterable[Row]) -> list[Question]:
    questions = []
    for row in rows:
        # Two passages may be of one story.
        paragraph = Paragraph(
            f"own-{row['id']}",
            f"own-{row.get('story', row['id'])}",
            {row["lang"]: row["passage"]},
            row.get("context", ""),
        )
        # Of each question the words that answer it, null where no words of one sentence do.
        answers = row.get("answers") or [None] * len(row["questions"])
        for number, (texts, answer) in enumerate(zip(row["questions"], answers, strict=True)):
            spans = {row["lang"]: [answer]} if answer else {}
            questions.append(Question(f"own-{row['id']}-{number}", paragraph, _kept(texts), spans))
        for number, texts in enumerate(row.get("unanswerable", ())):
            near = f"own-{row['id']}-near-{number}"
            questions.append(Question(near, paragraph, _kept(texts), answerable=False))
    return questions


def _choose_held_out(questions: list[Question], kind: str) -> set[str]:
    """One article in so many, the same ones in every run, though own pairs be added; of the few parallel ones as many
    with Urdu as without."""
    articles = {question.paragraph.article for question in questions}
    if kind != "parallel":
        return {article for article in articles if int(_hash(article), 16) % _ONE_IN[kind] == 0}
    urdu = {question.paragraph.article for question in questions if "ur" in question.paragraph.texts}
    groups = (sorted(group, key=_hash) for group in (urdu, articles - urdu))
    return {article for group in groups for article in group[: len(group) // _ONE_IN[kind]]}


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
