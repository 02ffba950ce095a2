"""What the reader is trained on: a question and some sentences, and where in them the answer stands, if it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from index.roman_urdu import ROMAN_URDU
from index.sentences import split_sentences
from index.training.data import Paragraph, Question, Texts
from index.training.mining import Rivals
from index.training.roman import romanise

# How often each language is drawn where there is a choice; 0.5 for those that are not named.
_WEIGHTS = {"ur": 2.0, "en": 2.0, "ar": 3.0, "hi": 1.5, "ru": 1.5, ROMAN_URDU: 0.5}
# Of the texts that are read so many belong to a contest: a question, and passages of which one alone answers.
_IN_CONTESTS, _CONTEST = 0.5, 4
# Of the others, the shares of the questions that are there in many languages, of the Urdu and the Persian ones, and of
# invented news.
_SHARES = {"parallel": 0.4, "ur": 0.2, "fa": 0.2, "own": 0.2}
# Of the parallel questions so many are asked of another paragraph, of the others of one that does not answer.
_WRONG_PARAGRAPH, _UNANSWERABLE = 0.25, {"ur": 0.45, "fa": 0.3, "own": 0.75}
_OTHER_LANGUAGE = 0.6
_CHARACTERS = (250, 800)


@dataclass(frozen=True)
class Example:
    """`text[start:end]` answers the question, or nothing does if both are 0."""

    question: str
    text: str
    start: int
    end: int
    question_lang: str
    lang: str


class Group(NamedTuple):
    """Examples that are read together. Of a contest, one question asked of several texts, the first alone answers."""

    examples: list[Example]
    is_contest: bool = False


class ReadingSampler:
    """The examples of each step, which depend on the seed and the step alone, so that training can be resumed."""

    def __init__(self, texts: Texts, rivals: Rivals, seed: int) -> None:
        answered = [q for q in texts.questions if any(q.answers.values()) and not q.paragraph.is_own]
        self._parallel = [q for q in answered if len(q.texts) > 1]
        self._answerable = {lang: [q for q in answered if q.texts.keys() == {lang}] for lang in ("ur", "fa")}
        self._answerable["own"] = [q for q in texts.questions if q.paragraph.is_own and q.answers]
        others = [q for q in texts.unanswerable if not q.paragraph.is_own]
        self._unanswerable = {lang: [q for q in others if lang in q.texts] for lang in ("ur", "fa")}
        self._unanswerable["own"] = [q for q in texts.unanswerable if q.paragraph.is_own]
        paragraphs = {q.paragraph.id: q.paragraph for q in self._parallel}
        self._of_article: dict[str, list[Paragraph]] = {}
        for paragraph in paragraphs.values():
            self._of_article.setdefault(paragraph.article, []).append(paragraph)
        self._contested = [
            (q, rivals[q.id]) for q in self._answerable["own"] if len(rivals.get(q.id, ())) >= _CONTEST - 1
        ]
        self._seed = seed

    def draw(self, step: int, size: int) -> list[Group]:
        """`size` examples: contests, and groups of those of similar length."""
        random = Random(f"{self._seed}:{step}")
        contests = round(_IN_CONTESTS * size / _CONTEST) if self._contested else 0
        drawn = [self._draw_contest(random) for _ in range(contests)]
        lone = [self._draw_example(random) for _ in range(size - _CONTEST * contests)]
        lone.sort(key=lambda example: len(example.question) + len(example.text))
        return drawn + [Group(lone[first : first + _CONTEST]) for first in range(0, len(lone), _CONTEST)]

    def _draw_contest(self, random: Random) -> Group:
        question, rivals = random.choice(self._contested)
        asked = _draw_language(list(question.texts), random)
        others = random.sample(rivals, _CONTEST - 1)
        return Group([_ask_own(question, asked, other, random) for other in (None, *others)], is_contest=True)

    def _draw_example(self, random: Random) -> Example:
        source = random.choices(list(_SHARES), list(_SHARES.values()))[0]
        if source == "parallel" or not self._answerable[source]:
            return self._draw_parallel(random)
        near = self._unanswerable[source] and random.random() < _UNANSWERABLE[source]
        question = random.choice((self._unanswerable if near else self._answerable)[source])
        if source != "own":
            return make_example(question, source, source, random)
        return _ask_own(question, _draw_language(list(question.texts), random), None, random)

    def _draw_parallel(self, random: Random) -> Example:
        question = random.choice(self._parallel)
        asked = [*question.texts, ROMAN_URDU] if "ur" in question.texts else list(question.texts)
        question_lang = _draw_language(asked, random)
        if random.random() < _WRONG_PARAGRAPH:
            others = [p for p in self._of_article[question.paragraph.article] if p is not question.paragraph]
            if others:
                other = random.choice(others)
                lang = _draw_passage_language(list(other.texts), question_lang, random)
                return make_example(question, question_lang, lang, random, other)
        lang = _draw_passage_language([lang for lang, some in question.answers.items() if some and
                                       lang in question.paragraph.texts], question_lang, random)  # fmt: skip
        return make_example(question, question_lang, lang, random)


def _ask_own(question: Question, asked: str, other: Paragraph | None, random: Random) -> Example:
    [lang] = (other or question.paragraph).texts
    return make_example(question, asked, lang, random, other)


def make_example(
    question: Question, question_lang: str, lang: str, random: Random, paragraph: Paragraph | None = None
) -> Example:
    """The question, asked of some sentences of its own paragraph or of one that does not answer it."""
    answers = question.answers.get(lang, []) if question.answerable and paragraph is None else []
    text, start, end = _cut_window((paragraph or question.paragraph).texts[lang], lang, answers, random)
    return Example(_ask(question.texts, question_lang, random), text, start, end, question_lang, lang)


def _ask(texts: Mapping[str, str], lang: str, random: Random) -> str:
    if lang == ROMAN_URDU:
        return texts.get(ROMAN_URDU) or romanise(texts["ur"], random)
    return texts[lang]


def _cut_window(text: str, lang: str, answers: Sequence[str], random: Random) -> tuple[str, int, int]:
    """Neighbouring sentences as they stand in the text, and where in them the answer is."""
    spans = split_sentences(text, lang) or [(0, len(text))]
    found = [(answer, at) for answer in answers for at in [text.find(answer)] if at >= 0][:1]
    place = (found[0][1], found[0][1] + len(found[0][0])) if found else (0, 0)
    within = [at for at, (start, end) in enumerate(spans) if start < place[1] and place[0] < end]
    first = within[0] if within else random.randrange(len(spans))
    last = within[-1] if within else first
    room = random.randint(*_CHARACTERS) - (spans[last][1] - spans[first][0])
    while True:
        around = [at for at in (first - 1, last + 1) if 0 <= at < len(spans) and spans[at][1] - spans[at][0] <= room]
        if not around:
            break
        at = random.choice(around)
        room -= spans[at][1] - spans[at][0]
        first, last = min(first, at), max(last, at)
    start, end = spans[first][0], spans[last][1]
    if not found:
        return text[start:end], 0, 0
    return text[start:end], place[0] - start, place[1] - start


def _draw_language(languages: Sequence[str], random: Random) -> str:
    return random.choices(languages, [_WEIGHTS.get(lang, 0.5) for lang in languages])[0]


def _draw_passage_language(languages: Sequence[str], question_lang: str, random: Random) -> str:
    others = [lang for lang in languages if lang != question_lang[:2]]
    if question_lang[:2] in languages and (not others or random.random() > _OTHER_LANGUAGE):
        return question_lang[:2]
    return _draw_language(others, random)
