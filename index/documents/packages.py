"""Zip containers, read so that neither size nor XML can hurt: limits count what comes out, not the header."""

import io
import zipfile
import zlib

from lxml import etree

from index.documents.article import Budget, UnusableContent, limit_reason

_CHUNK = 1 << 20
# Small members may compress as they like: an empty page of spaces is no bomb.
_RATIO_FROM_BYTES = 10_000_000
_ENCRYPTED = 0x1


def open_zip(content: bytes, what: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise UnusableContent(f"is encrypted or in an old format, not {what}; save it again as {what}") from error
        raise UnusableContent(f"is damaged or not {what}: {error}") from error


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> bytes:
    """Raises UnusableContent for a member that is encrypted, damaged or larger than the limits allow."""
    if member.flag_bits & _ENCRYPTED:
        raise UnusableContent("is encrypted; unpack it and index the files")
    limits, parts, size = budget.limits, [], 0
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                budget.take_bytes(len(chunk))
                if size > _RATIO_FROM_BYTES and size > limits.max_ratio * max(member.compress_size, 1):
                    raise UnusableContent(limit_reason("is packed suspiciously tight", "max_ratio", limits))
                parts.append(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise UnusableContent(f"is damaged: {error}") from error
    return b"".join(parts)


def read_part(archive: zipfile.ZipFile, name: str, budget: Budget) -> bytes | None:
    """The part of a docx or epub of that name; None if there is none."""
    try:
        member = archive.getinfo(name)
    except KeyError:
        return None
    return read_member(archive, member, budget)


def parse_xml(content: bytes) -> etree._Element:
    """Raises UnusableContent for anything but well-formed XML without entities of its own."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnusableContent(f"has damaged XML inside: {error}") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise UnusableContent("declares XML entities, which no article needs")
    return root
