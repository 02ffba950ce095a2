"""What the browser is given: scripts, styles and fonts."""

from importlib.resources import files
from pathlib import Path


def read_asset(name: str) -> str:
    return files("ui.assets").joinpath(name).read_text(encoding="utf-8")


def asset_folder() -> Path:
    return Path(__file__).parent
