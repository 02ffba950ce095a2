"""Text and Markdown files: the article is the file's own text, so that offsets into it are exact."""

import re

from index.documents.article import Extracted, ReadLimits, UnusableContent, limit_reason
from index.documents.encodings import Decoded, decode_bytes
from index.documents.fields import find_field

_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(.{0,20000}?)\r?\n\1[ \t]*(?:\r?\n|$)", re.DOTALL)
# What goes up to the end of a line is trimmed in Python: expressions that do it take a time quadratic in the spaces.
_SETTING = re.compile(r"^([\w -]{1,40})[ \t]*[:=](.*)", re.MULTILINE)
_HEADING = re.compile(r"^#[ \t](.*)", re.MULTILINE)


def read_text(content: bytes, limits: ReadLimits) -> Extracted:
    decoded = _decode(content, limits)
    return Extracted("", "txt", decoded.text, notes=_notes(decoded))


def read_markdown(content: bytes, limits: ReadLimits) -> Extracted:
    """Front matter (YAML or TOML) gives title, date and author; without it the first top heading is the title."""
    decoded = _decode(content, limits)
    facts: dict[str, str] = {}
    front = _FRONT_MATTER.match(decoded.text)
    for key, value in _SETTING.findall(front[2]) if front else ():
        if value.strip() and (field := find_field(key)):
            facts.setdefault(field, value.strip().strip("\"'[]"))
    headings = _HEADING.finditer(decoded.text, front.end() if front else 0)
    heading = next(filter(None, (match[1].strip().rstrip("# \t") for match in headings)), None)
    return Extracted(
        "",
        "md",
        decoded.text,
        title=facts.get("title") or heading,
        author=facts.get("author"),
        url=facts.get("url"),
        published=facts.get("published"),
        notes=_notes(decoded),
    )


def _decode(content: bytes, limits: ReadLimits) -> Decoded:
    decoded = decode_bytes(content)
    if len(decoded.text) > limits.max_text_chars:
        raise UnusableContent(limit_reason("has too much text", "max_text_chars", limits))
    return decoded


def _notes(decoded: Decoded) -> tuple[str, ...]:
    return (decoded.note,) if decoded.note else ()
