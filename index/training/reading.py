"""What the reader is trained on: a question and some sentences, and where in them the answer stands, if it does."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from index.roman_urdu import ROMAN_URDU
from index.sentences import split_sentences
from index.training.context import headline_of, introduce
from index.training.data import Paragraph, Question, Texts
from index.training.roman import romanise

# How often each language is drawn where there is a choice; 0.5 for those that are not named.
_WEIGHTS = {"ur": 2.0, "en": 2.0, "ar": 3.0, "hi": 1.5, "ru": 1.5, ROMAN_URDU: 0.5}
# The shares of the questions that are there in many languages, of the Urdu and the Persian ones, of invented news, and
# of invented long articles, whose passages are introduced by something.
_SHARES = {"parallel": 0.2, "ur": 0.09, "fa": 0.1, "own": 0.19, "long": 0.42}
# Of the parallel questions so many are asked of another paragraph, of the others of one that does not answer.
_WRONG_PARAGRAPH, _UNANSWERABLE = 0.15, {"ur": 0.45, "fa": 0.3, "own": 0.3, "long": 0.35}
# Of those that are answered so many are asked of the sentences before the one that answers, or of those after it.
_BESIDE = 0.13
# Of those about invented news that are answered so many are asked of another passage of the story or the theme.
_ELSEWHERE = 0.25
# Of all of those about invented news so many are asked of a passage of another story that seems to answer.
_STRANGE = 0.15
_OTHER_LANGUAGE = 0.6
# So many of those that are read after something are read after its first sentence alone, which is the headline mostly.
_HEADLINE_ALONE = 0.6
_CHARACTERS = (150, 500)


@dataclass(frozen=True)
class Example:
    """`text[start:end]` answers the question, or nothing does if both are 0; `context` is read before the text."""

    question: str
    context: str
    text: str
    start: int
    end: int
    question_lang: str
    lang: str


class ReadingSampler:
    """The examples of each step, which depend on the seed and the step alone, so that training can be resumed."""

    def __init__(self, texts: Texts, seed: int, strangers: Mapping[str, Sequence[Paragraph]]) -> None:
        answered = [q for q in texts.questions if any(q.answers.values()) and not q.paragraph.is_own]
        self._parallel = [q for q in answered if len(q.texts) > 1]
        self._answerable = {lang: [q for q in answered if q.texts.keys() == {lang}] for lang in ("ur", "fa")}
        self._answerable |= _by_length(q for q in texts.questions if q.paragraph.is_own and q.answers)
        others = [q for q in texts.unanswerable if not q.paragraph.is_own]
        self._unanswerable = {lang: [q for q in others if lang in q.texts] for lang in ("ur", "fa")}
        self._unanswerable |= _by_length(q for q in texts.unanswerable if q.paragraph.is_own)
        paragraphs = {q.paragraph.id: q.paragraph for q in self._parallel}
        self._of_article: dict[str, list[Paragraph]] = {}
        for paragraph in paragraphs.values():
            self._of_article.setdefault(paragraph.article, []).append(paragraph)
        self._like: dict[str, list[Paragraph]] = {}
        for paragraph in texts.paragraphs:
            for likeness in _likenesses(paragraph):
                self._like.setdefault(likeness, []).append(paragraph)
        self._strangers = strangers
        self._seed = seed

    def draw(self, step: int, size: int) -> list[Example]:
        random = Random(f"{self._seed}:{step}")
        return [self._draw_example(random) for _ in range(size)]

    def _draw_example(self, random: Random) -> Example:
        source = random.choices(list(_SHARES), list(_SHARES.values()))[0]
        if source == "parallel" or not self._answerable[source]:
            return self._draw_parallel(random)
        near = self._unanswerable[source] and random.random() < _UNANSWERABLE[source]
        question = random.choice((self._unanswerable if near else self._answerable)[source])
        if source in ("ur", "fa"):
            return make_example(question, source, source, random)
        other = None
        if (strangers := self._strangers.get(question.id)) and random.random() < _STRANGE:
            other = random.choice(strangers)
        elif not near and random.random() < _ELSEWHERE:
            like = random.choice(_likenesses(question.paragraph))
            others = [p for p in self._like[like] if p is not question.paragraph]
            other = random.choice(others) if others else None
        [lang] = (other or question.paragraph).texts
        return make_example(question, _draw_language(list(question.texts), random), lang, random, other)

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


def _by_length(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """Those about invented news, and those about long articles."""
    found: dict[str, list[Question]] = {"own": [], "long": []}
    for question in questions:
        found["long" if question.paragraph.context else "own"].append(question)
    return found


def _likenesses(own: Paragraph) -> list[str]:
    """Passages of invented news share their story, or their theme: pair-ur-07 and pair-fa-07 tell of two events of one
    kind. None of the other passages do."""
    return [own.article, own.article.rsplit("-", 1)[-1]] if own.is_own else []


def make_example(
    question: Question, question_lang: str, lang: str, random: Random, paragraph: Paragraph | None = None
) -> Example:
    """The question, asked of some sentences of its own paragraph or of one that does not answer it."""
    answers = question.answers.get(lang, []) if question.answerable and paragraph is None else []
    asked_of = paragraph or question.paragraph
    whole = asked_of.texts[lang]
    beside = _cut_beside(whole, lang, answers, random) if answers and random.random() < _BESIDE else ""
    if beside:
        whole, answers = beside, []
    text, start, end = _cut_window(whole, lang, answers, random)
    context = introduce(asked_of, lang, text, random)
    if context and random.random() < _HEADLINE_ALONE:
        context = f"{headline_of(context, lang)} "
    return Example(_ask(question.texts, question_lang, random), context, text, start, end, question_lang, lang)


def _ask(texts: Mapping[str, str], lang: str, random: Random) -> str:
    if lang == ROMAN_URDU:
        return texts.get(ROMAN_URDU) or romanise(texts["ur"], random)
    return texts[lang]


def _cut_beside(text: str, lang: str, answers: Sequence[str], random: Random) -> str:
    """The sentences before those that answer, or after them; nothing if there are none."""
    spans = split_sentences(text, lang)
    places = [(at.start(), at.end()) for answer in answers for at in re.finditer(re.escape(answer), text)]
    within = [at for at, (start, end) in enumerate(spans) if any(start < b and a < end for a, b in places)]
    sides = [spans[: within[0]], spans[within[-1] + 1 :]] if within else []
    sides = [side for side in sides if side]
    if not sides:
        return ""
    side = random.choice(sides)
    return text[side[0][0] : side[-1][1]]


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
