"""What is seen from left to right → what is read: the Unicode bidirectional algorithm (UAX #9), backwards.

The way back is not unique: `12 May` and `May 12` look the same inside Urdu. Where the producer set two pieces apart,
a barrier between them tells; otherwise the reading is taken in which a number goes with the Latin word before it.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# One letter a piece: L and R strong, N European and A Arabic-Indic digits, C a separator inside numbers, O the rest,
# B a neutral that is known to belong to right-to-left text.
_CLASSES = {"L": "L", "R": "R", "AL": "R", "EN": "N", "AN": "A", "CS": "C", "NSM": "M"}
_LEFT_TO_RIGHT = re.compile(r"(?:L(?:[LMNCO]*[LN])?|[NA]+(?:C[NA]+)*)+")
_RIGHT_TO_LEFT = re.compile(r"R(?:[RMNACOB]*[RM])?")
_OPENING = {"(": ")", "[": "]", "{": "}"}
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


@dataclass(frozen=True)
class Piece:
    """Characters that stand together in reading order: a letter, a ligature, a letter with its marks."""

    text: str
    barrier: bool = False


def strong_direction(text: str) -> int:
    """How many more right-to-left letters than left-to-right ones."""
    classes = [unicodedata.bidirectional(char) for char in text]
    return sum(cls in ("R", "AL") for cls in classes) - sum(cls == "L" for cls in classes)


def restore_order(pieces: Sequence[Piece], right_to_left: bool, mirror: bool = True) -> str:
    """The line in reading order. `mirror`: brackets in right-to-left text come as they look, not as they are meant."""
    classes = "".join(_classify(piece) for piece in pieces)
    if right_to_left:
        return _read_right_to_left(pieces, classes, mirror)
    read: list[str] = []
    done = 0
    for match in _RIGHT_TO_LEFT.finditer(classes):
        start, end = match.span()
        read.extend(piece.text for piece in pieces[done:start])
        read.append(_read_right_to_left(pieces[start:end], classes[start:end], mirror))
        done = end
    return "".join(read) + "".join(piece.text for piece in pieces[done:])


def _classify(piece: Piece) -> str:
    classes = [_CLASSES.get(unicodedata.bidirectional(char), "O") for char in piece.text]
    best = next((cls for cls in classes if cls in "LRNA"), classes[0] if classes else "O")
    return "B" if piece.barrier and best in "OC" else best


def _read_right_to_left(pieces: Sequence[Piece], classes: str, mirror: bool) -> str:
    read: list[str] = []
    end = len(pieces)
    for start, stop in reversed(_left_to_right_runs(pieces, classes)):
        read.extend(_mirrored(piece.text, mirror) for piece in reversed(pieces[stop:end]))
        read.extend(piece.text for piece in pieces[start:stop])
        end = start
    read.extend(_mirrored(piece.text, mirror) for piece in reversed(pieces[:end]))
    return "".join(read)


def _left_to_right_runs(pieces: Sequence[Piece], classes: str) -> list[tuple[int, int]]:
    runs = []
    for match in _LEFT_TO_RIGHT.finditer(classes):
        start, end = match.span()
        inside = "".join(piece.text for piece in pieces[start:end])
        # A bracket that opens inside Latin text closes there too (rule N0).
        if end < len(pieces) and any(
            inside.count(opening) > inside.count(closing) and pieces[end].text == closing
            for opening, closing in _OPENING.items()
        ):
            end += 1
        runs.append((start, end))
    return runs


def _mirrored(text: str, mirror: bool) -> str:
    return text.translate(_MIRRORED) if mirror else text
