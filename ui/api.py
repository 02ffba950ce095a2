"""The HTTP API beside the page: ask, search, articles. Every error is `{"error": {"type", "message"}}`."""

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, StreamingResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from index.errors import InputError, NoCollection, SanadError, SettingsError, StoreBusy
from index.listing import ORDERS, Filter, list_articles
from index.uploads import original_path
from ui.api_shapes import (
    AnswerOut,
    AskRequest,
    ErrorOut,
    Form,
    FoundOut,
    ListedOut,
    SearchRequest,
    TextOut,
    chosen_filters,
)
from ui.article_page import article_page
from ui.desk import Desk
from ui.guard import HEALTH, refuse
from ui.turns import Busy

# The first that fits.
_STATUSES: list[tuple[type[SanadError], int]] = [
    (InputError, 400),
    (SettingsError, 400),
    (NoCollection, 404),
    (StoreBusy, 409),
    (Busy, 503),
    (SanadError, 500),
]
_RETRY_S = 5
# More articles than any collection has.
_MOST_OFFSET = 1_000_000_000
_EVENTS = "text/event-stream"
_FAILED = "something went wrong; the server's log tells what"
# A browser shows these; it can only save the others, so that no file is ever a page of this server.
_SHOWN = {".pdf": "application/pdf", ".txt": "text/plain; charset=utf-8"}
_ERRORS: dict[int | str, dict[str, Any]] = {status: {"model": ErrorOut} for status in (400, 404, 413, 429, 503)}

_log = logging.getLogger(__name__)


def add_api(app: FastAPI, desk: Desk) -> None:
    app.add_exception_handler(SanadError, _tell_refusal)
    app.add_exception_handler(RequestValidationError, _tell_misfit)
    app.add_exception_handler(HTTPException, _tell_http)
    app.add_exception_handler(Exception, _tell_failure)
    app.include_router(_asking(desk))
    app.include_router(_articles(desk))

    @app.get(HEALTH, tags=["health"])
    def health() -> dict[str, bool]:
        """Whether the server is up; needs no account and tells nothing else."""
        return {"ok": True}


def _asking(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/api", tags=["asking"], responses=_ERRORS)

    @router.post("/ask", response_model=AnswerOut)
    def ask(asked: AskRequest, request: Request) -> Any:
        """The answer with its citations, as `sanad ask --json` has it.

        With `stream`, events: `answer` once or more, each the whole answer so far, then `done`; or `error`.
        """
        name, filters = asked.collection or desk.default, chosen_filters(asked.filters)
        if asked.stream or _EVENTS in request.headers.get("accept", ""):
            coming = desk.stream(name, asked.question, asked.history, filters=filters)
            # What cannot be asked is told by the status, which is sent with the first event.
            first = next(coming)
            return StreamingResponse(_events(first, coming), media_type=_EVENTS, headers={"Cache-Control": "no-store"})
        return desk.ask(name, asked.question, asked.history, filters=filters).to_dict()

    @router.post("/search", response_model=FoundOut)
    def search(asked: SearchRequest) -> Any:
        """Ranked passages, as `sanad search --json` has them."""
        return desk.search(asked.collection or desk.default, asked.query, asked.k, chosen_filters(asked.filters))

    return router


def _events(first: Any, coming: Iterator[Any]) -> Iterator[str]:
    try:
        yield event("answer", first.to_dict())
        for answer in coming:
            yield event("answer", answer.to_dict())
        yield event("done", {})
    except SanadError as error:
        yield event("error", {"error": {"type": type(error).__name__, "message": str(error)}})
    except Exception:  # noqa: BLE001 - the border: the status is sent already
        _log.exception("an answer broke off")
        yield event("error", {"error": {"type": "InternalError", "message": _FAILED}})


def event(name: str, data: Any) -> str:
    """A server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _articles(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/api", tags=["articles"], responses=_ERRORS)

    @router.get("/collections")
    def collections() -> dict[str, Any]:
        """The names of the collections, and the one that is meant where none is named."""
        return {"default": desk.default, "collections": desk.names()}

    @router.get("/articles", response_model=ListedOut)
    def articles(
        collection: str = "",
        words: Annotated[str, Query(max_length=200, description="in the text, the title or the source")] = "",
        lang: str = "",
        kind: str = "",
        order: Annotated[str, Query(pattern=f"^({'|'.join(ORDERS)})$")] = "newest",
        limit: Annotated[int, Query(ge=1, le=500)] = 50,
        offset: Annotated[int, Query(ge=0, le=_MOST_OFFSET)] = 0,
    ) -> Any:
        """The articles of a collection, a page at a time."""
        name = collection or desk.default
        catalog = desk.collection(name).catalog
        total, found = list_articles(catalog, Filter(words, lang, kind), order, limit, offset)
        rows = [{**asdict(each), "uploaded": each.uploaded} for each in found]
        return {"collection": name, "total": total, "articles": rows}

    @router.get("/articles/{source:path}", response_model=TextOut)
    def article(source: str, collection: str = "", form: Form = "json") -> Any:
        """One article: `json` with its text, `text` alone, a `page` to read, or the `original` file.

        `#` in a source is written %23.
        """
        name = collection or desk.default
        catalog = desk.collection(name).catalog
        found = catalog.article(source)
        if found is None:
            raise HTTPException(404, f"there is no article {source[:200]!r} in the collection {name!r}")
        if form == "text":
            return PlainTextResponse(found.text)
        if form == "page":
            return article_page(found)
        if form == "json":
            return {field: getattr(found, field) for field in TextOut.model_fields}
        path = original_path(found.file, catalog, desk.index_settings(name))
        if path is None:
            raise HTTPException(404, f"the file of {source[:200]!r} is no longer where it was indexed")
        kind = _SHOWN.get(path.suffix.lower())
        shown = "inline" if kind else "attachment"
        return FileResponse(
            path, media_type=kind or "application/octet-stream", filename=path.name, content_disposition_type=shown
        )

    return router


def _tell_refusal(_: Request, error: Exception) -> Response:
    status = next(status for kind, status in _STATUSES if isinstance(error, kind))
    if status == 500:
        _log.error("a request was refused", exc_info=error)
    headers = {"Retry-After": str(_RETRY_S)} if status == 503 else None
    return refuse(status, type(error).__name__, str(error), headers)


def _tell_misfit(_: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    told = "; ".join(map(_describe_misfit, found[:5]))
    return refuse(422, "InvalidRequest", told)


def _describe_misfit(found: Any) -> str:
    if found["type"] == "json_invalid":
        return f"the body is not JSON: {found['ctx']['error']}, at character {found['loc'][-1]}"
    return f"{'.'.join(map(str, found['loc']))}: {found['msg']}"


def _tell_http(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return _tell_failure(_, error)
    kind = {404: "NotFound", 405: "MethodNotAllowed"}.get(error.status_code, "HTTPError")
    return refuse(error.status_code, kind, str(error.detail), error.headers)


def _tell_failure(_: Request, error: Exception) -> JSONResponse:
    _log.error("a request failed", exc_info=error)
    return JSONResponse({"error": {"type": "InternalError", "message": _FAILED}}, 500)
