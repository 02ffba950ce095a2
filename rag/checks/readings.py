"""A text as the checks read it: its words with their sound, meaning, clause and polarity, and how to find them."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

from index.folding import fold_text
from index.phonetics import spell_sounds
from index.skeletons import SpellingIndex, compare_spellings, count_consonants, skeletons
from index.wordforms import is_small_word, word_forms
from rag.amounts import find_amounts
from rag.checks.negation import Polarity, read_polarity
from rag.concepts import concepts_of, is_body, is_title

# Languages whose names have a capital, typed ones too.
CASED = ("en", "ru", "ur-Latn")
_WORD = regex.compile(r"\p{L}(?:[\p{L}\p{M}]|['’](?=\p{L})){0,40}")
_BUT = (
    r"\s(?=(?:while|whereas|but|although|а|но|хотя|جبکہ|لیکن|مگر|البتہ|जबकि|लेकिन|मगर|हालाँकि|اما|ولی|درحالی|بينما"
    r"|لكن|ولكن|فيما)\s)"
)
_PART_END = regex.compile(r"[;؛]\s|" + _BUT)
_CLAUSE_END = regex.compile(r"[,،;؛:—–]\s|[.!?…۔؟।॥]+[\s\"'”’»)]|\n|" + _BUT)
_SENTENCE_END = regex.compile(r"[!?…۔؟।॥]+(?=[\s\"'”’»)]|$)|(?<=[\p{L}\p{M}\p{Nd}»”\"]{2})\.(?=[\s\"'”’»)]|$)|\n")
_HARAKAT = regex.compile(r"[\u064b-\u065f\u0670\u0640]+")
# What an Arabic verb has before and after its root, by person and tense.
_ARABIC_VERB = regex.compile(r"^[وفس]?[یتنا](?=\p{L}{3})|(?<=\p{L}{3})(?:ت|وا|ون|ان|ین|ہا|ہم|ہ|ات|ا)$")
# Words of so few letters tell nothing by their beginning.
_SHORTEST_STEM = 3
# Two words with as many consonants as this may be one name.
_FEWEST_CONSONANTS = 2
# A word that a text repeats is looked at in so many places.
_MOST_PLACES = 100
# Least similarity of two spellings with the same consonants.
_FREELY_SPELT, _NEARLY_SPELT = 0.5, 0.8
# Forms of auxiliary verbs and other small words beyond those of `index.wordforms`.
_SMALL_WORDS = (
    "a an of to in on at by or so as it its is be am i we our also more most one who which than after before"
    " during over under out up off per there here he she him all any some such only other new had has и а но"
    " или же ли бы не ни на в с к о у от до из за по во со об его её ее их они он она оно мы вы то та те тот"
    " стало стал была был были было есть будет будут году год лет также ещё еще уже نے ہے ہو ہوں گا گے گی ہی"
    " تو یا اگر دی دیا دیے لی لیا کیے کئے جا چکا چکی رہے سے کو نہ نہیں ایک اسے انہیں یہاں وہاں اپنا طرف ने है"
    " हो हूँ गा गे गी ही तो या अगर दी दिया दिए ली लिया किए जा चुका चुकी रहे से को न नहीं एक इसे उसे इस इन यहाँ"
    " अपना जाएगा जाएगी जाएँगी می را از به در با که این آن و یا تا هم نیز شد شده است بود بوده کرد کرده کند شود"
    " خواهد خواهند اند هر یک او آنها و في من على إلى عن مع أن إن قد لقد كان كانت هو هي هذا هذه ذلك التي الذي"
    " ثم أو لم لن لا ما كما بين بعد قبل حتى أي عند لدى عليه عليها عليهم إليه إليها إليهم منه منها منهم فيه فيها"
    " فيهم عنه عنها عنهم له لها لهم به بها بهم معه معها معهم لديه لديها لديهم بينهم بينهما"
)
_SMALL = frozenset(fold_text(word) for word in _SMALL_WORDS.split())


@dataclass(frozen=True)
class Word:
    """`forms` are folded; `sounds` are the spellings of `index.phonetics` that tell enough.

    `clause`, `part` and `sentence` count from the head of the text: commas part clauses, "but" and semicolons parts.
    """

    start: int
    end: int
    text: str
    forms: tuple[str, ...]
    sounds: tuple[str, ...]
    concepts: frozenset[str]
    small: bool
    clause: int
    part: int
    sentence: int


def may_be_name(word: Word, lang: str) -> bool:
    if word.small or not word.sounds or is_title(word.text, lang) or is_body(word.text, lang):
        return False
    # A capital tells more than what a word might mean.
    return word.text[0].isupper() if lang in CASED else not word.concepts


@dataclass(frozen=True)
class Reading:
    text: str
    lang: str
    words: tuple[Word, ...]

    @cached_property
    def bounding(self) -> frozenset[int]:
        """The places of the words that bound an amount: no fewer than 40."""
        bounds = [amount.reach for amount in find_amounts(self.text, self.lang).amounts if amount.bound != "exact"]
        return frozenset(
            at for at, word in enumerate(self.words) if any(start <= word.start < end for start, end in bounds)
        )

    @cached_property
    def polarity(self) -> Polarity:
        # "No fewer than 40" denies nothing.
        words = ("" if at in self.bounding else word.text for at, word in enumerate(self.words))
        return read_polarity(tuple(words), tuple(w.clause for w in self.words), self.lang)

    def first_from(self, offset: int) -> int:
        """The place of the first word that begins at an offset or after it."""
        return bisect_left(self.words, offset, key=lambda word: word.start)

    @cached_property
    def _by_form(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            for form in word.forms:
                places.setdefault(form, []).append(at)
        return places

    @cached_property
    def _by_stem(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            for form in word.forms:
                for length in range(_SHORTEST_STEM, len(form) + 1):
                    places.setdefault(form[:length], []).append(at)
        return places

    @cached_property
    def _by_concept(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            for concept in word.concepts:
                places.setdefault(concept, []).append(at)
        return places

    @cached_property
    def _by_sound(self) -> tuple[SpellingIndex, dict[str, list[int]]]:
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            for spelling in word.sounds:
                places.setdefault(spelling, []).append(at)
        return SpellingIndex(places), places

    @cached_property
    def _by_skeleton(self) -> dict[str, list[str]]:
        """Skeletons of the words, and of two neighbours written as one, with their spellings."""
        spellings = {spelling for word in self.words for spelling in word.sounds}
        pairs = zip(self.words, self.words[1:], strict=False)
        joined = {a.sounds[0] + b.sounds[0][1:] for a, b in pairs if a.sounds and b.sounds and b.start - a.end == 1}
        found: dict[str, list[str]] = {}
        for spelling in spellings | joined:
            for skeleton in skeletons(spelling):
                found.setdefault(skeleton, []).append(spelling)
        return found

    def sounds_like(self, word: Word) -> bool:
        """Whether some word may be the same name, however freely it is spelt: the same consonants will do."""
        freely = any(
            compare_spellings(spelling, other) >= _FREELY_SPELT
            for spelling in word.sounds
            for skeleton in skeletons(spelling)
            for other in self._by_skeleton.get(skeleton, ())[:_MOST_PLACES]
        )
        # ड़ and ڑ are r or d.
        return freely or any(
            compare_spellings(spelling.replace("r", "d"), other) >= _NEARLY_SPELT
            for spelling in word.sounds
            for other in self._flapped
        )

    @cached_property
    def _flapped(self) -> list[str]:
        spellings = {spelling.replace("r", "d") for word in self.words for spelling in word.sounds}
        return sorted(spellings)[: 4 * _MOST_PLACES]

    def begins(self, word: Word, letters: int) -> bool:
        """Whether some word begins as all of `word`, of so many letters at the least, is written."""
        return any(len(form) >= letters and form in self._by_stem for form in word.forms)

    def find_concept(self, concept: str) -> list[int]:
        return self._by_concept.get(concept, [])[:_MOST_PLACES]

    def find(self, word: Word, lang: str) -> set[int]:
        """The places of the words that may be `word` of a text in `lang`: by letters, meaning or sound."""
        return self.find_spelling(word, lang) | {at for c in word.concepts for at in self.find_concept(c)}

    def find_spelling(self, word: Word, lang: str) -> set[int]:
        found = {at for form in word.forms for at in self._by_form.get(form, ())[:_MOST_PLACES]}
        if lang[:2] == self.lang[:2]:
            for form in word.forms:
                stem = form[: max(_SHORTEST_STEM, (2 * len(form) + 2) // 3)]
                if len(form) > _SHORTEST_STEM:
                    # What shares two thirds of the longer word.
                    found.update(
                        at
                        for at in self._by_stem.get(stem, ())[:_MOST_PLACES]
                        if any(
                            other.startswith(stem) and len(stem) * 3 >= 2 * len(other) for other in self.words[at].forms
                        )
                    )
        if not found and word.sounds:
            index, places = self._by_sound
            found.update(at for match in index.match(word.sounds) for at in places[match.spelling][:_MOST_PLACES])
        return found


@lru_cache(maxsize=256)
def read_text(text: str, lang: str) -> Reading:
    words: list[Word] = []
    clauses = [match.end() for match in _CLAUSE_END.finditer(text)]
    sentences = [match.end() for match in _SENTENCE_END.finditer(text)]
    parts = sorted([*sentences, *(match.end() for match in _PART_END.finditer(text))])
    clause = part = sentence = 0
    for match in _WORD.finditer(text):
        while clause < len(clauses) and clauses[clause] <= match.start():
            clause += 1
        while part < len(parts) and parts[part] <= match.start():
            part += 1
        while sentence < len(sentences) and sentences[sentence] <= match.start():
            sentence += 1
        forms, sounds, concepts, small = _read_word(match.group(), lang)
        words.append(
            Word(match.start(), match.end(), match.group(), forms, sounds, concepts, small, clause, part, sentence)
        )
    return Reading(text, lang, tuple(words))


@lru_cache(maxsize=1 << 16)
def _read_word(word: str, lang: str) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str], bool]:
    word = _HARAKAT.sub("", word)
    spelt = word_forms(word, lang)
    folded = [fold_text(form) for form in spelt]
    if lang[:2] == "ar":
        folded += [stem for form in folded if len(stem := _ARABIC_VERB.sub("", form)) >= _SHORTEST_STEM]
    forms = tuple(dict.fromkeys(folded))
    sounds = tuple(dict.fromkeys(spell_sounds(form, lang) for form in spelt))
    sounds = tuple(s for s in sounds if s and count_consonants(s) >= _FEWEST_CONSONANTS)
    small = is_small_word(word, lang) or forms[0] in _SMALL or len(forms[0]) < 2
    return forms, sounds, concepts_of(word, lang), small
