"""The results of a run in a folder: written, read again, held against floors."""

import json
import tomllib
from pathlib import Path
from typing import Any

from eval.jsonl import read_jsonl
from eval.report import render_report
from index.errors import InputError, first_line


def write_results(results: dict[str, Any], folder: Path) -> None:
    """`rows.jsonl`, `metrics.json` and `report.html` in a folder, which is made if need be."""
    metrics = {key: value for key, value in results.items() if key != "rows"}
    rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in results["rows"])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "rows.jsonl").write_text(rows, encoding="utf-8")
        (folder / "metrics.json").write_text(json.dumps(metrics, ensure_ascii=False, indent=1), encoding="utf-8")
        (folder / "report.html").write_text(render_report(results), encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot write the results to {folder}: {error.strerror}") from error


def read_rows(folder: Path) -> list[dict[str, Any]]:
    """The rows of an earlier run. Raises InputError if they are not there or not readable."""
    try:
        rows = list(read_jsonl(folder / "rows.jsonl", "run", ("id", "scores", "result")).values())
        for row in rows:
            row["result"]["answer"]
    except (InputError, KeyError, TypeError) as error:
        raise InputError(
            f"{folder} holds no rows of an earlier run ({error}); make them with: sanad eval --out {folder}"
        ) from error
    return rows


def check_floors(results: dict[str, Any], path: Path, part: str) -> list[str]:
    """The measures that are worse than the table `part` of a TOML file allows, each as a sentence.

    Its keys are `part.measure`; what ends in `_rate` or lies under `latency_ms` must not be above its value, anything
    else not below. Raises InputError for a file or a key that there is not.
    """
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the floors {path}: {first_line(error)}") from error
    try:
        floors = dict(tomllib.loads(content)[part])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} has no floors for {part!r}: {error}") from error
    problems = []
    for key, floor in floors.items():
        group, _, name = key.partition(".")
        try:
            value = results[group][name]
        except (KeyError, TypeError) as error:
            raise InputError(f"{path}: there is no measure {key!r}") from error
        if not isinstance(value, float | int | None):
            raise InputError(f"{path}: the measure {key!r} is not one number")
        if not isinstance(floor, float | int):
            raise InputError(f"{path}: the floor of {key!r} is {floor!r}, it must be a number")
        ceiling = name.endswith("_rate") or group == "latency_ms"
        if value is None or (value > floor if ceiling else value < floor):
            problems.append(f"{key} is {value}, {'at most' if ceiling else 'at least'} {floor} is wanted")
    return problems
