"""Lines as they were set → paragraphs as they were written."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from index.documents.pdf_lines import Line

_HYPHENS = "-\u2010\u00ad"
_BULLET = re.compile(r"[•◦▪●■\u2023*–—]\s")
_ENDS_SENTENCE = re.compile(r"[.!?:;۔؟؛।…][\"'”’»)\]]*$")
# A document with fewer words broken at the end of a line does not hyphenate: those hyphens were written.
_FEW_BROKEN = 3
_LONGEST_WORD = 60
_MOST_ROOM = 0.3
# Letters that are this much larger than most of the document's are a heading's, which breaks its lines where it likes.
_HEADING_SIZE = 1.15
_Edges = dict[int, tuple[float, float]]  # left and right, by the id of a line
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def join_lines(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """The text, a line a paragraph, and where in it each page starts."""
    words = _Words(pages)
    starts: list[int] = []
    parts: list[str] = []
    length = 0
    last: Line | None = None
    edges = {id_: box for page in pages for id_, box in _edges(page).items()}
    heading = _HEADING_SIZE * _usual_size(pages)
    for page in pages:
        starts.append(length)
        for number, (line, follows) in enumerate(_follows(last, page, edges, heading)):
            if follows and words.broken(parts[-1], line.text):
                joint = ""
                if not words.keeps_hyphen(parts[-1], line.text):
                    parts[-1] = parts[-1][:-1]
                    length -= 1
            else:
                joint = " " if follows else "\n" if parts else ""
            if number == 0:
                starts[-1] = length + len(joint)
            parts.append(joint + line.text)
            length += len(parts[-1])
            last = line
    return "".join(parts), tuple(starts)


class _Words:
    """The words of a document, to tell a hyphen that only breaks a word from one that belongs to it."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        lines = [line.text for page in pages for line in page]
        self._known = {word.lower() for line in lines for word in _WORD.findall(line)}
        self._hyphenates = sum(self.broken(a, b) for a, b in pairwise(lines)) >= _FEW_BROKEN

    @staticmethod
    def broken(before: str, text: str) -> bool:
        return before[-1:] in _HYPHENS and before[-2:-1].isalpha() and text[:1].islower()

    def keeps_hyphen(self, before: str, text: str) -> bool:
        head, tail = _WORD.findall(before[-_LONGEST_WORD:]), _WORD.findall(text[:_LONGEST_WORD])
        if before[-1] == "\u00ad" or not (head and tail):
            return False
        if f"{head[-1]}-{tail[0]}".lower() in self._known:
            return True
        return f"{head[-1]}{tail[0]}".lower() not in self._known and not self._hyphenates


def _usual_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size that most letters of the document have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _follows(last: Line | None, page: Sequence[Line], edges: _Edges, heading: float) -> Iterator[tuple[Line, bool]]:
    """Each line with whether it goes on with the paragraph of the line before it; `heading` is the size from which it
    is one of a heading, which may end its lines early and does not end with a full stop."""
    leading = _leading(page)
    for before, line in pairwise([last, *page]):
        assert line is not None
        if before is None:
            yield line, False
            continue
        turned = before.right_to_left != line.right_to_left and min(len(before.text), len(line.text)) > 20
        step = before.y - line.y
        elsewhere = line is page[0] or step <= 0 or step > 20 * line.size
        apart = not elsewhere and step > 1.3 * leading * line.size
        in_heading = line.size >= heading and not elsewhere and not _ENDS_SENTENCE.search(before.text)
        yield (
            line,
            not (
                apart
                or turned
                or abs(before.size - line.size) > 0.1 * line.size
                or _BULLET.match(line.text)
                or (not in_heading and _ends_early(before, line, edges, elsewhere))
                or (elsewhere and _ENDS_SENTENCE.search(before.text))
                or (not elsewhere and not in_heading and _indented(before, line, edges))
            ),
        )


def _leading(page: Sequence[Line]) -> float:
    """The step from line to line, in units of the letters' size."""
    steps = [(a.y - b.y) / b.size for a, b in pairwise(page) if 0 < a.y - b.y < 4 * a.size]
    # The usual step inside paragraphs, also where half of the steps lead to a new one.
    return median(sorted(steps)[: max(1, len(steps) * 2 // 3)]) if steps else 0.0


def _edges(page: Sequence[Line]) -> _Edges:
    """Left and right edge of the column that each line stands in, by the line's id."""
    edges: _Edges = {}
    column: list[Line] = []
    for before, line in pairwise([None, *page, None]):
        if line and (not column or (before and before.y > line.y and _overlap(column[0], line))):
            column.append(line)
            continue
        box = (min(item.x0 for item in column), max(item.x1 for item in column)) if column else (0.0, 0.0)
        edges.update({id(item): box for item in column})
        column = [line] if line else []
    return edges


def _overlap(a: Line, b: Line) -> bool:
    return min(a.x1, b.x1) > max(a.x0, b.x0)


def _ends_early(before: Line, line: Line, edges: _Edges, elsewhere: bool) -> bool:
    """Whether the next word would have fitted on the line before."""
    left, right = edges.get(id(before), (before.x0, before.x1))
    room = before.x0 - left if before.right_to_left else right - before.x1
    if elsewhere:
        return room > _MOST_ROOM * (right - left)  # the next line may be in a narrower column
    word = len(line.text.split(" ", 1)[0]) / max(len(line.text), 1) * (line.x1 - line.x0)
    return room > 1.2 * word + before.size


def _indented(before: Line, line: Line, edges: _Edges) -> bool:
    left, right = edges.get(id(line), (line.x0, line.x1))
    indent = right - line.x1 if line.right_to_left else line.x0 - left
    indent_before = right - before.x1 if line.right_to_left else before.x0 - left
    return line.size < indent < 6 * line.size and indent_before < 0.5 * line.size
