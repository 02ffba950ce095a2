"""Glyphs of a page → lines in reading order.

The content stream is believed for the order of lines, columns and of the glyphs inside a run; only runs that share a
line are sorted by where they stand. Sorting glyphs by place would break Nastaliq, where letters stand above each other.
"""

import math
import re
import unicodedata
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.documents.bidi import Piece, restore_order, strong_direction
from index.documents.pdf_glyphs import Glyph

_SAME_LINE_EM = 0.6
# A gap that counts as a space between runs, and inside one if the page writes none. Letters of Nastaliq leave gaps too.
_SPACE_EM = 0.2
_FEWEST_SPACES = 0.05
_JUMP_EM = 1.0
# Backwards: runs that are said to be in visual order may step back, as letters of Nastaliq do.
_JUMP_BACK_EM = 0.3
_OVERLAP = 0.3
_ARABIC_MARKS = "\u064b-\u065f\u0670"
_STRAY_MARK = re.compile(rf"(?<![\w{_ARABIC_MARKS}])([{_ARABIC_MARKS}]+)(\w)")
_ENDS_ON_THE_LEFT = re.compile(r"[.!?:;,]+\s*[^\W\d_]")
_BRACKETS = re.compile(r"(?P<opens>(?<=\s)[(«\[](?=\w))|(?P<closes>(?<=\w)[(«\[](?=[\s،۔.]))")


@dataclass(frozen=True)
class Line:
    """A line of text in reading order and the box it fills, in points from the page's lower left corner."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    right_to_left: bool


@dataclass
class _Run:
    glyphs: list[Glyph]
    y: float = 0.0

    def close(self) -> "_Run":
        # Most letters of a Nastaliq word stand above the baseline, but spaces and last letters stand on it.
        heights = Counter(round(glyph.y, 1) for glyph in self.glyphs)
        most = max(heights.values())
        self.y = min(height for height, count in heights.items() if count == most)
        steps = [right.x0 - left.x0 for left, right in pairwise(self.glyphs)]
        if sum(step < 0 for step in steps) > len(steps) / 2 and strong_direction(self.text) > 0:
            self.glyphs.reverse()  # written in reading order, from right to left
        return self

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)

    @property
    def x0(self) -> float:
        return min(glyph.x0 for glyph in self.glyphs)

    @property
    def x1(self) -> float:
        return max(glyph.x1 for glyph in self.glyphs)


def build_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a page in the order in which the page paints them."""
    text = "".join(glyph.text for glyph in glyphs)
    inside_em = math.inf if text.count(" ") > _FEWEST_SPACES * len(text) else _SPACE_EM
    mostly_right_to_left = strong_direction(text) > 0
    groups = [_sort_runs(group) for group in _group_lines(_split_runs(_drop_doubles(glyphs)))]
    lines = [_read_line(group, inside_em, mostly_right_to_left, mirror=True) for group in groups]
    if _brackets_look_wrong(lines):
        lines = [_read_line(group, inside_em, mostly_right_to_left, mirror=False) for group in groups]
    return [line for line in lines if line.text.strip()]


