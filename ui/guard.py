"""What every request passes before it reaches the page or the API: host, origin, route, account, rate and size.

A page of another site can make the reader's browser ask this server. It can do so under a name of its own that leads
here (DNS rebinding), which its Host gives away, or across sites, which its Origin and Sec-Fetch headers do.
"""

import asyncio
import base64
import binascii
import hashlib
import ipaddress
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.passwords import Accounts
from ui.rate import RateLimit

HEALTH = "/healthz"
# Where the account of who asks stands in the scope of a request: empty if there are no accounts.
READER = "sanad.reader"
# Whether who asks sits at this machine and has it for himself: where there are accounts, it is shared.
OWNER = "sanad.owner"
# What a proxy adds to the requests of others.
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
_UPLOAD = "/gradio_api/upload"
# gradio serves more than this page needs: what fetches addresses, records, edits or watches is not reached.
_ROUTES = re.compile(
    r"/(?!login|logout|monitoring)[\w.-]*/?"
    # A longer part of a path names no file.
    r"|/(?:static|assets|svelte|docs)(?:/[ -.0-~]{0,200})+"
    r"|/(?:api|v1)/.*"
    r"|/gradio_api/(?:queue/(?:join|data)|upload|upload_progress|heartbeat/\w+|startup-events|cancel|reset"
    r"|app_id|info|user|login_check|theme\.css|file=/.*|mcp(?:/.*)?)/?",
    re.DOTALL,
)
# Nothing is asked of another host, whatever a document says.
_HEADERS = {
    "content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_CHALLENGE = {"WWW-Authenticate": 'Basic realm="Sanad", charset="UTF-8"'}
_FAILURES_PER_MINUTE = 10
_KEPT_LOGINS = 1_000
# A body that stands still is given up.
_SILENCE_S = 30
_UPLOAD_OVERHEAD = 1_000_000
_MOST_DIGITS = 18
_TWO_LENGTHS = "the request says twice how long it is, by Content-Length and by Transfer-Encoding"


@dataclass(frozen=True)
class GuardRules:
    """`accounts` are needed by all who come if there are any; without, only names of this machine are answered."""

    accounts: Accounts | None
    requests_per_minute: int
    max_request_bytes: int
    max_upload_bytes: int


class Guard:
    """An ASGI application around another."""

    def __init__(self, app: ASGIApp, rules: GuardRules) -> None:
        self._rules = rules
        self._app = app
        self._rate = RateLimit(rules.requests_per_minute)
        self._failures = RateLimit(_FAILURES_PER_MINUTE)
        # A password is checked slowly once; after that its keyed digest is known. It is never kept itself.
        self._key, self._known = secrets.token_bytes(32), dict[bytes, str]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, _with_headers(send))
        else:
            # Nothing here speaks over WebSockets.
            await send({"type": "websocket.close", "code": 1008})

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, path = Headers(scope=scope), scope["path"]
        refusal = self._check_sender(headers) or _check_route(path)
        if refusal is None and path != HEALTH:
            refusal = await self._check_reader(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        if "content-length" in headers and "transfer-encoding" in headers:
            # A proxy before this server may go by the other of the two, and see other requests in what comes.
            await refuse(400, "TwoLengths", _TWO_LENGTHS, {"Connection": "close"})(scope, receive, send)
            return
        rules, uploads = self._rules, path.rstrip("/") == _UPLOAD
        limit = rules.max_upload_bytes + _UPLOAD_OVERHEAD if uploads else rules.max_request_bytes
        length = headers.get("content-length", "0")
        # Python refuses to read numbers that are too long.
        if not length.isascii() or not length.isdigit() or len(length) > _MOST_DIGITS or int(length) > limit:
            await refuse(413, "TooLarge", _too_large(limit), {"Connection": "close"})(scope, receive, send)
            return
        await self._app(scope, _bounded(receive, limit), send)

    def _check_sender(self, headers: Headers) -> Response | None:
        hosts = headers.getlist("host")
        host = hosts[0].lower() if len(hosts) == 1 else ""
        named = _split_url(f"//{host}")
        if named is None:
            return refuse(403, "WrongHost", f"no server can have the name {host[:200]!r}")
        if not self._rules.accounts and not is_loopback(named.hostname or ""):
            return refuse(403, "WrongHost", f"this server answers to localhost and 127.0.0.1, not to {host[:200]!r}")
        origin = headers.get("origin")
        sender = None if origin is None else _split_url(origin.lower())
        if origin is not None and (sender is None or sender.netloc != host):
            return refuse(403, "WrongOrigin", f"a page of {origin[:200]!r} may not use this server")
        # A link from another site is followed; that another site embeds or fetches what is here is not allowed.
        other = headers.get("sec-fetch-site") in ("cross-site", "same-site")
        if other and headers.get("sec-fetch-mode") != "navigate":
            return refuse(403, "WrongOrigin", "a page of another site may not use this server")
        return None

    async def _check_reader(self, scope: Scope, headers: Headers) -> Response | None:
        address = scope["client"][0] if scope.get("client") else ""
        name = address
        scope[READER] = ""
        forwarded = any(name in headers for name in _FORWARDED)
        scope[OWNER] = not self._rules.accounts and not forwarded and is_loopback(address)
        if self._rules.accounts:
            found = await self._login(headers.get("authorization", ""), address, self._rules.accounts)
            if isinstance(found, Response):
                return found
            name = scope[READER] = found
        if scope["method"] == "POST" and not self._rate.take(name):
            rate = f"more than {self._rules.requests_per_minute} requests a minute; wait a little"
            return refuse(429, "TooManyRequests", rate, {"Retry-After": str(self._rate.wait_s())})
        return None

    async def _login(self, given: str, address: str, accounts: Accounts) -> str | Response:
        digest = hashlib.blake2b(given.encode(), key=self._key).digest()
        if digest in self._known:
            return self._known[digest]
        name, password = _read_login(given)
        if not name:
            return refuse(401, "NotAuthenticated", "a name and a password are needed", _CHALLENGE)
        # Each try counts until it has proved right: many at once are no way around.
        if not self._failures.take(address):
            return refuse(429, "TooManyFailures", "too many wrong passwords; wait a minute", {"Retry-After": "60"})
        if not await run_in_threadpool(accounts.knows, name, password):
            return refuse(401, "NotAuthenticated", "the name or the password is wrong", _CHALLENGE)
        self._failures.give_back(address)
        if len(self._known) >= _KEPT_LOGINS:
            self._known.clear()
        self._known[digest] = name
        return name


def is_loopback(host: str) -> bool:
    """Whether this names the machine itself, and no name server is asked about it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse(status: int, kind: str, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """An error as every route of this server tells it, OpenAI's clients included."""
    return JSONResponse({"error": {"type": kind, "message": message}}, status, headers)


def _split_url(url: str) -> SplitResult | None:
    """None for what is no URL, as one with half a pair of brackets in its host."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _check_route(path: str) -> Response | None:
    return None if _ROUTES.fullmatch(path) else refuse(404, "NotFound", f"there is nothing at {path[:200]!r}")


def _read_login(given: str) -> tuple[str, str]:
    """From `Basic …`, as browsers send it, or `Bearer NAME:PASSWORD`, as clients with an API key do."""
    scheme, _, value = given.partition(" ")
    if scheme.lower() == "basic":
        try:
            value = base64.b64decode(value.strip(), validate=True).decode("utf-8")
        except (binascii.Error, ValueError):
            return "", ""
    elif scheme.lower() == "bearer":
        # Headers are Latin-1 by the book; clients send UTF-8 all the same.
        value = value.encode("latin-1").decode("utf-8", "replace")
    else:
        return "", ""
    name, _, password = value.partition(":")
    return name, password


def _too_large(limit: int) -> str:
    return f"the request is larger than {limit:,} bytes"


def _bounded(receive: Receive, limit: int) -> Receive:
    """The body up to so many bytes, and no longer than it keeps coming."""
    complete, size = False, 0

    async def receive_soon() -> Message:
        nonlocal complete, size
        if complete:
            # What comes after the body is that the reader has gone, which may take as long as it likes.
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), _SILENCE_S)
        except TimeoutError as error:
            raise HTTPException(408, "the request did not go on") from error
        size += len(message.get("body", b""))
        if size > limit:
            raise HTTPException(413, _too_large(limit))
        complete = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return receive_soon


def _with_headers(send: Send) -> Send:
    async def send_more(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name for name, _ in message["headers"]}
            added = [(name.encode(), value.encode()) for name, value in _HEADERS.items() if name.encode() not in names]
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return send_more
