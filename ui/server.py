"""Page and API as one server: `build_server` puts them together behind the guard, `serve` serves them."""

import asyncio
import logging
import socket
import sys
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.telemetry import TelemetryConfig
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from index.errors import SanadError, SettingsError
from ui.api import add_api
from ui.desk import Desk
from ui.guard import Guard, GuardRules, is_loopback, refuse
from ui.openai_api import add_openai_api
from ui.page import page_head
from ui.passwords import Accounts
from ui.settings import UiSettings

_FONTS = ["Noto Sans", "Noto Naskh Arabic", "system-ui", "sans-serif"]
_MONO_FONTS = ["Noto Sans Mono", "ui-monospace", "monospace"]
_DESCRIPTION = "Ask a folder of articles, in any of their languages; every statement is cited."
_NO_TELEMETRY: TelemetryConfig = {"auto_configure": False, "tracing": False, "metrics": False, "logs": False}
_SOCKETS = 2_048
# Connections, of which a page keeps a few open; more get an answer that says so.
_MOST_CONNECTIONS = 500
# For the headers of a request, from the connection on.
_HEADERS_S = 15
_END_S = 1

_log = logging.getLogger(__name__)


class PortInUse(SanadError):
    """Another program listens on the port that was asked for."""


def load_accounts(settings: UiSettings) -> Accounts | None:
    """Raises SettingsError where others than this machine could come in without a password."""
    if settings.auth_file:
        return Accounts.from_file(Path(settings.auth_file).expanduser())
    if not is_loopback(settings.host):
        raise SettingsError(
            f"--host {settings.host} lets other machines in, which needs passwords: make an account with "
            "`sanad password NAME >> FILE`, then add --auth-file FILE"
        )
    return None


def warn_of_network(settings: UiSettings) -> None:
    if not is_loopback(settings.host):
        told = (
            f"other machines can reach this server at {settings.host}; passwords cross the network as they are: "
            "put a proxy with TLS before it where the network is not your own"
        )
        print(f"warning: {told}", file=sys.stderr, flush=True)  # noqa: T201


def open_port(host: str, port: int) -> socket.socket:
    """Bound, so that nobody else takes it meanwhile; nothing is answered yet. Raises PortInUse."""
    try:
        ((family, _, _, _, address), *_) = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise PortInUse(f"there is no address {host!r} on this machine ({error}); choose another --host") from error
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise PortInUse(
            f"port {port} on {host} cannot be used ({error.strerror}): end the program that uses it, "
            f"or choose another port with --port"
        ) from error
    return bound


def build_server(page: gr.Blocks, desk: Desk, settings: UiSettings, accounts: Accounts | None) -> ASGIApp:
    # Without these FastAPI's pages come from another host, and its telemetry would follow OpenTelemetry's variables.
    app = FastAPI(title="Sanad", description=_DESCRIPTION, docs_url=None, redoc_url=None, telemetry=_NO_TELEMETRY)
    _add_docs(app)
    add_api(app, desk)
    add_openai_api(app, desk)
    # What is not there is told as every error of the API; without these the page would answer.
    for prefix in ("/api", "/v1"):
        app.add_api_route(f"{prefix}/{{path:path}}", _tell_nothing, methods=["GET", "POST"], include_in_schema=False)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        theme=gr.themes.Base(primary_hue="teal", neutral_hue="stone", font=_FONTS, font_mono=_MONO_FONTS),
        head=page_head(),
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        max_file_size=settings.max_upload_bytes,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=True,
        app_kwargs={"telemetry": _NO_TELEMETRY},
    )
    rules = GuardRules(accounts, settings.requests_per_minute, settings.max_request_bytes, settings.max_upload_bytes)
    return Guard(app, rules)


def _add_docs(app: FastAPI) -> None:
    app.mount("/docs/assets", StaticFiles(packages=[("fastapi_offline", "static")]))

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title="Sanad: the API",
            swagger_js_url="/docs/assets/swagger-ui-bundle.js",
            swagger_css_url="/docs/assets/swagger-ui.css",
            swagger_favicon_url="/docs/assets/favicon.png",
            # Otherwise it shows a badge of another host.
            swagger_ui_parameters={"validatorUrl": None},
        )


def _tell_nothing(path: str) -> Response:
    return refuse(404, "NotFound", f"there is nothing at {path[:200]!r}; /docs lists what there is")


def serve(app: ASGIApp, bound: socket.socket, settings: UiSettings) -> None:
    """Until Ctrl-C. The address is printed when the first question can be asked."""
    config = uvicorn.Config(
        app,
        http=_Connection,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=_END_S,
        backlog=_SOCKETS,
    )
    bound.listen(_SOCKETS)
    try:
        _Announcing(config, settings).run(sockets=[bound])
    except KeyboardInterrupt:
        _log.info("interrupted; the chat ends")


class _Connection(H11Protocol):
    """Ends where no request comes: others wait for its place. How long headers may be is limited by h11."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_request(True)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._await_request(self.cycle is None or self.cycle.response_complete)

    def connection_lost(self, exc: Exception | None) -> None:
        self._await_request(False)
        super().connection_lost(exc)

    def _await_request(self, waits: bool) -> None:
        if waits and self._waiting is None:
            self._waiting = self.loop.call_later(_HEADERS_S, self.transport.close)
        elif not waits and self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


class _Announcing(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, settings: UiSettings) -> None:
        super().__init__(config)
        self._settings = settings

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        host = f"[{self._settings.host}]" if ":" in self._settings.host else self._settings.host
        print(f"Sanad is ready: http://{host}:{self._settings.port}", flush=True)  # noqa: T201 - the command's output

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # Pages that are open keep a request running; that it ends now is no failure to be told of.
        logging.getLogger("uvicorn.error").disabled = True
        await super().shutdown(sockets=sockets)
