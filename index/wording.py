"""Do two short reports that are alike say the same? One word may be all the difference: confirmed or denied, 5 or 7.

What newsrooms do to an agency's report is no difference: another headline, dateline, credit or footer, sentences and
clauses left out or added, other punctuation, spacing and keyboards. What stands *instead of* something else is one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

import regex

from index.folding import fold_text

# Letters and digits of the shorter text. In a text as short as the first, other words make another report; in one as
# short as the second, other numbers do; in a longer one an editor has changed a word or a count has gone up.
_SHORT = 800
_SHORTISH = 1_200
# In a text as short as this, lines at its end that are no credit make another report: see `_tell`.
_BRIEF = 400
# Letters from which a line that ends with a full stop tells something: it is no headline, dateline or credit.
_STATEMENT = 40
# So long a text is not compared, however little of it is letters and however often it repeats them.
_LONG_TEXT = 4_000
# Share of the runs of three letters of both clauses from which one is the other in other words.
_NEAR = 0.4
_RUN = 3

_BORDER = regex.compile(r"[.!?…۔؟।॥]+(?=\s|$)|[。！？，、]|[,،;؛](?=\s)|(?<apart>[()\[\]]|[:：](?=\s)|\s[-–—]+(?=\s))")
_SENTENCE_END = regex.compile(r"[.!?…۔؟।॥。！？][\p{P}\s]*$")
# A headline may ask or exclaim; only what is told ends so.
_FULL_STOP = regex.compile(r"[.…۔।॥。][\p{P}\s]*$")
_NO_LETTERS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_NUMBERS = regex.compile(r"\d+")


@dataclass(frozen=True)
class _Clause:
    """`letters` is all that is compared. `apart`: set off as datelines and credits are; `of` the clauses of `line`,
    which is `ended` by a full stop."""

    letters: str
    apart: bool = field(compare=False)
    line: int = field(compare=False)
    of: int = field(compare=False)
    ended: bool = field(compare=False)
    headline: bool = field(compare=False)


def differ_in_wording(left: str, right: str) -> bool:
    """Whether one says something else in the place of something that the other says; never for two long texts."""
    if max(len(left), len(right)) > _LONG_TEXT:
        return False
    # Sorted, as the matcher's answer may depend on the order.
    clauses, others = map(_clauses, sorted((left, right)))
    size = min(sum(len(clause.letters) for clause in side) for side in (clauses, others))
    if size > _SHORTISH:
        return False
    steps = SequenceMatcher(None, clauses, others, autojunk=False).get_opcodes()
    for number, (step, start, end, other_start, other_end) in enumerate(steps):
        edge = "start" if number == 0 else "end" if number == len(steps) - 1 else ""
        if step == "replace" and _differ(clauses[start:end], others[other_start:other_end], edge, size):
            return True
    return False


def _differ(left: Sequence[_Clause], right: Sequence[_Clause], edge: str, size: int) -> bool:
    by_words = size <= _SHORT
    left, right = _without_same_end(left, right)
    left, right = (side[::-1] for side in _without_same_end(left[::-1], right[::-1], backwards=True))
    if not left or not right:
        return False
    if edge and _stand_alone(left) and _stand_alone(right):
        # Both begin with something of their own, and what they share is a footer or a background.
        if (edge == "start" or size <= _BRIEF) and _tell(left) and _tell(right):
            return True
        # A headline, a credit, a footer, unless one is the other's with a word or a number changed.
        pairs = [(one, other) for one in left for other in right if _near(one.letters, other.letters)]
        return any(_other_numbers([a], [b]) or (by_words and not (a.headline and b.headline)) for a, b in pairs)
    return by_words or _other_numbers(left, right)


def _without_same_end(
    left: Sequence[_Clause], right: Sequence[_Clause], backwards: bool = False
) -> tuple[Sequence[_Clause], Sequence[_Clause]]:
    """Without the clauses at the end that are the same letters, however they are divided by commas and lines."""
    step = 1 if backwards else -1
    ends = [list(accumulate(clause.letters[::step] for clause in reversed(side))) for side in (left, right)]
    same = max(set(ends[0]) & set(ends[1]), key=len, default="")
    counts = [side.index(same) + 1 if same else 0 for side in ends]
    return left[: len(left) - counts[0]], right[: len(right) - counts[1]]


def _stand_alone(clauses: Sequence[_Clause]) -> bool:
    """Whether they are whole lines of a text of several, or set off from what is said."""
    whole = Counter(clause.line for clause in clauses)
    return all(clause.apart or whole[clause.line] == clause.of for clause in clauses)


def _tell(clauses: Sequence[_Clause]) -> bool:
    """Whether they say something on lines of their own, as a headline or a credit does not."""
    whole = Counter(clause.line for clause in clauses)
    told = (len(clause.letters) for clause in clauses if clause.ended and whole[clause.line] == clause.of)
    return sum(told) >= _STATEMENT


def _other_numbers(left: Sequence[_Clause], right: Sequence[_Clause]) -> bool:
    """Whether both have numbers, and not the same."""
    one, other = (sorted(_NUMBERS.findall(" ".join(clause.letters for clause in side))) for side in (left, right))
    return bool(one and other) and one != other


def _near(left: str, right: str) -> bool:
    one, other = ({text[i : i + _RUN] for i in range(len(text) - _RUN + 1)} for text in (left, right))
    return 2 * len(one & other) > _NEAR * (len(one) + len(other))


@lru_cache(maxsize=1_000)
def _clauses(text: str) -> tuple[_Clause, ...]:
    lines = [line for line in text.splitlines() if line.strip()]
    found: list[_Clause] = []
    for number, line in enumerate(lines):
        parts = list(_parts(line))
        ended = bool(_FULL_STOP.search(line))
        headline = number == 0 and len(lines) > 1 and not _SENTENCE_END.search(line)
        # A text of one line has no line that stands alone.
        of = len(parts) if len(lines) > 1 else len(parts) + 1
        found += [_Clause(letters, apart, number, of, ended, headline) for letters, apart in parts]
    return tuple(found)


def _parts(line: str) -> Iterator[tuple[str, bool]]:
    """The letters of each clause, and whether it is set off from what follows."""
    first = 0
    for border in [*_BORDER.finditer(line), None]:
        letters = _NO_LETTERS.sub("", fold_text(line[first : border.start() if border else len(line)]))
        if letters:
            yield letters, border is not None and border["apart"] is not None
        first = border.end() if border else 0
