"""The language model that words answers, which may be changed while the server runs."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from index.encoder import Encoder
from index.errors import LlmError, SettingsError
from rag.llm.exam import Result, load_results, read_items
from rag.llm.models import Model, find_model, is_address, split_address
from rag.llm.scribe import make_scribe, passed_languages
from rag.parts import Scribe
from rag.prompts import ask_to_write
from rag.settings import RagSettings
from ui.model_choice import Choice
from ui.turns import Busy

# Of what a model says to a test.
_MOST_SAID = 300


def _say_nothing(_: str) -> None:
    """The page tells it."""


def _keep_nothing() -> None:
    """The choice is for this run alone."""


@dataclass(frozen=True)
class Trial:
    """How long a model took to its first word and to the last, in seconds, and the beginning of what it said."""

    first_s: float
    whole_s: float
    said: str


@dataclass
class _Open:
    settings: RagSettings
    model: Model | None
    scribe: Scribe | None = None
    users: int = 0
    retired: bool = False


class WritingModel:
    """One that is no longer chosen ends when the last answer that it writes has. Safe to use from several threads.

    Nothing is started or connected to before it is needed. Raises SettingsError for a name that means nothing.
    """

    def __init__(
        self, settings: RagSettings, cache: Path, encoder: Encoder, warn: Callable[[str], None] = _say_nothing
    ) -> None:
        self._cache, self._encoder = cache, encoder
        self._lock, self._trying = Lock(), Lock()
        self._open = self._prepare(settings, warn)

    @property
    def choice(self) -> Choice:
        settings = self._open.settings
        return Choice(settings.llm, settings.llm_model, settings.llm_key)

    @property
    def name(self) -> str | None:
        return self._open.model.name if self._open.model else None

    @contextmanager
    def use(self) -> Iterator[Scribe | None]:
        """None where there is no model, or none that may write in any language."""
        with self._lease() as opened:
            yield opened.scribe

    def choose(self, choice: Choice, keep: Callable[[], None] = _keep_nothing) -> None:
        """`keep` is called when it is known that the choice can be used, and before it is.

        Raises SettingsError and what `keep` raises, and then all stays as it was.
        """
        opened = self._prepare(self._settings_for(choice), _say_nothing)
        keep()
        with self._lock:
            self._open, old = opened, self._open
            old.retired = True
        self._end_unused(old)

    def refresh(self) -> None:
        """Exams that were taken meanwhile count from now on."""
        with self._lock:
            self._open.scribe = self._make_scribe(self._open, _say_nothing)

    def results(self) -> Mapping[str, Result]:
        """Those of its exam, by language; empty without a model, or before any exam."""
        return load_results(self._open.model, self._cache) if self._open.model else {}

    def try_out(self, choice: Choice, lang: str) -> Trial:
        """Let it read a report and answer a question, in `lang`; nothing is changed. Raises SettingsError, LlmError
        and, while another one is tried, Busy."""
        if not self._trying.acquire(blocking=False):
            raise Busy("a model is being tried already; try again in a moment")
        try:
            settings = self._settings_for(choice)
            with self._lease() as opened:
                if opened.model and opened.settings == settings:
                    return _try(opened.model, lang)
            model = find_model(settings, self._cache)
            if model is None:
                raise SettingsError("there is no language model to try; choose one")
            with closing(model):
                return _try(model, lang)
        except LlmError as error:
            # Some endpoints repeat the key that they refuse.
            key = self._settings_for(choice).llm_key
            raise LlmError(str(error).replace(key, "…") if key else str(error)) from None
        finally:
            self._trying.release()

    def close(self) -> None:
        with self._lock:
            self._open.retired = True
        self._end_unused(self._open)

    def _settings_for(self, choice: Choice) -> RagSettings:
        if is_address(choice.llm) and "@" in split_address(choice.llm).netloc:
            raise SettingsError("an address with a name and a password in it is not taken; give the key by itself")
        now = self._open.settings
        # A key goes to the address that it was given for, and to no other.
        key = choice.key or (now.llm_key if choice.llm == now.llm else "")
        return replace(now, llm=choice.llm, llm_model=choice.model, llm_key=key)

    def _prepare(self, settings: RagSettings, warn: Callable[[str], None]) -> _Open:
        opened = _Open(settings, find_model(settings, self._cache))
        opened.scribe = self._make_scribe(opened, warn)
        return opened

    def _make_scribe(self, opened: _Open, warn: Callable[[str], None]) -> Scribe | None:
        if opened.model is None:
            return None
        languages = passed_languages(opened.model, self._cache, warn)
        return make_scribe(opened.model, languages, opened.settings, self._encoder)

    @contextmanager
    def _lease(self) -> Iterator[_Open]:
        with self._lock:
            opened = self._open
            opened.users += 1
        try:
            yield opened
        finally:
            with self._lock:
                opened.users -= 1
            self._end_unused(opened)

    def _end_unused(self, opened: _Open) -> None:
        with self._lock:
            ending = opened.retired and not opened.users and opened.model
        if ending:
            ending.close()


def _try(model: Model, lang: str) -> Trial:
    item = read_items(lang)[0]
    began, first, said = time.perf_counter(), 0.0, ""
    with closing(model.say(ask_to_write(item.question, lang, [item.quote]))) as coming:
        for piece in coming:
            first = first or (time.perf_counter() - began if piece.strip() else 0.0)
            said += piece
            if len(said) >= _MOST_SAID:
                break
    return Trial(first, time.perf_counter() - began, said[:_MOST_SAID].strip())
