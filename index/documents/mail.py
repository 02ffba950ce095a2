"""Mail: what it shows one after the other; of alternatives the plain part if there is text in it, else the HTML one."""

import re
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from index.documents.article import Extracted, ReadLimits, UnusableContent
from index.documents.encodings import decode_bytes
from index.documents.tidy import tidy_line, tidy_text
from index.documents.webpages import read_html

_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n|\Z")


def read_eml(content: bytes, limits: ReadLimits) -> Extracted:
    """The subject is the title. Attachments are not read, only counted."""
    message = _parse(content)
    if not message.keys():
        raise UnusableContent("is not a mail message: it has no headers")
    bodies = _bodies(message, top=True)
    attachments = sum(not any(part is body for body in bodies) for part in message.iter_attachments())
    unread = [f"attachments not read: {attachments}"] if attachments else []
    if not bodies:
        raise UnusableContent("; ".join(["holds no text", *unread]))
    texts, notes = _read_bodies(bodies, limits)
    return Extracted(
        "",
        "eml",
        "\n\n".join(texts),
        title=_header(message, "subject"),
        author=_header(message, "from"),
        url=_header(message, "archived-at"),
        published=_date(message),
        notes=(*notes, *unread),
    )


def _parse(content: bytes) -> EmailMessage:
    """The message; headers that hold letters of an old encoding, as mail programs once wrote them, are in UTF-8."""
    message = message_from_bytes(content, policy=policy.default)
    head = content[: _END_OF_HEADERS.search(content).start()]  # type: ignore[union-attr]
    try:
        head.decode()
    except UnicodeDecodeError:
        charset = next((charset for part in message.walk() if (charset := part.get_content_charset())), None)
        rest = content[len(head) :]
        return message_from_bytes(decode_bytes(head, charset).text.encode() + rest, policy=policy.default)
    return message


def _bodies(part: MIMEPart, top: bool = False) -> list[MIMEPart]:
    """The parts with text that are shown as the mail's own, in order."""
    kind = part.get_content_type()
    # A text with a name is a file, unless it is the whole mail.
    if not top and (part.is_attachment() or part.get_filename()):
        return []
    if kind in ("text/plain", "text/html"):
        return [part] if _payload(part).strip() else []
    if not kind.startswith("multipart/") or not part.is_multipart():
        return []
    inside = [bodies for each in part.iter_parts() if (bodies := _bodies(each))]
    if kind == "multipart/alternative":
        return min(inside, key=lambda bodies: bodies[0].get_content_type() != "text/plain", default=[])
    # What is related to the first is shown inside it.
    return inside[0] if inside and kind == "multipart/related" else [body for bodies in inside for body in bodies]


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _read_bodies(bodies: Sequence[MIMEPart], limits: ReadLimits) -> tuple[list[str], dict[str, None]]:
    """Their texts and notes. Raises UnusableContent if none can be used."""
    texts: list[str] = []
    notes: dict[str, None] = {}
    failures = []
    for body in bodies:
        try:
            text, some = _read_body(body, limits)
        except UnusableContent as error:
            failures.append(error)
            continue
        texts.append(text)
        notes.update(dict.fromkeys(some))
    if not texts:
        raise failures[0]
    return texts, notes


def _read_body(body: MIMEPart, limits: ReadLimits) -> tuple[str, tuple[str, ...]]:
    charset = body.get_content_charset()
    if body.get_content_type() == "text/html":
        page = read_html(_payload(body), limits, declared=charset, whole=True)
        return page.text, page.notes
    decoded = decode_bytes(_payload(body), charset)
    return tidy_text(decoded.text), (decoded.note,) if decoded.note else ()


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        return tidy_line(str(message.get(name) or ""))
    except (ValueError, IndexError, AttributeError, TypeError):
        return None  # the library stumbles over some malformed headers


def _date(message: EmailMessage) -> str | None:
    value = _header(message, "date")
    try:
        return parsedate_to_datetime(value).isoformat() if value else None
    except (ValueError, OverflowError):
        return value
