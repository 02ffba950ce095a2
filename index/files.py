"""Paths → files → articles' text."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from index.errors import InputError

SUFFIXES = frozenset({".txt"})


@dataclass(frozen=True)
class SourceFile:
    """A file to be indexed and the name by which it is cited: its path below the indexed root, with `/`."""

    path: Path
    source: str
    size: int  # bytes, when it was found
    named: bool  # the user named this very file, not a folder that holds it


@dataclass(frozen=True)
class FoundFiles:
    """`files` in the order of their sources below `root`; `passed_over` counts files of kinds that are not read."""

    root: Path
    files: list[SourceFile]
    passed_over: dict[str, int]


class UnreadableFile(InputError):
    """A file whose content is not the text of an article."""


def find_files(paths: Sequence[Path]) -> FoundFiles:
    """The files at and below `paths` that hold articles.

    The root is the folder itself, or the closest folder that holds all `paths`. Hidden files and folders are
    passed over, and links that lead out of the tree are not followed.

    Raises InputError for a path that does not exist or cannot be read, and for one that holds no article.
    """
    for path in paths:
        if not path.exists():
            raise InputError(f"no such file or folder: {printable_name(path)}")
    paths = [path.resolve() for path in paths]
    root = Path(os.path.commonpath([path if path.is_dir() else path.parent for path in paths]))
    found: dict[Path, SourceFile] = {}
    passed_over: Counter[str] = Counter()
    for path in paths:
        inside = [path] if path.is_file() else sorted(_walk(path, passed_over))
        if not inside:
            raise InputError(f"no {'/'.join(sorted(SUFFIXES))} file in {printable_name(path)}: nothing was changed")
        for file in inside:
            source = file.relative_to(root).as_posix()
            found.setdefault(file, SourceFile(file, source, _size(file), named=file == path))
    return FoundFiles(root, sorted(found.values(), key=lambda file: file.source), dict(passed_over))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        # It vanished just now; it is reported when it is read.
        return 0


def _unreadable(error: OSError) -> None:
    # To pass over a folder would remove its articles from the collection.
    raise InputError(
        f"cannot read the folder {printable_name(error.filename)}: {error.strerror}; nothing was changed"
    ) from error


def _walk(folder: Path, passed_over: "Counter[str]") -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if name.startswith(".") or not path.is_file():
                continue
            if path.suffix.lower() not in SUFFIXES:
                passed_over[path.suffix.lower() or "no suffix"] += 1
            elif not path.is_symlink() or path.resolve().is_relative_to(folder):
                yield path


def printable_name(name: object) -> str:
    """A file's name for a message: bytes that are not UTF-8 and control characters are written as escapes."""
    text = str(name).encode("utf-8", "backslashreplace").decode()
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)


def check_name(file: SourceFile) -> None:
    """Raises UnreadableFile for a name that cannot be cited, as its bytes are not UTF-8."""
    try:
        file.source.encode()
    except UnicodeEncodeError as error:
        raise UnreadableFile(f"the name of {printable_name(file.path)} is not UTF-8; rename it") from error


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """The content of a file. Raises UnreadableFile for one that is too large, empty or cannot be opened."""
    try:
        with path.open("rb") as file:
            content = file.read(max_bytes + 1)
    except OSError as error:
        raise UnreadableFile(f"cannot read {printable_name(path)}: {error.strerror}") from error
    if len(content) > max_bytes:
        raise UnreadableFile(
            f"{printable_name(path)} is larger than the limit of {max_bytes:,} bytes; "
            "split it, or raise SANAD_MAX_FILE_BYTES"
        )
    return content


def decode_text(content: bytes, path: Path) -> str:
    """The text of a UTF-8 file, without a byte order mark; line ends stay as they are.

    Raises UnreadableFile for anything that is not UTF-8 text.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{printable_name(path)} is not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from error
    if "\0" in text:
        raise UnreadableFile(f"{printable_name(path)} holds NUL bytes: it is not text")
    if not text.strip():
        raise UnreadableFile(f"{printable_name(path)} is empty")
    return text


def hash_content(content: bytes) -> str:
    return sha256(content).hexdigest()
