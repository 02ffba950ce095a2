"""What a language model says, as it comes, within limits of time and length."""

import asyncio
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from index.errors import LlmError

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage
    from llama_index.core.llms import LLM

_HEARTBEAT_S = 0.5
_FAREWELL_S = 2.0


@dataclass(frozen=True)
class Limits:
    """How long to wait for the first sign of an answer, and for all of it; and how long it may be."""

    first_token_s: float
    total_s: float
    max_chars: int


def stream_reply(make_llm: Callable[[], "LLM"], messages: Sequence["ChatMessage"], limits: Limits) -> Generator[str]:
    """Pieces of the reply; an empty one every half second while nothing comes. To close the iterator hangs up.

    Raises LlmError if the model cannot be reached, exceeds a limit of time, or says what cannot be understood.
    """
    arrived: SimpleQueue[str | LlmError | None] = SimpleQueue()
    loop = asyncio.new_event_loop()
    task = loop.create_task(_receive(make_llm, messages, limits, arrived.put))
    thread = Thread(target=_run, args=(loop, task), name="sanad-llm", daemon=True)
    thread.start()
    try:
        while True:
            try:
                piece = arrived.get(timeout=_HEARTBEAT_S)
            except Empty:
                yield ""
                continue
            if piece is None:
                return
            if isinstance(piece, LlmError):
                raise piece
            yield piece
    finally:
        if thread.is_alive():
            loop.call_soon_threadsafe(task.cancel)
            thread.join(_FAREWELL_S)
        if not thread.is_alive():
            loop.close()


def _run(loop: asyncio.AbstractEventLoop, task: "asyncio.Task[None]") -> None:
    try:
        loop.run_until_complete(task)
    except asyncio.CancelledError:
        return
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())


async def _receive(
    make_llm: Callable[[], "LLM"],
    messages: Sequence["ChatMessage"],
    limits: Limits,
    put: Callable[[str | LlmError | None], None],
) -> None:
    try:
        await _read(make_llm, messages, limits, put)
        put(None)
    except LlmError as error:
        put(error)
    except TimeoutError:
        put(LlmError(f"no answer within {limits.first_token_s:g} s, or not all of it within {limits.total_s:g} s"))
    except Exception as error:  # noqa: BLE001 - whatever a foreign server sends must end here as one error
        put(LlmError(f"{type(error).__name__}: {' '.join(str(error).split())[:160]}"))


async def _read(
    make_llm: Callable[[], "LLM"],
    messages: Sequence["ChatMessage"],
    limits: Limits,
    put: Callable[[str | LlmError | None], None],
) -> None:
    clock = asyncio.get_running_loop()
    llm = make_llm()
    began = clock.time()
    chars = 0
    async with asyncio.timeout(limits.first_token_s) as patience:
        async for reply in await llm.astream_chat(messages):
            patience.reschedule(began + limits.total_s)
            if not isinstance(reply.delta, str):
                continue
            chars += len(reply.delta)
            put(reply.delta)
            if chars > limits.max_chars:
                return
    if not chars:
        raise LlmError("the reply was empty")
