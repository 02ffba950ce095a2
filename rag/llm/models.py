"""The name of a language model → the model, started or connected to when it is first used.

none               no model
ollama/NAME        a model of the Ollama on this machine
http(s)://…        an OpenAI-compatible endpoint, its model in `llm_model`, its key in `llm_key`
PATH.gguf          a file, run in this process
NAME               a model that `sanad llm pull` fetched
"""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from hashlib import sha256
from pathlib import Path
from shlex import quote
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from index.errors import SettingsError
from rag.llm.local import serve_gguf
from rag.llm.pull import PULLED, pulled_path
from rag.llm.replies import Limits, stream_reply
from rag.prompts import Told
from rag.settings import NO_LLM, RagSettings

if TYPE_CHECKING:
    import httpx
    from llama_index.core.llms import LLM

OLLAMA = "http://127.0.0.1:11434/v1"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Endpoints that want no key are sent one all the same: the client insists.
_NO_KEY = "none"
_EDGE_BYTES = 2**20

# The base URL, the key, and the model's name there.
Place = tuple[str, str, str]


class Model:
    """`identity` is what results of this very model are kept under: another file or endpoint has another."""

    def __init__(
        self, name: str, identity: str, settings: RagSettings, start: Callable[[], AbstractContextManager[Place]]
    ) -> None:
        self.name, self.identity = name, identity
        self._settings, self._start = settings, start
        self._running = ExitStack()
        self._place: Place | None = None
        self._starting = Lock()

    @property
    def option(self) -> str:
        """What names it in a command."""
        named = f" --llm-model {quote(self._settings.llm_model)}" if is_address(self._settings.llm) else ""
        return f"--llm {quote(self._settings.llm)}{named}"

    def say(self, told: Told) -> Generator[str]:
        """What it replies, as it comes: see `stream_reply`. Raises LlmError."""
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        messages = [ChatMessage(told.system, role=MessageRole.SYSTEM), ChatMessage(told.user)]
        settings = self._settings
        limits = Limits(settings.llm_first_token_s, settings.llm_total_s, settings.llm_max_tokens * 12)
        return stream_reply(self.llm, messages, limits)

    def llm(self) -> "LLM":
        """As LlamaIndex calls it, for one thread and event loop. Raises LlmError if it cannot be started."""
        from llama_index.llms.openai_like import OpenAILike

        url, key, model = self._connect()
        settings = self._settings
        return OpenAILike(
            model=model,
            api_base=url,
            api_key=key,
            is_chat_model=True,
            context_window=settings.llm_context_tokens,
            max_tokens=settings.llm_max_tokens,
            temperature=0.0,
            max_retries=0,
            timeout=settings.llm_total_s,
            async_http_client=_make_client(url, settings),  # type: ignore[call-arg]
        )

    def close(self) -> None:
        with self._starting:
            self._place = None
            self._running.close()

    def _connect(self) -> Place:
        with self._starting:
            if self._place is None:
                self._place = self._running.enter_context(self._start())
            return self._place


@contextmanager
def open_model(settings: RagSettings, cache: Path) -> Iterator[Model | None]:
    """Nothing is started or connected to yet. Raises SettingsError for a name that means nothing."""
    model = find_model(settings, cache)
    try:
        yield model
    finally:
        if model:
            model.close()


def find_model(settings: RagSettings, cache: Path) -> Model | None:
    name = settings.llm
    if name == NO_LLM:
        return None
    _check_installed()
    if is_address(name):
        return _remote(settings.llm_model, name.rstrip("/"), settings)
    if name.startswith("ollama/") and name != "ollama/":
        return _remote(name.removeprefix("ollama/"), OLLAMA, settings, name)
    if name in PULLED:
        path = pulled_path(PULLED[name], cache)
        if not path.exists():
            raise SettingsError(f"the model {name} has not been fetched yet; run `sanad llm pull`")
        return _local(name, path, settings)
    if name.endswith(".gguf"):
        path = Path(name).expanduser()
        if not path.is_file():
            raise SettingsError(f"there is no model file {name}; give the path of a .gguf file")
        return _local(path.stem, path, settings)
    raise SettingsError(
        f"no language model {name!r}: give none, ollama/NAME, the URL of an OpenAI-compatible endpoint, the path of a "
        f".gguf file, or {', '.join(PULLED)} (after `sanad llm pull`)"
    )


def is_address(name: str) -> bool:
    """Whether it is meant as one, right or wrong."""
    return name.startswith(("http://", "https://"))


def split_address(url: str) -> SplitResult:
    """Raises SettingsError for what is not the address of an endpoint."""
    with suppress(ValueError):
        parts = urlsplit(url)
        # A port that cannot be shows only when it is read.
        if parts.hostname and parts.port != 0:
            return parts
    raise SettingsError(f"{url!r} is not the address of an endpoint; it looks like http://127.0.0.1:8000/v1")


def _remote(model: str, url: str, settings: RagSettings, name: str = "") -> Model:
    split_address(url)
    if not model:
        raise SettingsError(f"which model of {url}? Name it with --llm-model or SANAD_LLM_MODEL")
    place = (url, settings.llm_key or _NO_KEY, model)
    return Model(name or model, f"{url} {model}", settings, lambda: nullcontext(place))


def _local(name: str, path: Path, settings: RagSettings) -> Model:
    threads = settings.llm_threads or os.cpu_count() or 1

    @contextmanager
    def start() -> Iterator[Place]:
        with serve_gguf(path, threads, settings.llm_context_tokens) as (url, key):
            yield url, key, name

    return Model(name, _fingerprint(path), settings, start)


def _fingerprint(path: Path) -> str:
    """Of its size and both its ends: to read a gigabyte would cost every start."""
    size = path.stat().st_size
    with path.open("rb") as file:
        digest = sha256(file.read(_EDGE_BYTES))
        file.seek(max(0, size - _EDGE_BYTES))
        digest.update(file.read())
    return f"gguf {size} {digest.hexdigest()}"


def _make_client(url: str, settings: RagSettings) -> "httpx.AsyncClient":
    import httpx

    async def limit(request: Any) -> None:
        # LlamaIndex and the client of OpenAI know one limit for everything.
        request.extensions["timeout"] = {
            **{"connect": settings.llm_connect_s, "pool": settings.llm_connect_s},
            **{"write": settings.llm_connect_s, "read": settings.llm_total_s},
        }

    # What is on this machine is not reached through a proxy.
    outside = urlsplit(url).hostname not in _LOOPBACK
    return httpx.AsyncClient(event_hooks={"request": [limit]}, trust_env=outside)


def _check_installed() -> None:
    from importlib.util import find_spec

    if find_spec("openai") is None:
        raise SettingsError(
            "for a language model, more packages are needed: pip install 'sanad[llm]', in Sanad's folder "
            "`.venv/bin/pip install -c constraints.txt -e '.[llm]'`"
        )
