"""The configured language model as a part of answering, in the languages in which it has passed the exam."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.encoder import Encoder
from rag.llm.condense import make_condense
from rag.llm.exam import LANGUAGES, load_results
from rag.llm.models import Model, open_model
from rag.llm.writer import make_write
from rag.parts import Scribe
from rag.settings import RagSettings


@contextmanager
def open_scribe(
    settings: RagSettings, cache: Path, encoder: Encoder, warn: Callable[[str], None]
) -> Iterator[Scribe | None]:
    """None where no model is configured, and, with a warning, where it may not write in any language.

    The model is started, or connected to, when it is first needed. Raises SettingsError.
    """
    with open_model(settings, cache) as model:
        yield make_scribe(model, passed_languages(model, cache, warn), settings, encoder) if model else None


def make_scribe(model: Model, languages: frozenset[str], settings: RagSettings, encoder: Encoder) -> Scribe | None:
    """None where there is no language in which it may write."""
    if not languages:
        return None
    write = make_write(model, languages, encoder, settings.llm_passages)
    return Scribe(write, make_condense(model, languages, settings))


def passed_languages(model: Model, cache: Path, warn: Callable[[str], None]) -> frozenset[str]:
    results = load_results(model, cache)
    missing = [lang for lang in LANGUAGES if lang not in results]
    passed = frozenset(lang for lang, result in results.items() if result.passed)
    if missing:
        untested = "has not taken the reading exam" if len(missing) == len(LANGUAGES) else (
            f"has not taken the reading exam in {', '.join(missing)}"
        )  # fmt: skip
        warn(f"the model {model.name} {untested} and writes nothing there; run `sanad llm check {model.option}`")
    elif not passed:
        warn(f"the model {model.name} has passed the reading exam in no language and writes nothing")
    return passed
