"""Zip archives of articles: every member that is an article, also in archives inside."""

from collections.abc import Callable
from zipfile import ZipInfo

from index.documents.article import Extracted, Unread, UnusableContent, limit_reason
from index.documents.encodings import decode_bytes
from index.documents.packages import Budget, open_zip, read_member

# What systems and programs leave in archives.
_JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_UTF8_NAME = 0x800

ReadMember = Callable[[bytes, str, Budget, int], list[Extracted | Unread]]


def read_zip(
    content: bytes, budget: Budget, depth: int, kind_of: Callable[[str], str | None], read: ReadMember
) -> list[Extracted | Unread]:
    """`read` reads the bytes of a member; what it finds is named by the member's path, which is never a path on disk."""
    if depth > budget.limits.max_depth:
        raise UnusableContent(limit_reason("lies in too many archives inside each other", "max_depth", budget.limits))
    archive = open_zip(content, "a zip archive")
    found: list[Extracted | Unread] = []
    seen: set[str] = set()
    for member in archive.infolist():
        budget.members += 1
        if budget.members > budget.limits.max_members:
            raise UnusableContent(limit_reason("has too many members", "max_members", budget.limits))
        name = _member_name(member)
        kind = kind_of(name)
        if member.is_dir() or kind is None or any(part.startswith(".") or part in _JUNK for part in name.split("/")):
            continue
        if name in seen:
            found.append(Unread(name, kind, "is there twice; the first was read"))
            continue
        seen.add(name)
        found.extend(_read_one(lambda member=member: read_member(archive, member, budget), name, kind, budget, depth, read))
    if not found:
        raise UnusableContent("holds no file of a kind that can be read")
    return found


def _read_one(
    unpack: Callable[[], bytes], name: str, kind: str, budget: Budget, depth: int, read: ReadMember
) -> list[Extracted | Unread]:
    try:
        return read(unpack(), name, budget, depth)
    except UnusableContent as error:
        if budget.unpacked > budget.limits.max_unpacked_bytes:
            raise
        return [Unread(name, kind, str(error))]


def _member_name(member: ZipInfo) -> str:
    """Its path from the archive's root, with the steps upwards taken out."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME:
        name = _decode_name(name)
    parts = name.replace("\\", "/").split("/")
    if parts[0] == "__MACOSX":
        return ".junk"
    return "/" + "/".join("".join(filter(str.isprintable, part)) for part in parts if part not in ("", ".", ".."))


def _decode_name(name: str) -> str:
    """Without the flag for UTF-8 the standard says cp437, but archivers write what their system writes."""
    try:
        raw = name.encode("cp437")
        decoded = decode_bytes(raw)
    except (UnicodeEncodeError, UnusableContent):
        return name
    return decoded.text