def _drop_doubles(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Without the glyphs that are painted twice, a little apart, to look bold."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for glyph in glyphs:
        place = (glyph.text, round(glyph.x0 / glyph.size * 20), round(glyph.y / glyph.size * 20))
        if not glyph.text.strip() or place not in seen:
            kept.append(glyph)
        seen.add(place)
    return kept


def _split_runs(glyphs: Sequence[Glyph]) -> list[_Run]:
    runs: list[_Run] = []
    for glyph in glyphs:
        last = runs[-1].glyphs[-1] if runs else None
        if last is None or last.run != glyph.run or _jumps(last, glyph):
            runs.append(_Run([]))
        runs[-1].glyphs.append(glyph)
    return [run.close() for run in runs]


def _jumps(last: Glyph, glyph: Glyph) -> bool:
    em = max(last.size, glyph.size)
    overlap = _OVERLAP * (glyph.x1 - glyph.x0)
    back = last.x0 - glyph.x1 > (_JUMP_BACK_EM * em if glyph.reversed else -overlap)
    apart = back or glyph.x0 - last.x1 > _JUMP_EM * em
    lower = abs(glyph.y - last.y)
    return apart or lower > 1.6 * em or (lower > 0.5 * em and glyph.x1 < last.x0 - em)


def _group_lines(runs: Sequence[_Run]) -> list[list[_Run]]:
    lines: list[list[_Run]] = []
    for run in runs:
        if lines:
            longest = max(lines[-1], key=lambda other: len(other.glyphs))
            if abs(longest.y - run.y) < _SAME_LINE_EM * max(longest.size, run.size):
                lines[-1].append(run)
                continue
        lines.append([run])
    return lines


def _sort_runs(runs: Sequence[_Run]) -> list[_Run]:
    """The runs of a line from left to right; one that others interrupt is cut there."""
    centres = sorted((glyph.x0 + glyph.x1) / 2 for run in runs for glyph in run.glyphs)
    cut: list[_Run] = []
    for run in runs:
        part: list[Glyph] = []
        for glyph in run.glyphs:
            if part and bisect(centres, part[-1].x1) < bisect(centres, glyph.x0):
                cut.append(_Run(part, run.y))
                part = []
            part.append(glyph)
        cut.append(_Run(part, run.y))
    return sorted(cut, key=lambda run: run.x0)


def _read_line(runs: Sequence[_Run], inside_em: float, mostly_right_to_left: bool, mirror: bool) -> Line:
    letters = strong_direction("".join(run.text for run in runs))
    any_right_to_left = any(strong_direction(glyph.text) > 0 for run in runs for glyph in run.glyphs)
    right_to_left = any_right_to_left and (mostly_right_to_left or letters > 0)
    if mostly_right_to_left and not any_right_to_left:
        # A foreign sentence in a right-to-left paragraph ends on the left.
        right_to_left = bool(_ENDS_ON_THE_LEFT.match("".join(run.text for run in runs).lstrip()))
    pieces: list[Piece] = []
    end = runs[0].x0
    for run in runs:
        space_em = _SPACE_EM
        for glyph in run.glyphs:
            text = _plain(glyph.text)
            gap = glyph.x0 - end > space_em * glyph.size
            if gap and text and pieces and not pieces[-1].text.isspace() and not text.isspace():
                pieces.append(Piece(" "))
            if text:
                pieces.append(Piece(text, barrier=glyph.reversed))
            end = max(end, glyph.x1)
            space_em = inside_em
    text = _STRAY_MARK.sub(r"\2\1", restore_order(pieces, right_to_left, mirror))
    text = unicodedata.normalize("NFC", re.sub(r"[ \u00a0]+|\u00ad(?!$)", _as_space, text).strip())
    longest = max(runs, key=lambda run: len(run.glyphs))
    x0, x1 = min(run.x0 for run in runs), max(run.x1 for run in runs)
    return Line(text, x0, x1, longest.y, longest.size, right_to_left)


def _as_space(match: re.Match[str]) -> str:
    return "" if match[0] == "\u00ad" else " "


def _plain(text: str) -> str:
    """Presentation forms and ligatures as the letters they show, without control characters."""
    shown = [
        unicodedata.normalize("NFKC", char).strip() or char
        if "\ufb00" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefc"
        else char
        for char in text
    ]
    return "".join(" " if char in "\t\n\r\u00a0" else char for part in shown for char in part if _is_text(char))


def _is_text(char: str) -> bool:
    return char in "\t\n\r\u00ad\u200c\u200d" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _brackets_look_wrong(lines: Sequence[Line]) -> bool:
    """Some producers write brackets as they are meant; mirroring those turns each the wrong way round."""
    found = Counter(match.lastgroup for line in lines if line.right_to_left for match in _BRACKETS.finditer(line.text))
    return found["closes"] > found["opens"]
