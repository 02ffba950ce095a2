"""What one step trains on: questions with a passage that answers and one that does not, or parallel sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import NamedTuple

from index.encoder import Span
from index.roman_urdu import ROMAN_URDU
from index.sentences import split_sentences
from index.training.context import introduce
from index.training.data import Paragraph, Question, Texts
from index.training.model import Kind, Trainee
from index.training.roman import romanise

# How often each language is drawn, beside the others that a text is there in; 0.5 for those that are not named.
_WEIGHTS = {"ur": 3.0, "en": 2.5, "ar": 2.0, "fa": 2.0, "hi": 1.5, "ru": 1.5, ROMAN_URDU: 1.5}
_PAIRS, _SENTENCES = 20, 40
# Two steps of three are of pairs.
_CYCLE = 3
# The shares of the sources among the pairs, those about long articles apart from the other invented ones; what is left
# are questions in one language.
_ACROSS, _OWN, _LONG = 0.3, 0.3, 0.3
# How often the passage that does not answer is another one of the story, or of the same long article.
_SAME_STORY = 0.6
_OTHER_LANGUAGE = 0.75
_ROMAN_AMONG_URDU = 0.25
_WINDOW_TOKENS = (48, 176)


class Text(NamedTuple):
    text: str
    kind: Kind
    lang: str
    meant: str
    """What the base encoder is to read in its place: the Urdu of Roman Urdu, else the text itself."""
    meant_lang: str
    sentences: tuple[Span, ...] = ()
    """Where they lie in a passage."""
    answering: tuple[bool, ...] = ()
    """Which of them answer."""


@dataclass(frozen=True)
class Batch:
    queries: list[Text]
    passages: list[Text]
    """The first ones answer the queries, one each."""
    query_groups: list[str]
    """The paragraph that each query is about: another window of it is no wrong answer."""
    passage_groups: list[str]
    symmetric: bool


# The passages in a question's own language that seem to answer it and do not, by question and language.
Negatives = Mapping[tuple[str, str], Sequence[tuple[Paragraph, str]]]


class Sampler:
    """The batch of each step, which depends on the seed and the step alone, so that training can be resumed."""

    def __init__(self, texts: Texts, trainee: Trainee, seed: int) -> None:
        asked = [question for question in texts.questions if question.texts]
        self._across = [q for q in asked if len(q.paragraph.texts) > 1 and len(q.texts) > 1]
        self._own = [q for q in asked if q.paragraph.is_own and not q.paragraph.context]
        self._long = [q for q in asked if q.paragraph.context]
        self._alone = {
            lang: [q for q in asked if q.texts.keys() == {lang} and not q.paragraph.is_own] for lang in ("ur", "fa")
        }
        self._sentences = texts.sentences + [q.texts for q in self._across]
        self._n_sentences = len(texts.sentences)
        self._of_story: dict[str, list[Paragraph]] = {}
        for paragraph in texts.paragraphs:
            if paragraph.is_own:
                self._of_story.setdefault(paragraph.telling, []).append(paragraph)
        self._trainee, self._seed = trainee, seed
        self._windows: dict[tuple[str, str], list[tuple[str, int]]] = {}

    def draw(self, step: int, negatives: Negatives) -> Batch:
        random = Random(f"{self._seed}:{step}")
        if step % _CYCLE == _CYCLE - 1:
            return self._draw_sentences(random)
        return self._draw_pairs(random, negatives)

    def _draw_pairs(self, random: Random, negatives: Negatives) -> Batch:
        queries: list[Text] = []
        answers: list[Text] = []
        wrong: list[Text] = []
        groups: list[str] = []
        wrong_groups: list[str] = []
        while len(queries) < _PAIRS:
            question = self._draw_question(random)
            if question.paragraph.id in groups:
                continue
            lang, passage_lang = _draw_languages(question, random)
            groups.append(question.paragraph.id)
            queries.append(_text(question.texts, lang, "query", random))
            known = question.answers.get(passage_lang, [])
            answers.append(self._cut_window(question.paragraph, passage_lang, known, random))
            told = self._of_story.get(question.paragraph.telling, ())
            others = [paragraph for paragraph in told if paragraph is not question.paragraph]
            mined = negatives.get((question.id, lang)) or negatives.get((question.id, lang[:2]))
            if others and random.random() < _SAME_STORY:
                mined = [(other, other_lang) for other in others for other_lang in other.texts]
            if mined:
                paragraph, other_lang = random.choice(mined)
                wrong.append(self._cut_window(paragraph, other_lang, [], random))
                wrong_groups.append(paragraph.id)
        return Batch(queries, answers + wrong, groups, groups + wrong_groups, False)

    def _draw_question(self, random: Random) -> Question:
        share = random.random()
        if share < _ACROSS:
            return random.choice(self._across)
        if self._own and share < _ACROSS + _OWN:
            return random.choice(self._own)
        if self._long and share < _ACROSS + _OWN + _LONG:
            return random.choice(self._long)
        return random.choice(self._alone[random.choice(["ur", "fa"])])

    def _draw_sentences(self, random: Random) -> Batch:
        left: list[Text] = []
        right: list[Text] = []
        groups: list[str] = []
        # Questions are among them, but sentences are the most.
        for _ in range(_SENTENCES):
            plain = random.random() < 0.7
            at = random.randrange(self._n_sentences) if plain else random.randrange(len(self._sentences))
            texts = self._sentences[at]
            if str(at) in groups:
                continue
            first = _draw_language(_with_roman(texts), random)
            second = _draw_language([lang for lang in _with_roman(texts) if lang[:2] != first[:2]], random)
            kind: Kind = "document" if plain and random.random() < 0.5 else "query"
            left.append(_text(texts, first, kind, random))
            right.append(_text(texts, second, kind, random))
            groups.append(str(at))
        return Batch(left, right, groups, groups, True)

    def _cut_window(self, paragraph: Paragraph, lang: str, answers: Sequence[str], random: Random) -> Text:
        """Some sentences of a paragraph, with the answer in one of them: a passage as long as passages are."""
        sentences = self._sentences_of(paragraph, lang)
        with_answer = [at for at, (text, _) in enumerate(sentences) if any(answer in text for answer in answers)]
        first = last = random.choice(with_answer) if with_answer else random.randrange(len(sentences))
        room = random.randint(*_WINDOW_TOKENS) - sentences[first][1]
        while True:
            around = [at for at in (first - 1, last + 1) if 0 <= at < len(sentences) and sentences[at][1] <= room]
            if not around:
                break
            at = random.choice(around)
            room -= sentences[at][1]
            first, last = min(first, at), max(last, at)
        chosen = [text for text, _ in sentences[first : last + 1]]
        context = introduce(paragraph, lang, " ".join(chosen), random) if paragraph.is_own else ""
        starts = list(accumulate((len(text) + 1 for text in chosen), initial=len(context)))
        spans = tuple((start, start + len(text)) for start, text in zip(starts, chosen, strict=False))
        answering = tuple(at in with_answer for at in range(first, last + 1))
        window = context + " ".join(chosen)
        return Text(window, "document", lang, window, lang, spans, answering)

    def _sentences_of(self, paragraph: Paragraph, lang: str) -> list[tuple[str, int]]:
        """The sentences of a paragraph and their tokens."""
        key = (paragraph.id, lang)
        if key not in self._windows:
            text = paragraph.texts[lang]
            sentences = [text[start:end] for start, end in split_sentences(text, lang)] or [text]
            self._windows[key] = list(zip(sentences, self._trainee.count_tokens(sentences), strict=True))
        return self._windows[key]


def _with_roman(texts: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys([*texts, ROMAN_URDU])) if "ur" in texts else list(texts)


def _draw_language(languages: Sequence[str], random: Random) -> str:
    return random.choices(languages, [_WEIGHTS.get(lang, 0.5) for lang in languages])[0]


def _draw_languages(question: Question, random: Random) -> tuple[str, str]:
    """Of the question and of the passage, mostly two when there are two."""
    if question.texts.keys() == {"ur"}:
        return ROMAN_URDU if random.random() < _ROMAN_AMONG_URDU else "ur", "ur"
    lang = _draw_language(_with_roman(question.texts), random)
    passages = list(question.paragraph.texts)
    others = [other for other in passages if other != lang[:2]]
    if lang[:2] in passages and (not others or random.random() > _OTHER_LANGUAGE):
        return lang, lang[:2]
    return lang, _draw_language(others, random)


def _text(texts: Mapping[str, str], lang: str, kind: Kind, random: Random) -> Text:
    if lang == ROMAN_URDU and "ur" in texts:
        typed = texts.get(ROMAN_URDU) or romanise(texts["ur"], random)
        return Text(typed, kind, lang, texts["ur"], "ur")
    return Text(texts[lang], kind, lang, texts[lang], lang)
