"""The settings of the index."""

from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

import regex

from index.documents import ReadLimits
from index.errors import SettingsError

BUNDLED_ENCODER = "bundled"
# The bundled one as its makers trained it, without the layers that were tuned for Sanad.
BASE_ENCODER = "base"
BUNDLED_READER, NO_READER = "bundled", "none"
# How a sentence is encoded: as its passage is read, or by itself too, which nearly doubles the encoding.
IN_CONTEXT, BOTH = "context", "both"
# It becomes the name of a folder; names that begin with a dot are kept for what is not a collection.
_COLLECTION_NAME = regex.compile(r"[\w\p{M}][\w\p{M}\u200c.-]{0,63}")
_MAX_NAME_BYTES = 200
_DEFAULT = "default"


@dataclass(frozen=True)
class IndexSettings:
    """`reader` is "bundled", "none" or a file of its layers; `sentences` is "context" or "both"; `store` is the URL of
    a Chroma server, or empty for vectors on this machine's disk."""

    home: Path
    cache: Path
    collection: str = _DEFAULT
    encoder: str = BUNDLED_ENCODER
    reader: str = BUNDLED_READER
    passage_tokens: int = 192
    sentences: str = IN_CONTEXT
    batch_size: int = 32
    store: str = ""
    store_patience_s: int = 60
    max_file_bytes: int = 200_000_000
    read_timeout_s: int = 60
    read_memory_bytes: int = 1_500_000_000
    read_max_text_chars: int = 50_000_000
    read_max_members: int = 100_000
    read_max_unpacked_bytes: int = 500_000_000
    read_max_depth: int = 2
    read_max_ratio: int = 200
    min_free_bytes: int = 50_000_000

    def __post_init__(self) -> None:
        name = self.collection
        try:
            str(self.home).encode()
        except UnicodeEncodeError as error:
            shown = str(self.home).encode("utf-8", "backslashreplace").decode()
            raise SettingsError(f"the name of the home {shown} is not UTF-8; choose another --home") from error
        if self.sentences not in (IN_CONTEXT, BOTH):
            raise SettingsError(f"sentences is {self.sentences!r}; it must be {IN_CONTEXT!r} or {BOTH!r}")
        if self.store and not _is_address(self.store):
            raise SettingsError(f"the store {self.store!r} is not the address of a Chroma server: http://host:port")
        if not _COLLECTION_NAME.fullmatch(name) or len(name.encode("utf-8", "replace")) > _MAX_NAME_BYTES:
            raise SettingsError(
                f"{name[:80]!r} cannot name a collection: use up to 64 letters, digits, '-', '_' and '.'"
            )

    @property
    def folder(self) -> Path:
        """Where this collection is stored."""
        return self.home / "collections" / self.collection

    @property
    def uploads(self) -> Path:
        """Where the files are kept that readers bring to this collection. `--rebuild` does not touch them."""
        return self.home / "uploads" / self.collection

    @property
    def read_limits(self) -> ReadLimits:
        return ReadLimits(**{field.name: getattr(self, f"read_{field.name}") for field in fields(ReadLimits)})

    @property
    def option(self) -> str:
        """What names this collection in a command that is shown to the user, with a space before it."""
        return f" --collection {self.collection}" if self.collection != _DEFAULT else ""

    def scratch(self, kind: str) -> Path:
        """The place of what belongs to the collection and is none: no collection's name begins with a dot."""
        return self.folder.with_name(f".{self.collection}.{kind}")


def _is_address(url: str) -> bool:
    """Of a server: http://host, with or without a port."""
    try:
        parts = urlsplit(url)
        return bool(regex.fullmatch(r"https?://[^/]+/?", url)) and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
