"""Text and Markdown files: the article is the file's own text, so that offsets into it are exact."""

import re

from index.documents.article import Extracted, ReadLimits, UnusableContent, limit_reason
from index.documents.encodings import Decoded, decode_bytes
from index.documents.fields import find_field

_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(.{0,20000}?)\r?\n\1[ \t]*(?:\r?\n|$)", re.DOTALL)
# What goes up to the end of a line is trimmed in Python: expressions that do it take a time quadratic in the spaces.
_SETTING = re.compile(r"^([\w -]{1,40})[ \t]*[:=](.*(?:\n(?:[ \t]|- ).*)*)", re.MULTILINE)
# YAML's sign that the value stands on the lines below, and that of a list's member.
_BLOCK, _MEMBER = re.compile(r"[|>][-+\d]{0,2}$"), re.compile(r"-[ \t]+")
_QUOTES = "\"'"
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
        if (field := find_field(key)) and (written := _read_value(value)):
            facts.setdefault(field, written)
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


def _read_value(written: str) -> str:
    """A setting in one line; the members of a list are parted by commas."""
    first, *others = [line.strip() for line in written.strip().split("\n")]
    lines = others if _BLOCK.match(first) else [first, *others]
    if all(map(_MEMBER.match, lines)):
        return ", ".join(_MEMBER.sub("", line, count=1).strip(_QUOTES) for line in lines)
    return " ".join(lines).strip(_QUOTES + "[]")


def _decode(content: bytes, limits: ReadLimits) -> Decoded:
    decoded = decode_bytes(content)
    if len(decoded.text) > limits.max_text_chars:
        raise UnusableContent(limit_reason("has too much text", "max_text_chars", limits))
    return decoded


def _notes(decoded: Decoded) -> tuple[str, ...]:
    return (decoded.note,) if decoded.note else ()
