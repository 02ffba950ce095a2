"""Mail: the plain part if there is one, else the HTML one."""

from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from index.documents.article import Extracted, ReadLimits, UnusableContent
from index.documents.encodings import decode_bytes
from index.documents.tidy import tidy_line, tidy_text
from index.documents.webpages import read_html


def read_eml(content: bytes, limits: ReadLimits) -> Extracted:
    """The subject is the title. Attachments are not read, only counted."""
    message = message_from_bytes(content, policy=policy.default)
    if not message.keys():
        raise UnusableContent("is not a mail message: it has no headers")
    body = message.get_body(("plain", "html"))
    payload = body.get_payload(decode=True) if body is not None else None
    if not isinstance(payload, bytes) or not payload.strip() or body is None:
        raise UnusableContent("holds no text")
    text, notes = _read_body(body, payload, limits)
    attachments = sum(1 for _ in message.iter_attachments())
    if attachments:
        notes = (*notes, f"attachments not read: {attachments}")
    return Extracted(
        "",
        "eml",
        text,
        title=_header(message, "subject"),
        author=_header(message, "from"),
        url=_header(message, "archived-at"),
        published=_date(message),
        notes=notes,
    )


def _read_body(body: MIMEPart, payload: bytes, limits: ReadLimits) -> tuple[str, tuple[str, ...]]:
    charset = body.get_content_charset()
    if body.get_content_type() == "text/html":
        page = read_html(payload, limits, declared=charset, whole=True)
        return page.text, page.notes
    decoded = decode_bytes(payload, charset)
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
