"""Paths → files that hold articles."""

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from index.documents import HIDDEN, KINDS, kind_of
from index.errors import InputError

# They are spelling in Persian, Urdu and Hindi.
_JOINERS = "\u200c\u200d"
# Of a longer path, as in folders too deep for the system, a message shows the beginning and the end.
_LONGEST_NAME = 400


@dataclass(frozen=True)
class SourceFile:
    """A file to be indexed and the name by which it is cited: its path below the indexed root, with `/`.

    `stamp` is of its size, times and inode when it was found: while it stays the same, so does the content.
    """

    path: str
    source: str
    size: int
    modified_ns: int
    stamp: str
    named: bool  # the user named this very file, not a folder that holds it


@dataclass(frozen=True)
class FoundFiles:
    """`files` in the order of their sources below `root`, the common folder of the `paths` that were asked for;
    `passed_over` counts files of kinds that are not read."""

    root: Path
    files: list[SourceFile]
    passed_over: dict[str, int]
    paths: list[Path] = field(default_factory=list)


class UnreadableFile(InputError):
    """A file that cannot be used."""


def find_files(paths: Sequence[Path], own: Path) -> FoundFiles:
    """The files at and below `paths` that hold articles.

    The root is the folder itself, or the closest folder that holds all `paths`. Hidden files and folders are
    passed over, and so is the folder `own`, in which the collections are kept; links that lead out of the tree are
    not followed.

    Raises InputError for a path that does not exist or cannot be read, and for one that holds no article.
    """
    for path in paths:
        try:
            there = path.exists()
        except OSError as error:
            raise InputError(f"cannot look at {printable_name(path)}: {error.strerror}") from error
        if not there:
            raise InputError(f"no such file or folder: {printable_name(path)}")
        if not path.is_file() and not path.is_dir():
            raise InputError(f"{printable_name(path)} is neither a file nor a folder")
    paths = [path.resolve() for path in paths]
    root = Path(os.path.commonpath([path if path.is_dir() else path.parent for path in paths]))
    found: dict[str, SourceFile] = {}
    passed_over: Counter[str] = Counter()
    for path in paths:
        inside = list(_walk(path, str(own.resolve()), passed_over)) if path.is_dir() else [(str(path), path.stat())]
        if not inside:
            raise InputError(f"no {'/'.join(sorted(KINDS))} file in {printable_name(path)}: nothing was changed")
        for name, status in inside:
            found.setdefault(name, _source_file(name, status, root, named=not path.is_dir()))
    return FoundFiles(root, sorted(found.values(), key=lambda file: file.source), dict(passed_over), paths)


def _source_file(name: str, status: os.stat_result, root: Path, named: bool) -> SourceFile:
    stamp = f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"
    source = name[len(str(root)) :].replace(os.sep, "/").removeprefix("/")
    return SourceFile(name, source, status.st_size, max(status.st_mtime_ns, status.st_ctime_ns), stamp, named)


def _walk(folder: Path, own: str, passed_over: "Counter[str]") -> Iterator[tuple[str, os.stat_result]]:
    """Written for folders of many thousand files: strings, and one system call a file."""
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                inside = [entry for entry in entries if not entry.name.startswith(HIDDEN)]
        except OSError as error:
            # To pass over a folder would remove its articles from the collection.
            name = printable_name(error.filename)
            name = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME // 2]}…{name[-_LONGEST_NAME // 2 :]}"
            raise InputError(f"cannot read the folder {name}: {error.strerror}; nothing was changed") from error
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                waiting += [entry.path] if entry.path != own else []
                continue
            try:
                status = entry.stat()
                inside_tree = not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(folder)
            except (OSError, RuntimeError):
                # It vanished just now, or is a link that leads nowhere or round in a circle.
                continue
            if not stat.S_ISREG(status.st_mode) or not inside_tree:
                continue
            if kind_of(entry.name) is None:
                passed_over[Path(entry.name).suffix.lower() or "no suffix"] += 1
            else:
                yield entry.path, status


def printable_name(name: object) -> str:
    """A file's name for a message: bytes that are not UTF-8 and control characters are written as escapes."""
    text = str(name).encode("utf-8", "backslashreplace").decode()
    return "".join(
        char if char.isprintable() or char in _JOINERS else char.encode("unicode_escape").decode() for char in text
    )


def check_name(file: SourceFile) -> None:
    """Raises UnreadableFile for a name that cannot be cited, as its bytes are not UTF-8."""
    try:
        file.source.encode()
    except UnicodeEncodeError as error:
        raise UnreadableFile(f"the name of {printable_name(file.path)} is not UTF-8; rename it") from error


def read_bytes(path: str, max_bytes: int) -> bytes:
    """The content of a file. Raises UnreadableFile for one that is too large or cannot be opened."""
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            # It was one when it was found.
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableFile(f"cannot read {printable_name(path)}: it is no file any more")
            content = file.read(max_bytes + 1)
    except OSError as error:
        raise UnreadableFile(f"cannot read {printable_name(path)}: {error.strerror}") from error
    if len(content) > max_bytes:
        raise UnreadableFile(
            f"{printable_name(path)} is larger than the limit of {max_bytes:,} bytes; "
            "split it, or raise SANAD_MAX_FILE_BYTES"
        )
    return content


def _open_at_once(path: str, flags: int) -> int:
    """Without waiting for somebody to write into a pipe; Windows has none."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def hash_content(content: bytes) -> str:
    return sha256(content).hexdigest()
