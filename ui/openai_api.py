"""`/v1` for OpenAI's clients: the question is the last message of the user, those before it are its history.

The message holds the answer with [n] marks and the list of what they refer to; the same as data is in `citations` and
`sanad` beside `choices`.
"""

import json
import logging
import time
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, FastAPI
from fastapi.responses import StreamingResponse
from starlette.exceptions import HTTPException

from index.errors import InputError, SanadError
from rag.answer import Answer
from rag.phrases import say
from ui.api_shapes import ChatRequest, chosen_filters
from ui.desk import Desk
from ui.display import visible_text
from ui.strings import strings_for

_MODEL = "sanad"
_METADATA = ("answered", "reason", "probability", "checks", "nearest", "llm", "timings_ms")
# Nothing that is paid by the token is spent where the answer is quoted.
_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}

_log = logging.getLogger(__name__)


def add_openai_api(app: FastAPI, desk: Desk) -> None:
    router = APIRouter(prefix="/v1", tags=["OpenAI's clients"])

    @router.get("/models")
    def models() -> dict[str, Any]:
        """`sanad`, and one for each collection."""
        names = [_MODEL, *(f"{_MODEL}/{name}" for name in desk.names())]
        return {"object": "list", "data": [_as_model(name) for name in names]}

    @router.get("/models/{name:path}")
    def model(name: str) -> dict[str, Any]:
        _collection(desk, name)
        return _as_model(name)

    @router.post("/chat/completions")
    def complete(asked: ChatRequest) -> Any:
        """An answer as a chat completion, whole or (`stream`) in pieces."""
        name = _collection(desk, asked.model)
        texts = [message.text() for message in asked.messages if message.role == "user"]
        if not texts:
            raise InputError("there is no message of the user in it; send one with the question")
        coming = desk.stream(name, texts[-1], texts[:-1], filters=chosen_filters(asked.filters))
        if asked.stream:
            usage = bool((asked.stream_options or {}).get("include_usage"))
            return StreamingResponse(_chunks(next(coming), coming, asked.model, usage), media_type="text/event-stream")
        *_, answer = coming
        message = {"role": "assistant", "content": message_text(answer)}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return {**_head("chat.completion", asked.model), "choices": [choice], "usage": _USAGE, **_metadata(answer)}

    app.include_router(router)


def message_text(answer: Answer) -> str:
    """The answer or the refusal as text, then the sources that its marks refer to."""
    labels = strings_for(answer.lang)
    if answer.answered:
        return "\n\n".join([visible_text(answer.answer), "\n".join(map(_source_line, answer.citations))])
    nearest = [f"“{visible_text(near.quote)}”\n{_source_line(near)}" for near in answer.nearest]
    heading = [say("nearest", answer.lang)] if nearest else []
    return "\n\n".join([answer.reason or labels.not_found, *heading, *nearest])


def _source_line(cited: Any) -> str:
    date = f", {cited.published}" if cited.published else ""
    return f"[{cited.n}] {visible_text(cited.source)} {cited.start}–{cited.end} ({cited.lang}{date})"


def _chunks(first: Answer, coming: Iterator[Answer], model: str, usage: bool) -> Iterator[str]:
    """Each fact and each sentence of a model as soon as it is there; the quotations and the sources follow.

    What was sent stands: it was checked before, and is not taken back where the model breaks off after it.
    """
    head = _head("chat.completion.chunk", model)
    yield _data({**head, "choices": [_delta({"role": "assistant", "content": ""})]})
    answer, said = first, ""
    try:
        # The first may be the last, which only the next one would tell.
        for later in chain([first], coming):
            whole = stated_text(later)
            answer = later if whole.startswith(said) else answer
            if later.writing and len(whole) > len(said) and answer is later:
                yield _data({**head, "choices": [_delta({"content": whole[len(said) :]})]})
                said = whole
            else:
                # A comment keeps the connection alive while a model writes.
                yield ": writing\n\n"
    except SanadError as error:
        yield _data({"error": {"type": type(error).__name__, "message": str(error)}})
        return
    except Exception:  # noqa: BLE001 - the border: the status is sent already
        _log.exception("an answer broke off")
        yield _data({"error": {"type": "InternalError", "message": "the answer broke off"}})
        return
    for piece in message_text(answer)[len(said) :].splitlines(keepends=True):
        yield _data({**head, "choices": [_delta({"content": piece})]})
    yield _data({**head, "choices": [_delta({}, "stop")], **_metadata(answer)})
    if usage:
        yield _data({**head, "choices": [], "usage": _USAGE})
    yield "data: [DONE]\n\n"


def stated_text(answer: Answer) -> str:
    """The beginning of `message_text`, which only grows while a model writes."""
    return "".join(f"{visible_text(line)}\n" for line in (*answer.facts, *answer.written))


def _data(chunk: Mapping[str, Any]) -> str:
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"


def _delta(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}


def _head(kind: str, model: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{uuid4().hex}", "object": kind, "created": int(time.time()), "model": model}


def _metadata(answer: Answer) -> dict[str, Any]:
    told = answer.to_dict()
    return {"citations": told["citations"], _MODEL: {key: told[key] for key in _METADATA}}


def _as_model(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": _MODEL}


def _collection(desk: Desk, model: str) -> str:
    kind, _, name = model.partition("/")
    if kind != _MODEL or (name and name not in desk.names()):
        raise HTTPException(404, f"there is no model {model[:100]!r}; /v1/models lists those that there are")
    return name or desk.default
