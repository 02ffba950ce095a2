"""The commands on the language model: fetch one, examine the one that is configured."""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from tqdm import tqdm

from index.errors import InputError, SettingsError
from index.files import printable_name
from rag.llm.exam import LANGUAGES, PASS_MARK, Item, Result, read_items, store_result, take_exam
from rag.llm.models import open_model
from rag.llm.pull import PULLED, QWEN, pull_model
from ui.settings import Settings

Output = tuple[dict[str, Any], str]


def run_llm(args: argparse.Namespace, settings: Settings) -> Output:
    return _pull(args, settings) if args.llm_command == "pull" else _check(args, settings)


def _pull(args: argparse.Namespace, settings: Settings) -> Output:
    name = args.name or QWEN.name
    if name not in PULLED:
        raise InputError(f"no model {name!r} to fetch: there is {', '.join(PULLED)}")
    path, origin = pull_model(PULLED[name], settings.index.cache, tell_progress)
    return {"llm": name, "path": str(path), "from": origin}, f"{name} is in {path}; next: sanad llm check --llm {name}"


def _check(args: argparse.Namespace, settings: Settings) -> Output:
    cache, languages = settings.index.cache, _read_languages(args.languages)
    with open_model(settings.rag, cache) as model:
        if model is None:
            raise SettingsError("no language model is configured; name one with --llm or SANAD_LLM")
        began = time.perf_counter()
        results: list[Result] = []
        with tqdm(total=sum(len(read_items(lang)) for lang in languages), unit="question", disable=None) as bar:

            def tell(item: Item, reply: str, right: bool) -> None:
                bar.update()
                if args.verbose:
                    said = printable_name(" ".join(reply.split()))
                    bar.write(f"{'right' if right else 'wrong'} {item.id}: {said}", file=sys.stderr)

            for lang in languages:
                bar.set_description(f"{model.name}, {lang}")
                results.append(take_exam(model, lang, tell))
                # What was examined stays so when the rest is stopped.
                store_result(model, cache, results[-1])
        found = {
            "llm": model.name,
            "pass_mark": PASS_MARK,
            "languages": {each.lang: {**asdict(each), "passed": each.passed} for each in results},
            "seconds": round(time.perf_counter() - began, 1),
        }
    return found, "\n".join([*map(_describe, results), f"{PASS_MARK} right answers pass."])


def _describe(result: Result) -> str:
    verdict = "passed: it writes" if result.passed else "not passed: answers stay quotations"
    marks = f"{result.right:2} of {result.asked} right ({result.answers} answers, {result.silences} silences)"
    return f"{result.lang}  {marks}  {verdict}"


def _read_languages(text: str | None) -> Sequence[str]:
    languages = text.split(",") if text else LANGUAGES
    if unknown := [lang for lang in languages if lang not in LANGUAGES]:
        raise InputError(f"there is no exam in {', '.join(unknown)}, but in {', '.join(LANGUAGES)}")
    return languages


def tell_progress(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201 - progress
