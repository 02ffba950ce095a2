"""The phrases of relative dates in their languages, folded: `words/relative.toml`."""

from functools import cache
from typing import Literal

from index.folding import fold_text
from rag.wordlists import read_words

Unit = Literal["day", "week", "month", "year"]

# What a phrase leaves open: a unit, the one unit, a day of the week, a month, a number.
CAPTURES = ("{U}", "{1}", "{W}", "{M}", "{N}")
_UNITS: tuple[Unit, ...] = ("day", "week", "month", "year")


@cache
def patterns(lang: str) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """First part → operations and patterns, a part of a pattern a folded word or a capture."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for op, phrases in read_words("relative")[lang].items():
        if op.startswith("day ") or op in ("last", "this", "next", "ago", "ahead", "on", "in"):
            for phrase in phrases.split("|"):
                one = op in ("ago", "ahead") and "{N}" not in phrase
                words = phrase.replace("{U}", "{1}").split() if one else phrase.split()
                parts = tuple(part if part in CAPTURES else fold_text(part) for part in words)
                found.setdefault(parts[0], []).append((op, parts))
    return found


@cache
def unit_words(lang: str, op: str) -> dict[str, tuple[Unit, int | None]]:
    """Folded word → unit, and the number that a dual says."""
    table, units = read_words("relative")[lang], dict[str, tuple[Unit, int | None]]()
    counted = op in ("ago", "ahead")
    for unit in _UNITS:
        for name, number in ((unit, None), (f"{unit}s", None), (f"two-{unit}s", 2)):
            if counted or name == unit:
                for word in table.get(name, "").split():
                    units.setdefault(fold_text(word), (unit, number))
    return units


@cache
def one_words(lang: str) -> dict[str, tuple[Unit, int | None]]:
    """Folded word → the unit of which it is one; Arabic has words for two."""
    table, units = read_words("relative")[lang], dict[str, tuple[Unit, int | None]]()
    listed_ones = table.get("one") or " | ".join(f"{unit}: {table.get(unit, '')}" for unit in _UNITS)
    for entry in listed_ones.split("|"):
        name, _, words = entry.strip().partition(":")
        for unit in _UNITS:
            if name in (unit, f"two-{unit}"):
                units.update({fold_text(word): (unit, 2 if name != unit else None) for word in words.split()})
    return units


@cache
def weekdays(lang: str) -> dict[str, int]:
    """Folded name → 0 for Monday."""
    days = read_words("relative")[lang]["weekdays"].split("|")
    return {fold_text(n.strip().replace("_", " ")): day for day, names in enumerate(days) for n in names.split("/")}
