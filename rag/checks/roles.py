"""Who did it: a sentence that says of one person, body or place what the passage says of another."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from index.folding import fold_text
from rag.amounts import find_amounts
from rag.checks.readings import Reading, Word
from rag.checks.weighing import QUOTED, SPOKEN, weigh_sentences, word_at
from rag.concepts import is_title, opposites

# A sentence with one of these may be about somebody who is named before it.
_PRONOUN_WORDS = (
    "he she they who он она они который которая которые او وی آنها ایشان آنان انہوں انھوں وہ جنہوں उन्होंने"
    " उसने वह वे जिन्होंने هو هي هم"
)
_PRONOUNS = frozenset(map(fold_text, _PRONOUN_WORDS.split()))
_AGENTS = frozenset(map(fold_text, ("نے", "ने")))
# By these the one who does something may stand last.
_PASSIVE = regex.compile(
    r"\b(?:by|was|were|been|from)\b|(?:ہاتھوں|جانب سے|طرف سے|के हाथों|द्वारा|की ओर से|توسط|به دست|از سوی|على يد"
    r"|من قبل|من جانب|بواسطة)"
    r"|\b\p{L}+(?:ан|ен|ён|ана|ена|ено|ано|аны|ены)\b",
    regex.I,
)
# What two do with each other.
_MUTUAL = frozenset(("talks", "agreement", "sign"))
_AHEAD, _LONGEST_NAME = 6, 3
# By how much the sentence of the passage that is meant must be the nearest.
_CLEARLY = 1.5


@dataclass(frozen=True)
class Named:
    """The places of the words of a name in a text."""

    places: frozenset[int]
    sentence: int


def find_misattributed(said: Reading, source: Reading) -> str | None:
    """The words of the sentence that name another than the passage does; None if nothing shows that."""
    names = [*_names_of(source), *_located(said, source)]
    names += _repeated(source, names)
    mentions = _mentions(said, source, names)
    if not mentions:
        return None
    return (
        _of_another(said, source, names, mentions)
        or _counted_for_another(said, source, names, mentions)
        or _reversed(said, source, names, mentions)
    )


def _repeated(reading: Reading, names: list[Named]) -> Iterator[Named]:
    """Where the text has one word of a name again."""
    known = {place for name in names for place in name.places}
    for name in names:
        for place in name.places:
            for again in reading.find_spelling(reading.words[place], reading.lang) - known:
                if not _is_plain(reading.words[again]):
                    known.add(again)
                    yield Named(frozenset({again}), reading.words[again].sentence)


def _located(said: Reading, source: Reading) -> Iterator[Named]:
    """The names of the sentence where the passage has them, which may not show there that they are names."""
    for name in _names_of(said):
        places = set[int]()
        for at in name.places:
            places |= source.find_spelling(said.words[at], said.lang)
        for sentence in {source.words[place].sentence for place in places}:
            yield Named(frozenset(p for p in places if source.words[p].sentence == sentence), sentence)


def _names_of(reading: Reading) -> Iterator[Named]:
    words = reading.words
    if any(word.text[0].isupper() for word in words):
        yield from _capitals(reading)
        return
    for at, word in enumerate(words):
        if is_title(word.text, reading.lang):
            run: list[int] = []
            for place in range(at + 1, min(len(words), at + 1 + _AHEAD)):
                if words[place].sentence != word.sentence:
                    break
                if _is_plain(words[place]):
                    if len(run) > 1:
                        break
                    run = []
                    continue
                run.append(place)
                if len(run) == _LONGEST_NAME:
                    break
            if len(run) > 1:
                yield Named(frozenset(run), word.sentence)
        elif fold_text(word.text) in _AGENTS:
            run = []
            for place in range(at - 1, max(-1, at - 1 - _LONGEST_NAME), -1):
                if _is_plain(words[place]) or words[place].sentence != word.sentence:
                    break
                run.append(place)
            if run:
                yield Named(frozenset(run), word.sentence)
    yield from _quoted_names(reading)


def _quoted_names(reading: Reading) -> Iterator[Named]:
    """What is in quotation marks and short: the name of a team, a ship, a film."""
    for match in QUOTED.finditer(reading.text):
        first, last = map(reading.first_from, match.span())
        if 0 < last - first <= _LONGEST_NAME:
            yield Named(frozenset(range(first, last)), reading.words[first].sentence)


def _is_plain(word: Word) -> bool:
    return word.small or bool(word.concepts)


def _capitals(reading: Reading) -> Iterator[Named]:
    run: list[int] = []
    for at, word in enumerate(reading.words):
        joined = run and reading.text[reading.words[run[-1]].end : word.start] in (" ", "-", "–", "‑")
        if run and not (joined and word.text[0].isupper()):
            yield from _one_name(reading, run)
            run = []
        if word.text[0].isupper() and not is_title(word.text, reading.lang):
            run.append(at)
    yield from _one_name(reading, run)


def _one_name(reading: Reading, run: list[int]) -> Iterator[Named]:
    if not run:
        return
    first = reading.words[run[0]]
    begins = run[0] == 0 or reading.words[run[0] - 1].sentence != first.sentence
    if begins and (first.small or (len(run) == 1 and not _is_capital_elsewhere(reading, run[0]))):
        run = run[1:]
    if run:
        yield Named(frozenset(run), first.sentence)


def _is_capital_elsewhere(reading: Reading, at: int) -> bool:
    """Whether the word that begins a sentence has its capital inside another one too."""
    for place in reading.find_spelling(reading.words[at], reading.lang):
        word = reading.words[place]
        begins = place == 0 or reading.words[place - 1].sentence != word.sentence
        if place != at and not begins and word.text[0].isupper():
            return True
    return False


def _mentions(said: Reading, source: Reading, names: list[Named]) -> dict[int, list[int]]:
    """Which words of the sentence name which of the names of the passage: place → numbers of names."""
    found: dict[int, list[int]] = {}
    for at, word in enumerate(said.words):
        if _is_plain(word):
            continue
        places = source.find_spelling(word, said.lang)
        having = [number for number, name in enumerate(names) if places & name.places]
        if having:
            found[at] = having
    return found


def _of_another(said: Reading, source: Reading, names: list[Named], mentions: dict[int, list[int]]) -> str | None:
    """The name that the passage has elsewhere, while it says the same in a sentence that names somebody else."""
    # What stands in other clauses may be about others.
    clauses = {said.words[at].clause for at in mentions}
    apart = {at for at, word in enumerate(said.words) if word.clause not in clauses}
    named = {place for name in names for place in name.places}
    weights = weigh_sentences(said, source, named, apart | mentions.keys())
    if not weights:
        return None
    best = max(weights, key=lambda sentence: weights[sentence])
    others = [weight for sentence, weight in weights.items() if sentence != best]
    if weights[best] < 1 or weights[best] < _CLEARLY * max(others, default=0.0):
        return None
    if any(word.sentence == best and fold_text(word.text) in _PRONOUNS for word in source.words):
        return None
    spoken = any(word.concepts & SPOKEN for word in said.words)
    groups = [group for group in _runs(mentions) if not _is_quoted(said, group[0])]
    present = [any(word.sentence == best for word in _found(said, source, group)) for group in groups]
    # Who comes first does it; where it was done may stand elsewhere.
    for group in groups[:1] if any(present) else groups:
        sentences = {word.sentence for word in _found(said, source, group)}
        here = any(name.sentence == best and not _is_mentioned(name, mentions, names) for name in names)
        if best not in sentences and (here or (best < min(sentences) and not spoken)):
            return " ".join(said.words[at].text for at in group)
    return None


def _counted_for_another(
    said: Reading, source: Reading, names: list[Named], mentions: dict[int, list[int]]
) -> str | None:
    """The name beside a number that the passage gives beside another name only."""
    groups = _runs(mentions)
    numbers = [amount for amount in find_amounts(said.text, said.lang).amounts if amount.plain > 1]
    if len(groups) != 1 or len(numbers) != 1 or _is_quoted(said, groups[0][0]):
        return None
    words = [said.words[at] for at in groups[0]]
    if words[0].clause != said.words[word_at(said, numbers[0].start)].clause or any(
        word.concepts & SPOKEN for word in said.words
    ):
        return None
    amounts = find_amounts(source.text, source.lang).amounts
    parts = {source.words[word_at(source, amount.start)].part for amount in amounts if amount.value == numbers[0].value}
    here = {word.part for word in _found(said, source, groups[0])}
    others = {source.words[min(name.places)].part for name in names if not _is_mentioned(name, mentions, names)}
    pronouns = {word.part for word in source.words if fold_text(word.text) in _PRONOUNS}
    if parts and not parts & here and parts <= others and not parts & pronouns:
        return " ".join(said.words[at].text for at in groups[0])
    return None


def _found(said: Reading, source: Reading, group: list[int]) -> list[Word]:
    return [source.words[place] for at in group for place in source.find_spelling(said.words[at], said.lang)]


def _is_quoted(reading: Reading, at: int) -> bool:
    start = reading.words[at].start
    return any(match.start() < start < match.end() for match in QUOTED.finditer(reading.text))


def _runs(mentions: dict[int, list[int]]) -> list[list[int]]:
    """The words of names that stand side by side."""
    runs: list[list[int]] = []
    for at in sorted(mentions):
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _is_mentioned(name: Named, mentions: dict[int, list[int]], names: list[Named]) -> bool:
    return any(names[number] == name for having in mentions.values() for number in having)


def _reversed(said: Reading, source: Reading, names: list[Named], mentions: dict[int, list[int]]) -> str | None:
    """Whether two names of one clause have changed places, which is told by their order: in all six languages the one
    who does something stands first, unless a passive or a case tells otherwise."""
    if _PASSIVE.search(said.text):
        return None
    groups = _runs(mentions)
    if len(groups) != 2:
        return None
    pairs = [
        (names[left], names[right])
        for left in mentions[groups[0][0]]
        for right in mentions[groups[1][0]]
        if names[left].sentence == names[right].sentence and not names[left].places & names[right].places
    ]
    if not pairs or any(min(left.places) < min(right.places) for left, right in pairs):
        return None
    first, second = pairs[0]
    clause = [word for word in source.words if word.sentence == first.sentence]
    if _PASSIVE.search(source.text, clause[0].start, clause[-1].end):
        return None
    shared = {c for word in said.words for c in word.concepts} & {c for word in clause for c in word.concepts}
    wanted = {c for word in said.words for c in word.concepts}
    if shared & _MUTUAL or any(
        opposites().get(c, frozenset()) & {d for word in clause for d in word.concepts} for c in wanted
    ):
        return None
    if said.lang[:2] == source.lang[:2] == "ru":
        # Who does it is told by the case.
        forms = {word.text for word in said.words} & {
            source.words[place].text for place in first.places | second.places
        }
        if forms:
            return None
    return " ".join(said.words[at].text for at in mentions)
