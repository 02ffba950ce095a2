"""The names of a sentence that the passage does not have, in any script."""

from collections.abc import Iterator, Sequence

import regex

from index.calendars import read_month
from index.places import find_places
from rag.amounts.units import is_currency, unit_of
from rag.checks.readings import Reading, Word
from rag.concepts import concepts_of, is_body, is_title
from rag.named_places import Place, find_named_places

# Words with a capital that are no names, or are translated rather than spelt.
_NO_NAME_WORDS = (
    "january february march april may june july august september october november december monday tuesday"
    " wednesday thursday friday saturday sunday god islam islamic muslim muslims christian christians hindu"
    " hindus quran bible ramadan eid internet covid supreme national international united republic state north"
    " south east west northern southern eastern western central high foreign interior defence defense finance"
    " affairs security health education energy information culture justice labour labor trade industry"
    " environment prime deputy vice former first second new old great federal provincial kingdom world air"
    " force forces armed region province district street river lake sea bay gulf mount mountain mountains"
    " valley desert island islands day year mr mrs ms miss sir st his her the canal park square stadium tower"
    " palace temple mosque church hotel station hall hill hills forest cape peninsula basin plain reservoir"
    " glacier oasis ocean governorate prefecture municipality county town programme program project act law"
    " bill cup league championship festival operation summit conference forum fund trust office department"
    " bureau authority board staff group holding ltd inc industries airlines airways railways steel cement"
    " royal grand upper lower big little black white red blue green golden silver holy saint irrigation"
    " transport agriculture roads railway research science sciences technology innovation development heritage"
    " archive library theatre theater orchestra zoo garden gardens верховный верховного национальный"
    " национального международный государственный государственного республика республики район района край"
    " края область области северный северного южный южного восточный западный новый новая новой старый улица"
    " улицы площадь озеро озера река реки гора горы остров острова залив бухта бухты"
)
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
_AGENCY_END = regex.compile(r"['’]s$")
_SENTENCE_START = regex.compile(r"(?:^|[.!?…:]['\"”»)]*\s+|\n\s*|^\s*)[\"“«'„]*$")
# Before a name in scripts without capitals: the word that a name of a person goes with in the sentence.
_AGENTS = {"ur": ("نے",), "hi": ("ने",)}
# Monday is called like the city.
_DOUBTFUL = ("dushanbe",)
_LONGEST_NAME = 4
_SPEAKS = frozenset(("say", "announce", "confirm", "deny", "sign", "approve", "reject"))


def missing_names(sentence: Reading, passage: Reading, context: Reading | None) -> list[str]:
    """The names, in the order of the sentence, that the passage lacks, each as the sentence writes it."""
    same = sentence.lang[:2] == passage.lang[:2]
    shared = shared_places(sentence, passage)
    found = [
        " ".join(word.text for word in group)
        for group, after_title in _groups(sentence)
        if not any(place.start <= group[0].start and group[-1].end <= place.end for place in shared)
        and _is_missing(group, after_title, sentence, passage, context, same)
    ]
    return found or _other_places(sentence, passage, context)


def shared_places(sentence: Reading, passage: Reading) -> list[Place]:
    """The places of the sentence that the passage has, whatever they are called there: Ivory Coast, Côte d’Ivoire."""
    there = {place.code for place in find_named_places(passage.text, passage.lang)}
    return [place for place in find_named_places(sentence.text, sentence.lang) if place.code in there]


def _is_missing(
    group: Sequence[Word], after_title: bool, sentence: Reading, passage: Reading, context: Reading | None, same: bool
) -> bool:
    neutral = [word for word in group if _is_neutral(word, sentence.lang)]
    if not same:
        neutral += [word for word in group if word not in neutral and any(find_places([word.text], sentence.lang))]
    words = [word for word in group if word not in neutral]
    known = [_is_known(word, sentence, passage, context) for word in words]
    if not words or all(known) or any(is_body(word.text, sentence.lang) for word in group):
        return False
    if same:
        return not any(known) or len(words) <= _LONGEST_NAME
    person = after_title or _acts(group, sentence)
    if not any(known) and not any(word.text[0].isupper() for word in group):
        return False
    if any(known):
        return len(words) <= _LONGEST_NAME and (person or not neutral)
    # What is not of a person may have been translated.
    return person and not _is_place(group, passage, sentence.lang)


def _is_neutral(word: Word, lang: str) -> bool:
    """Whether the word is no name, or a part of one that is translated."""
    if word.text.islower() and lang[:2] in ("en", "ru"):
        return True
    folded = _AGENCY_END.sub("", word.text.casefold())
    return (
        folded in _NO_NAMES or word.small or not word.sounds or is_title(word.text, lang) or bool(read_month(word.text))
    )


