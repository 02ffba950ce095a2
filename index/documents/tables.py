"""Tables of articles: each row of a CSV file, each line of a JSON Lines file is one."""

import csv
import io
import json
import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from typing import Any

from index.counts import count_of
from index.documents.article import Extracted, ReadLimits, Unread, UnusableContent, limit_reason
from index.documents.encodings import Decoded, decode_bytes
from index.documents.fields import find_columns, name_key
from index.documents.tidy import one_line, tidy_line, tidy_text

_DELIMITERS = ",;\t|"
_SAMPLE_CHARS = 65_536
_SHOWN_COLUMNS = 12
# A file with this share of broken lines is no JSON Lines file with a mistake in it, but something else.
_MOST_BROKEN = 0.5
# What some programs write above a table for Excel.
_SEPARATOR = re.compile(r"sep=([^\w\s\"]|\t)(?:\r\n?|\n)", re.IGNORECASE)


def read_csv(content: bytes, limits: ReadLimits) -> list[Extracted | Unread]:
    """The delimiter is the one that gives the first rows the most columns; the first row must name the columns.

    Rows are named by their number below it. After a misplaced quotation mark nobody can tell where a row begins: what
    follows is reported as a whole.
    """
    decoded = decode_bytes(content)
    rows = _rows(decoded.text, limits)
    if _SEPARATOR.match(decoded.text):
        next(rows)
    header = next(rows, [])
    if isinstance(header, str):
        raise UnusableContent(f"is not a readable table: {header}")
    header = [name.strip() for name in header]
    columns = _columns(header)
    found: list[Extracted | Unread] = []
    for number, row in enumerate(rows, 1):
        if isinstance(row, str):
            if not any(isinstance(item, Extracted) for item in found):
                raise UnusableContent(f"is not a readable table: {row}")
            found.append(Unread(f"#{number}", "csv", f"and all rows after it cannot be read: {row}"))
        elif any(cell.strip() for cell in row):
            _check_count(number, limits)
            found.append(_read_row(f"#{number}", row, header, columns, decoded))
    if not found:
        raise UnusableContent("has no rows below the names of its columns")
    return found


def _rows(text: str, limits: ReadLimits) -> Iterator[list[str] | str]:
    """The rows, and where they can be read no further, why."""
    delimiter = _find_delimiter(text)
    csv.field_size_limit(min(limits.max_text_chars, 2**31 - 1))
    table = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_NONE if delimiter == "\t" and _is_unquoted(text) else csv.QUOTE_MINIMAL,
        strict=True,
    )
    line = 1
    try:
        for row in table:
            yield row
            line = table.line_num + 1
    except csv.Error as error:
        yield _error_reason(error, line, limits)


def _is_unquoted(text: str) -> bool:
    """Whether quotation marks are text like any other, as in many files with tabs: only so it is a table."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len({line.count("\t") for line in lines}) > 1:
        return False
    try:
        deque(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True), maxlen=0)
    except csv.Error:
        return True
    return False


def _error_reason(error: csv.Error, line: int, limits: ReadLimits) -> str:
    if "field limit" in str(error):
        what = f"a cell of the row in line {line} has too much text (an open quotation mark?)"
        return limit_reason(what, "max_text_chars", limits)
    return (
        f"a quotation mark in the row that begins in line {line} is never closed, or is closed before its cell ends; "
        "one that belongs to the text must be written twice"
    )


def _columns(header: list[str]) -> dict[str, list[str]]:
    columns = find_columns(header)
    if "text" not in columns:
        raise UnusableContent(_no_text("column", header))
    count = Counter(map(name_key, header))
    for name, *_ in columns.values():
        if count[name_key(name)] > 1:
            raise UnusableContent(f"has more than one column {one_line(name[:40])!r}; rename those that are not used")
    return columns


def _read_row(
    name: str, row: list[str], header: list[str], columns: Mapping[str, list[str]], decoded: Decoded
) -> Extracted | Unread:
    if any(cell.strip() for cell in row[len(header) :]):
        wide = f"has {count_of(len(row), 'cell')} for {count_of(len(header), 'column')}"
        return Unread(name, "csv", f"{wide} (text with a delimiter but no quotation marks?)")
    return _build(name, "csv", dict(zip(header, row, strict=False)), columns, decoded)


def _find_delimiter(text: str) -> str:
    if stated := _SEPARATOR.match(text):
        return stated[1]

    def width(delimiter: str) -> tuple[int, int]:
        lines = io.StringIO(sample, newline="")
        rows = [row for _, row in zip(range(20), csv.reader(lines, delimiter=delimiter), strict=False)]
        header = rows[0] if rows else []
        return len(find_columns(header)), sum(len(row) == len(header) for row in rows) * (len(header) > 1)

    sample = text[:_SAMPLE_CHARS]
    csv.field_size_limit(_SAMPLE_CHARS)
    return max(_DELIMITERS, key=width)


def read_jsonl(content: bytes, limits: ReadLimits) -> list[Extracted | Unread]:
    """Records are named by their line. A broken line is reported, and the others are read."""
    decoded = decode_bytes(content)
    found: list[Extracted | Unread] = []
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if not line.strip():
            continue
        _check_count(len(found), limits)
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            found.append(Unread(f"#{number}", "jsonl", f"is not JSON: {error}"))
            continue
        if not isinstance(record, dict):
            found.append(Unread(f"#{number}", "jsonl", "is not a JSON object"))
            continue
        columns = find_columns(list(record))
        if "text" not in columns:
            found.append(Unread(f"#{number}", "jsonl", _no_text("key", list(record))))
            continue
        found.append(_build(f"#{number}", "jsonl", record, columns, decoded))
    reasons = [item.reason for item in found if isinstance(item, Unread)]
    if len(reasons) > _MOST_BROKEN * len(found):
        raise UnusableContent(f"{reasons[0]} ({len(reasons)} of {len(found)} lines cannot be used)")
    return found


def _build(
    name: str, kind: str, record: Mapping[str, Any], columns: Mapping[str, list[str]], decoded: Decoded
) -> Extracted | Unread:
    """An empty column gives way to the next of its field: where there is no content, there may be a summary."""
    texts = (tidy_text(_as_text(record.get(column), "\n")) for column in columns["text"])
    text = next((text for text in texts if text.strip()), None)
    if text is None:
        return Unread(name, kind, one_line(f"has nothing in {columns['text'][0]!r}"))
    facts = {
        field: next(filter(None, (tidy_line(_as_text(record.get(column), ", ")) for column in names)), None)
        for field, names in columns.items()
        if field != "text"
    }
    notes = (decoded.note,) if decoded.note else ()
    return Extracted(name, kind, text, notes=notes, **facts)  # type: ignore[arg-type]


def _as_text(value: Any, between: str) -> str:
    """`between` parts the members of a list: paragraphs, authors."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return between.join(
            text for part in value if isinstance(part, str | dict) and (text := _as_text(part, between))
        )
    if isinstance(value, dict):
        return next((part for key in ("name", "text", "value") if isinstance(part := value.get(key), str)), "")
    return "" if value is None else str(value)


def _no_text(what: str, names: list[str]) -> str:
    shown = ", ".join(one_line(name[:40]) for name in names[:_SHOWN_COLUMNS]) or "none"
    more = f" and {len(names) - _SHOWN_COLUMNS} more" if len(names) > _SHOWN_COLUMNS else ""
    return f"has no {what} of text (found: {shown}{more}); name the {what} with the articles `text`"


def _check_count(count: int, limits: ReadLimits) -> None:
    if count > limits.max_members:
        raise UnusableContent(limit_reason("has too many records", "max_members", limits))
