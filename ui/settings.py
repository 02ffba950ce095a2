"""All settings: defaults, then `sanad.toml` in the home folder, then `SANAD_…` in the environment, then flags."""

import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, fields
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path, user_data_path

from index.errors import SettingsError, first_line
from index.settings import IndexSettings
from rag.settings import RagSettings
from ui.model_choice import apply_choice

_FILE = "sanad.toml"
_PREFIX = "SANAD_"
_LAST_PORT = 65_535


@dataclass(frozen=True)
class UiSettings:
    """`host` other than this machine needs `auth_file`, the file of the accounts."""

    host: str = "127.0.0.1"
    port: int = 7860
    auth_file: str = ""
    # Questions that may wait for their turn, fewer than the threads that serve (40), and for how many seconds.
    max_waiting: int = 32
    patience_s: int = 120
    # Of one reader, or of one address where nobody has an account.
    requests_per_minute: int = 600
    max_request_bytes: int = 8_000_000
    max_upload_bytes: int = 200_000_000
    max_upload_files: int = 500

    def __post_init__(self) -> None:
        if self.port > _LAST_PORT:
            raise SettingsError(f"the port {self.port} does not exist; choose one up to {_LAST_PORT}")


@dataclass(frozen=True)
class Settings:
    index: IndexSettings
    rag: RagSettings
    ui: UiSettings


_FIELDS: dict[str, Field[Any]] = {f.name: f for kind in (IndexSettings, RagSettings, UiSettings) for f in fields(kind)}


def load_settings(environ: Mapping[str, str], flags: Mapping[str, Any], chat: bool = False) -> Settings:
    """Flags that are None count as not given. In the `chat`, the language model is the one that was chosen there, if
    neither a flag nor the environment names one.

    Raises SettingsError for a key that does not exist and for a value that cannot be read.
    """
    environment = {
        key.removeprefix(_PREFIX).lower(): value for key, value in environ.items() if key.startswith(_PREFIX)
    }
    given = {key: value for key, value in flags.items() if value is not None}
    layers = {"the environment (SANAD_…)": environment, "the command line": given}
    named = [(layer["home"], origin) for origin, layer in layers.items() if "home" in layer]
    home: Path = _convert("home", *named[-1]) if named else user_data_path("sanad")
    values: dict[str, Any] = {"home": home, "cache": user_cache_path("sanad")}
    for origin, layer in {str(home / _FILE): _read_file(home / _FILE), **layers}.items():
        for key, value in layer.items():
            if key not in _FIELDS:
                raise SettingsError(f"unknown setting {key!r} in {origin}; there are: {', '.join(sorted(_FIELDS))}")
            values[key] = _convert(key, value, origin)
    if chat and not any("llm" in layer for layer in layers.values()):
        values = apply_choice(values, home)
    return Settings(*(_make(kind, values) for kind in (IndexSettings, RagSettings, UiSettings)))


def _read_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"cannot read the settings in {path}: {first_line(error)}") from error


def _convert(key: str, value: Any, origin: str) -> Any:
    kind = _FIELDS[key].type
    try:
        converted = kind(value)  # type: ignore[operator]
        # An empty path would mean the current folder.
        empty = str(value) == "" or (isinstance(converted, int | float) and not _is_meant(key, converted))
        converted = converted.expanduser() if isinstance(converted, Path) else converted
    except (TypeError, ValueError, RuntimeError) as error:
        raise SettingsError(f"the setting {key!r} in {origin} is {value!r}, not {kind.__name__}: {error}") from error  # type: ignore[union-attr]
    if empty:
        zero = "" if _is_meant(key, 0) else ", zero"
        raise SettingsError(f"the setting {key!r} in {origin} is {value!r}; it must not be empty{zero} or negative")
    return converted


def _is_meant(key: str, value: float) -> bool:
    """Zero only where it is a share or the default; what is not a number is neither."""
    return value > 0 or (value == 0 and (_FIELDS[key].type is float or _FIELDS[key].default == 0))


def _make(kind: Any, values: Mapping[str, Any]) -> Any:
    return kind(**{f.name: values[f.name] for f in fields(kind) if f.name in values})
