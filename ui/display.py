"""Text of articles as it may be shown: they are hostile, and some characters change how what is around them reads.

Only for the last step before a reader's eyes: the offsets of the original do not fit what comes out.
"""

import sys

import regex

from index.documents import kind_of

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
# Markdown's marks at the beginning of a line and around words; the address of a link is shown, as it says something.
_LINE_MARKS = regex.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)+", regex.MULTILINE)
_STRONG = regex.compile(
    r"(?<![\w*])\*{2,3}(?=[^\s*])|(?<=[^\s*])\*{2,3}(?![\w*])|(?<!\w)__(?=[^\s_])|(?<=[^\s_])__(?!\w)"
)
_SLANTED = regex.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*\n]+)(?<=[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_\n]+)(?<=[^\s_])_(?!\w)"
)


def visible_text(text: str) -> str:
    """`text` without the characters that act on it unseen."""
    return str(_TOWER.sub("", _UNSHOWN.sub("", text)))


def plain_words(text: str, source: str) -> str:
    """What is shown of a quotation from `source`: of a Markdown file, without its marks; another's as it is.

    A quotation may begin or end between two marks that belong together.
    """
    if kind_of(source) != "md":
        return text
    text = _STRONG.sub("", _LINE_MARKS.sub("", text))
    return str(_SLANTED.sub(lambda match: match[1] or match[2], text))


def isolate_lines(text: str) -> str:
    """`visible_text(text)` for a terminal, where each line keeps its own direction and turns nothing around it."""
    return "\n".join(f"{_ISOLATE}{line}{_POP}" for line in visible_text(text).splitlines())


def show_lines(text: str) -> str:
    """`isolate_lines(text)` where a terminal shows it; without its marks where a file or a program takes the output."""
    if sys.stdout is not None and sys.stdout.isatty():
        return isolate_lines(text)
    return "\n".join(visible_text(text).splitlines())
