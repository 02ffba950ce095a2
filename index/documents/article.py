"""What reading a file gives: articles, and what could not be used."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from index.errors import InputError

# How the names of files begin that are passed over: hidden ones, and what Word keeps beside a document that is open.
HIDDEN = (".", "~$")
TWICE = "is there twice; only the first was read"


@dataclass(frozen=True)
class ReadLimits:
    """What one file may cost to read; a file that needs more is reported, never cut short."""

    timeout_s: float = 60
    memory_bytes: int = 1_500_000_000
    max_text_chars: int = 50_000_000
    max_members: int = 100_000  # files of an archive, rows of a table
    max_unpacked_bytes: int = 500_000_000
    max_depth: int = 2  # archives inside archives
    max_ratio: int = 200  # of unpacked to packed bytes of a member


@dataclass(frozen=True)
class Extracted:
    """An article. `name` is empty for the file itself, `#3` for its third record, `/a/b.html` for a member."""

    name: str
    kind: str
    text: str
    title: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None  # as the file gives it; ISO 8601 where the format has a type for dates
    pages: tuple[int, ...] = ()  # where in `text` each page of a PDF starts
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unread:
    """A file, member or record that cannot be used; `reason` goes on after its name: "is encrypted; …"."""

    name: str
    kind: str
    reason: str


class UnusableContent(InputError):
    """Content that holds no usable article; the message is the reason of an `Unread`."""


def limit_reason(what: str, field: str, limits: ReadLimits) -> str:
    """The reason for a file that went over a limit, with the setting that raises it."""
    unit = " s" if field.endswith("_s") else " bytes" if field.endswith("_bytes") else ""
    return f"{what} (limit {getattr(limits, field):,}{unit}); if you trust it, raise SANAD_READ_{field.upper()}"


@dataclass
class Budget:
    """What one file, with all that is packed in it, has used so far."""

    limits: ReadLimits
    unpacked_bytes: int = 0
    members: int = 0
    text_chars: int = 0
    spent: bool = False

    def take_bytes(self, count: int) -> None:
        self.unpacked_bytes += count
        self._check("unpacks to too many bytes", self.unpacked_bytes, "max_unpacked_bytes")

    def take_members(self, count: int) -> None:
        self.members += count
        self._check("has too many members", self.members, "max_members")

    def take_text(self, chars: int) -> None:
        self.text_chars += chars
        self._check("has too much text", self.text_chars, "max_text_chars")

    def _check(self, what: str, used: int, field: str) -> None:
        if used > getattr(self.limits, field):
            self.spent = True
            raise UnusableContent(limit_reason(what, field, self.limits))


def to_message(found: list[Extracted | Unread]) -> list[dict[str, Any]]:
    return [asdict(item) for item in found]


def from_message(message: list[dict[str, Any]]) -> list[Extracted | Unread]:
    """Raises TypeError or KeyError for anything that `to_message` cannot have written."""
    found: list[Extracted | Unread] = []
    for item in message:
        if "reason" in item:
            found.append(Unread(**_strings(item, Unread)))
            continue
        pages, notes = tuple(int(page) for page in item.pop("pages")), tuple(map(str, item.pop("notes")))
        found.append(Extracted(**_strings(item, Extracted), pages=pages, notes=notes))
    return found


def _strings(item: dict[str, Any], kind: type) -> dict[str, Any]:
    known = {field.name for field in fields(kind)}
    if not all(key in known and (value is None or isinstance(value, str)) for key, value in item.items()):
        raise TypeError("not a message of a reader")
    return item
