"""Text as it may be shown: an article is hostile input, and some characters change how what is around them reads.

Only for the last step before a reader's eyes: the offsets of the original do not fit what comes out.
"""

import regex

# Override and embedding of direction, isolates, and the marks that end them.
_BIDI = regex.compile(r"[\u202a-\u202e\u2066-\u2069]|[\r\n\u0085\u2028\u2029]")
_OVERRIDES = "\u202d\u202e"
_EMBEDDINGS = "\u202a\u202b"
_ISOLATES = "\u2066\u2067\u2068"
_POP_EMBEDDING, _POP_ISOLATE = "\u202c", "\u2069"
# What no reader sees: tags, invisible operators, annotation marks, byte order marks, filler letters.
_INVISIBLE = regex.compile(
    r"[\U000e0000-\U000e0fff\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb\u115f\u1160\u3164\uffa0]"
)
_CONTROL = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]|\r(?!\n)")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")
# No script stacks more marks on a letter; towers of them hide the lines around.
_TOWER = regex.compile(r"(?<=\p{M}{8})\p{M}+")


def safe_text(text: str) -> str:
    """`text` without what could hide it or turn it around; control characters are shown as pictures (␛).

    Stays: the joiners that Persian, Urdu and Hindi are written with, marks of direction, and embeddings and isolates
    that end in the paragraph in which they began.
    """
    shown = _INVISIBLE.sub("", _without_loose_bidi(text))
    shown = _SURROGATE.sub("\ufffd", _TOWER.sub("", shown))
    return str(_CONTROL.sub(lambda match: _picture(match.group()), shown))


def _picture(control: str) -> str:
    if control in ("\r", "\x0b", "\x0c"):
        return "\n"
    code = ord(control)
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def _without_loose_bidi(text: str) -> str:
    dropped: set[int] = set()
    open_: list[tuple[str, int]] = []
    for match in _BIDI.finditer(text):
        mark, at = match.group(), match.start()
        if mark in _OVERRIDES + _EMBEDDINGS + _ISOLATES:
            open_.append((mark, at))
        elif mark in (_POP_EMBEDDING, _POP_ISOLATE):
            isolate = mark == _POP_ISOLATE
            if not open_ or (open_[-1][0] in _ISOLATES) != isolate:
                dropped.add(at)
                continue
            opening, began = open_.pop()
            if opening in _OVERRIDES:
                dropped |= {began, at}
        else:
            dropped |= {began for _, began in open_}
            open_.clear()
    dropped |= {began for _, began in open_}
    return "".join(char for at, char in enumerate(text) if at not in dropped) if dropped else text
