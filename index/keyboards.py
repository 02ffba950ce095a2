"""Urdu and Persian typed on each other's keyboards or on an Arabic one: the same letters under other codes."""

_LETTERS = {
    "ur": str.maketrans("يىكڪهە", "ییککہہ"),
    "fa": str.maketrans("يىكڪہە", "ییککهه"),
}
# Names of letters are spelt in Sindhi as they are in Urdu.
_AS = {"sd": "ur", "pa-Arab": "ur"}


def own_letters(text: str, lang: str | None) -> str:
    """`text`, of the same length, in the letters of its own language's keyboard."""
    letters = _LETTERS.get(_AS.get(lang or "", lang or ""))
    return text.translate(letters) if letters else text
