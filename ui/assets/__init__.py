"""What the browser is given: scripts, styles and fonts."""

from importlib.resources import files
from pathlib import Path


def read_asset(name: str) -> str:
    return files("ui.assets").joinpath(name).read_text(encoding="utf-8")


def font_faces() -> str:
    """The styles that name the bundled fonts, which the page hands out as files."""
    return read_asset("fonts.css").replace("FONTS", f"/gradio_api/file={font_folder().as_posix()}")


def font_folder() -> Path:
    return asset_folder() / "fonts"


def asset_folder() -> Path:
    return Path(__file__).parent
