"""JSON Lines: an object a line."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.errors import InputError, first_line

# How many problems a message names.
_NAMED = 20


def read_jsonl(path: Path, what: str, keys: Sequence[str] = ()) -> dict[int, dict[str, Any]]:
    """Number of the line → its object; blank lines are passed over. `what` names the kind of file to the user.

    Raises InputError, naming the lines, for those that are no object or lack one of the `keys`, and for a file without
    any.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the {what} {path}: {first_line(error)}") from error
    rows: dict[int, dict[str, Any]] = {}
    problems: list[str] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                rows[number] = _read_object(line, f"{path}, line {number}")
            except InputError as error:
                problems.append(str(error))
    if not rows and not problems:
        raise InputError(f"the {what} {path} is empty")
    for number, row in rows.items():
        if missing := [key for key in keys if key not in row]:
            problems.append(f"{path}, line {number} has no {missing[0]!r}: it is no row of a {what}")
    if problems:
        raise InputError(name_problems(problems))
    return rows


def name_problems(problems: Sequence[str]) -> str:
    """All of them in one line, or the first and how many more there are."""
    more = f"; and {len(problems) - _NAMED} more" if len(problems) > _NAMED else ""
    return "; ".join(problems[:_NAMED]) + more


def _read_object(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place} is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise InputError(f"{place} is not a JSON object")
    return row
