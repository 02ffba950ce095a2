"""The lists of words beside this module, by languages."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_words(name: str) -> dict[str, Any]:
    """The table of `words/{name}.toml`."""
    return tomllib.loads(files("rag").joinpath("words", f"{name}.toml").read_text(encoding="utf-8"))
