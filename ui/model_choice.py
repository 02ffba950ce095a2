"""The language model as it was chosen in the settings of the page: kept in a file that only its owner can read."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from index.errors import SettingsError
from rag.settings import NO_LLM

_FILE = "language-model.json"
# Of what is typed into the page.
_LONGEST = 2_000


@dataclass(frozen=True)
class Choice:
    """`llm` is what `--llm` takes; `model` and `key` are for an endpoint given by its URL."""

    llm: str = NO_LLM
    model: str = ""
    key: str = field(default="", repr=False)


def read_choice(home: Path) -> Choice | None:
    """None where nothing was chosen, or where what was can no longer be read."""
    try:
        kept = json.loads((home / _FILE).read_text(encoding="utf-8"))
        values = [kept[name] for name in ("llm", "model", "key")]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Choice(*values) if all(isinstance(value, str) and len(value) <= _LONGEST for value in values) else None


def keep_choice(choice: Choice, home: Path) -> None:
    """With the key that was typed for it, now or before. Raises SettingsError."""
    path = home / _FILE
    scratch = path.with_suffix(f".{os.getpid()}")
    try:
        # Nobody else may read it, not even for a moment.
        scratch.unlink(missing_ok=True)
        descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(choice), file, ensure_ascii=False)
        scratch.replace(path)
    except OSError as error:
        raise SettingsError(f"the choice cannot be kept in {home}: {error.strerror or error}") from error


def apply_choice(values: Mapping[str, Any], home: Path) -> dict[str, Any]:
    """The settings with what was chosen. The key that goes with one address is never sent to another."""
    kept = read_choice(home)
    if kept is None:
        return dict(values)
    known = values.get("llm_key", "") if values.get("llm") == kept.llm else ""
    return {**values, "llm": kept.llm, "llm_model": kept.model, "llm_key": kept.key or known}
