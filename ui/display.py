"""Text of articles as it may be shown: they are hostile, and some characters change how what is around them reads.

Only for the last step before a reader's eyes: the offsets of the original do not fit what comes out.
"""

import regex

# Controls; marks, embeddings, overrides and isolates of direction; tags, in which text is hidden from readers; joiners
# and fillers that show nothing, annotation marks, byte order marks, lone surrogates. The zero-width joiner and
# non-joiner stay: they are spelling in Urdu, Persian and Hindi. So does what only says where a line may break.
_UNSHOWN = regex.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\u115f\u1160\u3164\uffa0\ud800-\udfff\U000e0000-\U000e0fff]"
)
# No script stacks more marks on a letter; towers of them hide the lines around.
_TOWER = regex.compile(r"(?<=\p{M}{8})\p{M}+")
_ISOLATE, _POP = "\u2068", "\u2069"


def visible_text(text: str) -> str:
    """`text` without the characters that act on it unseen."""
    return str(_TOWER.sub("", _UNSHOWN.sub("", text)))


def isolate_lines(text: str) -> str:
    """`visible_text(text)` for a terminal, where each line keeps its own direction and turns nothing around it."""
    return "\n".join(f"{_ISOLATE}{line}{_POP}" for line in visible_text(text).splitlines())
