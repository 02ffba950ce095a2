"""Urdu and Persian typed on each other's keyboards or on an Arabic one: the same letters under other codes."""

_LETTERS = {
    "ur": str.maketrans("يىكڪهە", "ییککہہ"),
    "fa": str.maketrans("يىكڪہە", "ییککهه"),
}
_ANY = str.maketrans({"ی": "[یيى]", "ي": "[یيى]", "ک": "[کكڪ]", "ك": "[کكڪ]", "ہ": "[ہهە]", "ه": "[ہهە]"})
# Names of letters are spelt in Sindhi as they are in Urdu.
_AS = {"sd": "ur", "pa-Arab": "ur"}


def own_letters(text: str, lang: str | None) -> str:
    """`text`, of the same length, in the letters of its own language's keyboard."""
    letters = _LETTERS.get(_AS.get(lang or "", lang or ""))
    return text.translate(letters) if letters else text


def any_keyboard(pattern: str) -> str:
    """A regular expression, without these letters in classes of characters, for its words typed on any of them."""
    return pattern.translate(_ANY)
