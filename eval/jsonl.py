"""JSON Lines: an object a line."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.errors import InputError


def read_jsonl(path: Path, what: str, keys: Sequence[str] = ()) -> dict[int, dict[str, Any]]:
    """Number of the line → its object; blank lines are passed over. `what` names the kind of file to the user.

    Raises InputError, naming the line, for one that is no object or lacks one of the `keys`, and for a file without
    any.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the {what} {path}: {error}") from error
    rows = {
        number: _read_object(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()
    }
    if not rows:
        raise InputError(f"the {what} {path} is empty")
    for number, row in rows.items():
        if missing := [key for key in keys if key not in row]:
            raise InputError(f"{path}, line {number} has no {missing[0]!r}: it is no row of a {what}")
    return rows


def _read_object(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place} is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise InputError(f"{place} is not a JSON object")
    return row
