"""Zip archives of articles: every member that is an article, also in archives inside."""

import re
from collections.abc import Callable, Iterator
from zipfile import ZipInfo

from index.documents.article import HIDDEN, TWICE, Budget, Unread, UnusableContent
from index.documents.encodings import decode_bytes
from index.documents.packages import open_zip, read_member
from index.documents.tidy import one_line

# What systems and programs leave in archives.
_JUNK = ("__MACOSX", *HIDDEN)
_UTF8_NAME = 0x800
# Windows packs Russian names in the encoding of DOS, which has letters where the others that are known have few.
_DOS_CYRILLIC, _DOS_OWN = re.compile(rb"(?=.*[\x80-\xff]{3})[\x00-\xaf\xe0-\xf1]*"), re.compile(rb"[\x80-\xaf]")
_FOREIGN = re.compile(rb"[\x80-\xff]")


def unpack_members(
    content: bytes, budget: Budget, kind_of: Callable[[str], str | None]
) -> Iterator[tuple[str, bytes] | Unread]:
    """Path and content of each member of a known kind. The path starts with `/` and is never one on disk.

    Raises UnusableContent for what is no archive and for one that goes over a limit.
    """
    archive = open_zip(content, "a zip archive")
    budget.take_members(len(archive.infolist()))
    seen: set[str] = set()
    for member in archive.infolist():
        name = _member_name(member)
        kind = kind_of(name)
        if member.is_dir() or kind is None or any(part.startswith(_JUNK) for part in name.split("/")):
            continue
        if name in seen:
            yield Unread(name, kind, TWICE)
            continue
        try:
            unpacked = read_member(archive, member, budget)
        except UnusableContent as error:
            if budget.spent:
                raise
            yield Unread(name, kind, one_line(str(error)))
            continue
        seen.add(name)
        yield name, unpacked


def _member_name(member: ZipInfo) -> str:
    """Its path from the archive's root, with the steps upwards taken out."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME:
        name = _decode_name(name)
    parts = name.replace("\\", "/").split("/")
    return "/" + "/".join("".join(filter(str.isprintable, part)) for part in parts if part not in ("", ".", ".."))


def _decode_name(name: str) -> str:
    """Without the flag for UTF-8 the standard says cp437, but archivers write what their system writes."""
    try:
        raw = name.encode("cp437")
        return raw.decode("cp866") if _is_dos_cyrillic(raw) else decode_bytes(raw).text
    except (UnicodeEncodeError, UnusableContent):
        return name


def _is_dos_cyrillic(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        own = len(_DOS_OWN.findall(raw))
        return _DOS_CYRILLIC.fullmatch(raw) is not None and 2 * own >= len(_FOREIGN.findall(raw))
    return False