def _acts(group: Sequence[Word], sentence: Reading) -> bool:
    """Whether who is named speaks, or something is done by them."""
    before = sentence.text[max(0, group[0].start - 4) : group[0].start].casefold()
    after = regex.match(r"\W{1,2}(\p{L}+)", sentence.text[group[-1].end :])
    return before.endswith(" by ") or bool(after and concepts_of(after[1], sentence.lang) & _SPEAKS)


def _other_places(sentence: Reading, passage: Reading, context: Reading | None) -> list[str]:
    """The countries and cities of the sentence, if the passage has others instead."""
    there = _places_of(passage) | (_places_of(context) if context else frozenset())
    here = list(find_places([word.text for word in sentence.words], sentence.lang))
    # Not the parts of the world, which have numbers.
    here = [
        (first, last, code)
        for first, last, code in here
        if not code.isdigit()
        and not all(_is_neutral(word, sentence.lang) for word in sentence.words[first:last])
        and code not in _DOUBTFUL
    ]
    codes = {code for _, _, code in here}
    if not there - codes:
        return []
    missing = []
    for first, last, code in here:
        words = sentence.words[first:last]
        money = sentence.words[last].text if last < len(sentence.words) else ""
        if (
            code in there
            or is_currency(unit_of(money))
            or any(code in there for a, b, code in here if (a, b) == (first, last))
        ):
            continue
        if not any(
            side and (side.find(w, sentence.lang) or side.sounds_like(w)) for w in words for side in (passage, context)
        ):
            missing.append(" ".join(word.text for word in words))
    return missing


def _is_place(group: Sequence[Word], passage: Reading, lang: str) -> bool:
    """Whether a list of places knows the name, whose sound may differ in every language."""
    names = {code for _, _, code in find_places([w.text for w in group], lang)}
    return bool(names) and bool(names & _places_of(passage))


def _places_of(reading: Reading) -> frozenset[str]:
    return frozenset(code for _, _, code in find_places([w.text for w in reading.words], reading.lang))


def _is_known(word: Word, sentence: Reading, passage: Reading, context: Reading | None) -> bool:
    if any(side and (side.find(word, sentence.lang) or side.sounds_like(word)) for side in (passage, context)):
        return True
    return _is_place([word], passage, sentence.lang)


def _groups(sentence: Reading) -> Iterator[tuple[list[Word], bool]]:
    """The runs of words that name something, by their capitals or after a title, and whether a title is before them."""
    if any(w.text[0].isupper() for w in sentence.words):
        yield from _capital_groups(sentence)
    else:
        yield from _titled_groups(sentence)


def _capital_groups(sentence: Reading) -> Iterator[tuple[list[Word], bool]]:
    group: list[Word] = []
    for word in sentence.words:
        touching = bool(group) and sentence.text[group[-1].end : word.start] in (" ", "-", "–", "‑", ". ", "'", "’")
        if group and not (word.text[0].isupper() and touching):
            yield from _cut_titles(group, sentence)
            group = []
        if word.text[0].isupper() and not (len(word.text) > 1 and word.text.isupper()):
            group.append(word)
    if group:
        yield from _cut_titles(group, sentence)


def _cut_titles(group: list[Word], sentence: Reading) -> Iterator[tuple[list[Word], bool]]:
    """What stands after the title of a person; a word alone that only begins the sentence is left out."""
    titles = [at for at, word in enumerate(group) if is_title(word.text, sentence.lang)]
    group = group[titles[-1] + 1 :] if titles else group
    if not group:
        return
    begins = bool(_SENTENCE_START.search(sentence.text, 0, group[0].start))
    if begins and len(group) == 1 and not titles:
        return
    if begins and group[0].small:
        group = group[1:]
    if group:
        before = sentence.words.index(group[0]) - 1
        yield group, bool(titles) or (before >= 0 and is_title(sentence.words[before].text, sentence.lang))


def _titled_groups(sentence: Reading) -> Iterator[tuple[list[Word], bool]]:
    """In scripts without capitals: after a title up to a small word; before the particle of who does something."""
    agents = _AGENTS.get(sentence.lang[:2], ())
    words = sentence.words
    for at, word in enumerate(words):
        if is_title(word.text, sentence.lang):
            group = []
            for following in words[at + 1 : at + 1 + _LONGEST_NAME]:
                if following.small or following.clause != word.clause or is_title(following.text, sentence.lang):
                    break
                group.append(following)
            ends = words[at + 1 + len(group)].text if at + 1 + len(group) < len(words) else ""
            # A verb may follow; only where a particle ends the name is all of it a name.
            if group and ends in agents:
                yield group, True
            elif len(group) > 1:
                yield group[:2], True
        elif word.text in agents and at:
            group = []
            for before in reversed(words[max(0, at - 2) : at]):
                if before.small or before.concepts or before.clause != word.clause:
                    break
                group.insert(0, before)
            if len(group) > 1:
                yield group, True
