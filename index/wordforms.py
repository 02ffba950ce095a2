"""The forms of a word under which a name in it may be met: without article, particles and endings of its language."""

from functools import lru_cache

import regex

_ARTICLE = regex.compile(r"^(?:[وفبك]?ال|لل)(?=\p{L}{3})")
_ARABIC_PARTICLE = regex.compile(r"^[وبلفك](?=\p{L}{4})")
_ARABIC = regex.compile(r"\p{Arabic}")
# Endings whose consonants are no part of the name: (ending, letters that must be left).
_ENDINGS = {
    "ur": regex.compile(r"(?<=\p{L}{3})(?:وں|یوں|یں|ئیں|ؤں)$"),
    "fa": regex.compile(r"(?<=\p{L}{3})(?:های|هایی|ها)$"),
    "hi": regex.compile(r"(?<=[\p{L}\p{M}]{3})(?:ियों|ों|ें|ियाँ|ियां)$"),
    "ru": regex.compile(
        r"(?<=\p{L}{3})(?:ами|ями|ого|его|ому|ему|ыми|ими|ом|ем|ём|ым|им|ах|ях|ам|ям|ых|их|ов|ев|ть|ться|лся|л)$",
        regex.I,
    ),
    "en": regex.compile(r"(?<=\p{L}{3})(?:'s|(?<![sui])s)$", regex.I),
    "ur-Latn": regex.compile(r"(?<=\p{L}{3})(?:on|ein|o|en|s)$", regex.I),
}
_FOREIGN = {"es": "en", "fr": "en", "de": "en"}


@lru_cache(maxsize=1 << 17)
def word_forms(word: str, lang: str | None) -> tuple[str, ...]:
    """`word` and what is left of it without what may be grammar; an Arabic article always goes."""
    forms = [word]
    if _ARABIC.match(word):
        bare = _ARTICLE.sub("", word)
        if lang == "ar":
            forms = [bare]
            if bare == word and (particle := _ARABIC_PARTICLE.sub("", word)) != word:
                forms.append(particle)
        elif bare != word:
            forms.append(bare)
    endings = _ENDINGS.get(_FOREIGN.get(lang or "", lang or ""))
    if endings and (stem := endings.sub("", word)) != word:
        forms.append(stem)
    return tuple(forms)
