"""The settings of the index."""

from dataclasses import dataclass
from pathlib import Path

BUNDLED_ENCODER = "bundled"


@dataclass(frozen=True)
class IndexSettings:
    home: Path
    cache: Path
    collection: str = "default"
    encoder: str = BUNDLED_ENCODER
    passage_tokens: int = 192
    batch_size: int = 32
    max_file_bytes: int = 20_000_000
    min_free_bytes: int = 50_000_000

    @property
    def folder(self) -> Path:
        """Where this collection is stored."""
        return self.home / "collections" / self.collection
