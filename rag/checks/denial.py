"""Does the passage deny what a sentence says, or say what it denies?"""

from rag.checks.readings import Reading
from rag.checks.weighing import weigh_sentences
from rag.concepts import opposites

# A sentence of the passage is meant if it weighs so much of the nearest one; clearly, if none comes so near to it.
_NEARLY, _CLEARLY = 0.6, 1.5
_ABOUT = 2
# Deeds that deny something by what they are: who bans does not allow.
_NEGATIVE_WORDS = (
    "ban stop close cancel reject deny fail lose survive leave postpone decrease oppose empty innocent illegal"
)
_NEGATIVE = frozenset(_NEGATIVE_WORDS.split())

# The words of the sentence, and what is wrong with them.
Finding = tuple[str, str]


def find_contradiction(said: Reading, source: Reading) -> Finding | None:
    return _find_opposite(said, source) or (
        _find_denying(said, source) if said.polarity.hard else _find_denied(said, source)
    )


def _find_opposite(said: Reading, source: Reading) -> Finding | None:
    """A word whose opposite the passage has, and not the word itself where it speaks of the same."""
    weights = weigh_sentences(said, source)
    best, *less = sorted(weights.values(), reverse=True) or [0.0]
    clear = best >= _ABOUT and best >= _CLEARLY * max(less, default=0.0)
    meant = {sentence for sentence, weight in weights.items() if weight == best} if clear else set()
    for at, word in enumerate(said.words):
        for concept in word.concepts & opposites().keys():
            others = opposites()[concept]
            same = source.find(word, said.lang)
            there = {
                place
                for other in others
                for place in source.find_concept(other)
                if concept not in source.words[place].concepts
            }
            if clear:
                same, there = ({p for p in some if source.words[p].sentence in meant} for some in (same, there))
            if others & word.concepts or same or not there:
                continue
            denied = at in said.polarity.denied
            if all((place in source.polarity.denied) == denied for place in there):
                return word.text, f"the passage says the opposite: {source.words[min(there)].text}"
    return None


def _find_denied(said: Reading, source: Reading) -> Finding | None:
    """A word of a sentence that denies nothing, which the passage has only where it denies it."""
    # What denies by its meaning stands for "not", unless the passage has it too.
    if not source.polarity.hard or any(not source.find(said.words[at], said.lang) for at in said.polarity.soft):
        return None
    weights = weigh_sentences(said, source)
    best, *others = sorted(weights.values(), reverse=True) or [0.0]
    clear = best >= 1 and best >= _CLEARLY * max(others, default=0.0)
    meant = {sentence for sentence, weight in weights.items() if weight >= (best if clear else _NEARLY * best)}
    clauses = {source.words[place].clause for place in source.polarity.hard}
    content = {at: source.find(word, said.lang) for at, word in enumerate(said.words) if not word.small}
    for at, found in content.items():
        near = {place for place in found if source.words[place].sentence in meant}
        if not near & source.polarity.denied:
            continue
        if any(source.words[place].clause not in clauses for place in (near if clear else found)):
            continue
        sentences = {source.words[place].sentence for place in near}
        shared = sum(any(source.words[place].sentence in sentences for place in some) for some in content.values())
        if shared >= _ABOUT or len(content) <= _ABOUT + 1:
            return said.words[at].text, "the passage denies this"
    return None


def _find_denying(said: Reading, source: Reading) -> Finding | None:
    """What the sentence denies, if the passage affirms it."""
    words = said.text[said.words[min(said.polarity.hard)].start :][:80]
    opposed = any(
        source.find_concept(other)
        for at in said.polarity.denied
        for concept in said.words[at].concepts
        for other in opposites().get(concept, ())
    )
    if opposed:
        return None
    denying = [
        word
        for at, word in enumerate(source.words)
        if at in source.polarity.hard or at in source.polarity.soft or word.concepts & _NEGATIVE
    ]
    if not denying:
        return words, "the passage does not deny this"
    core = [source.find(said.words[at], said.lang) for at in said.polarity.denied if not said.words[at].small]
    places = {place for found in core for place in found}
    if said.lang[:2] == source.lang[:2]:
        # A verb is found where it is denied.
        parts = {word.part for word in denying}
        affirmed = not any(source.words[place].part in parts for place in places)
    else:
        sentences = {word.sentence for word in denying}
        affirmed = not any(source.words[place].sentence in sentences for place in places)
    weights = weigh_sentences(said, source)
    if affirmed and (places or max(weights.values(), default=0.0) >= _ABOUT):
        best = max(weights.values(), default=0.0)
        meant = {sentence for sentence, weight in weights.items() if weight >= _NEARLY * best}
        if places or not meant & {word.sentence for word in denying}:
            return words, "the passage says this without denying it"
    return None
