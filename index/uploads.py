"""The files that readers bring to a collection: copies of their own, beside those that it was indexed from.

They belong to the collection whatever it is indexed from, and are cited as `uploaded/NAME`.
"""

import errno
import json
import shutil
import unicodedata
from collections.abc import Collection as Names
from dataclasses import replace
from pathlib import Path

import regex

from index.catalog import Catalog
from index.documents import HIDDEN, kind_of
from index.errors import InputError
from index.files import FoundFiles, find_files, hash_content, printable_name, read_bytes
from index.settings import IndexSettings

PREFIX = "uploaded/"
# Of the name of a file, most file systems take 255 bytes; a number may be added.
_MAX_NAME_BYTES = 200
_MAX_DEPTH = 6
# What a name must not hold: separators, controls, marks that turn the direction or are not seen, half characters.
_UNSAFE = regex.compile(
    r"[/\\\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
# A file or a folder of this name cannot be made there.
_NO_PLACE = (errno.EEXIST, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ)


class Refused(Exception):
    """An uploaded file that is not taken. `code` is "kind", "same" (`detail` is the source that holds the same) or
    "name"."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


def find_uploads(settings: IndexSettings) -> FoundFiles:
    """The uploaded files of this collection, under the names by which they are cited."""
    folder = settings.uploads
    if not any(path.is_file() for path in folder.rglob("[!.]*")):
        return FoundFiles(folder, [], {})
    found = find_files([folder], settings.folder)
    return replace(found, files=[replace(file, source=PREFIX + file.source) for file in found.files])


def add_uploads(found: FoundFiles, settings: IndexSettings) -> tuple[FoundFiles, dict[str, str]]:
    """`found` with the uploaded files; its own that would be cited as such are left out, with the reason.

    Raises InputError if there are no others, or if the user named one of them.
    """
    own = [file for file in found.files if not file.source.startswith(PREFIX)]
    # What the user named comes first.
    confusable = sorted(
        (file for file in found.files if file.source.startswith(PREFIX)), key=lambda file: not file.named
    )
    reasons = {
        printable_name(file.source): f"{printable_name(file.source)} would be cited as an uploaded file is; rename its "
        f"folder {PREFIX.rstrip('/')!r}"
        for file in confusable
    }
    if confusable and (confusable[0].named or not own):
        raise InputError(f"{next(iter(reasons.values()))}; nothing was changed")
    return replace(found, files=sorted([*own, *find_uploads(settings).files], key=lambda file: file.source)), reasons


def keep_upload(path: Path, name: str, settings: IndexSettings, held: dict[str, str]) -> str:
    """Move the file at `path` into the collection's folder of uploads; the source by which it will be cited.

    `name` is the sender's word only. `held` maps the sha256 of what the collection holds to its source, and what is
    taken is added to it. Raises Refused.
    """
    safe = safe_path(name)
    if kind_of(safe) is None or any(part.startswith(HIDDEN) for part in safe.split("/")):
        raise Refused("kind")
    content = hash_content(read_bytes(str(path), settings.max_file_bytes))
    if content in held:
        raise Refused("same", held[content])
    folder = (settings.uploads / safe).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = _take_name(folder, Path(safe).name)
        try:
            shutil.move(path, target)
        except OSError:
            target.unlink(missing_ok=True)
            raise
    except OSError as error:
        # As where a folder would have the name of a file that is there.
        if error.errno in _NO_PLACE:
            raise Refused("name") from error
        raise
    held[content] = PREFIX + target.relative_to(settings.uploads).as_posix()
    return held[content]


def safe_path(name: str) -> str:
    """A name that a browser sent, of a file in folders at most, all of it below the folder of uploads.

    Raises Refused if nothing is left of it, or of one of its parts.
    """
    parts = [part for part in regex.split(r"[/\\]", name) if part not in ("", ".", "..")]
    # Of folders too deep, the last ones say the most.
    safe = "/".join(safe_name(part) for part in parts[-_MAX_DEPTH:])
    if not safe or name.endswith(("/", "\\", "..")):
        raise Refused("name")
    return safe


def safe_name(name: str) -> str:
    """One part of a path without what could lead elsewhere or show as something else. Raises Refused."""
    last = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    suffix = Path(last).suffix
    stem = last.removesuffix(suffix)
    while len((stem + suffix).encode()) > _MAX_NAME_BYTES and stem:
        stem = stem[:-1]
    if not stem or len(suffix.encode()) > _MAX_NAME_BYTES // 2:
        raise Refused("name")
    return str(stem + suffix)


def _take_name(folder: Path, name: str) -> Path:
    """An empty file that is there from now on, so that two readers who send the same name get two."""
    while True:
        target = folder / _free_name(name, {each.name for each in folder.iterdir()})
        try:
            target.touch(exist_ok=False)
        except FileExistsError:
            continue
        return target


def _free_name(name: str, taken: Names[str]) -> str:
    # Two names that differ in case alone are one file on some disks.
    folded = {each.casefold() for each in taken}
    stem, suffix, number = Path(name).stem, Path(name).suffix, 1
    while name.casefold() in folded:
        number += 1
        name = f"{stem} ({number}){suffix}"
    return name


def remove_uploads(sources: Names[str], settings: IndexSettings) -> None:
    """Delete the uploaded files among these sources; others are not touched."""
    for source in sources:
        path = settings.uploads / source.removeprefix(PREFIX)
        if source.startswith(PREFIX) and path.resolve().is_relative_to(settings.uploads.resolve()):
            path.unlink(missing_ok=True)
            _remove_empty(path.parent, settings.uploads)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def original_path(file: str, catalog: Catalog, settings: IndexSettings) -> Path | None:
    """The file that an article was read from, if it is still there and inside what was indexed."""
    stored = json.loads(catalog.read_meta().get("root", "null"))
    places = [(Path(stored), file)] if stored else []
    if file.startswith(PREFIX):
        places.insert(0, (settings.uploads, file.removeprefix(PREFIX)))
    for root, name in places:
        try:
            path = (root / name).resolve()
            if path.is_relative_to(root.resolve()) and path.is_file():
                return path
        except (OSError, ValueError):
            # A name that the system does not take, or a link that goes round in a circle.
            continue
    return None
