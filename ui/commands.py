"""The commands that ask a collection: arguments → (the JSON of the contract, the same for a reader of the terminal)."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import replace
from getpass import getpass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from index.centres import load_centres
from index.collection import Collection, open_catalog, open_collection
from index.conversations import Feedback, conversations_path, open_conversations
from index.encoder import Encoder, load_encoder
from index.errors import InputError, NoCollection, SettingsError
from index.files import printable_name
from index.library import create_collection
from rag.answer import Answer, answer_question
from rag.evidence import Read
from rag.filters import NO_FILTERS, Filters
from rag.parts import Parts, Scribe, parts_of
from rag.phrases import say
from rag.question import read_question
from rag.rerank import load_reranker
from rag.search import search_passages, text_around
from rag.settings import NO_LLM
from ui.display import plain_words, show_lines
from ui.feedback import question_row, write_rows
from ui.model_choice import read_choice
from ui.passwords import account_line
from ui.settings import Settings

if TYPE_CHECKING:
    from rag.llm.models import Model

EXAMPLES = (
    "When was the S-300 announced?",
    "صدر پوتن اور پیزشکیان نے کتنے سال کے معاہدے پر دستخط کیے؟",
    "من التقى شويغو خلال زيارته إلى طهران؟",
)

Output = tuple[dict[str, Any], str]


@contextmanager
def _opened(settings: Settings, filters: Filters = NO_FILTERS) -> Iterator[tuple[Collection, Parts]]:
    _check_llm(settings)
    with open_collection(settings.index) as collection:
        encoder, score = load_encoder(settings.index), load_reranker(settings.rag)
        with open_scribe(settings, encoder) as scribe:
            yield collection, parts_of(collection, encoder, _load_read(settings), scribe, filters, score)


def _filters(args: argparse.Namespace) -> Filters:
    filters = Filters(tuple(args.lang), args.since, args.until, tuple(args.source))
    for option, given, read in (("--from", args.since, filters.since), ("--to", args.until, filters.until)):
        if read != given.strip():
            _warn(f"{option} {given.strip()} is read as {read}")
    return filters


def _check_llm(settings: Settings) -> None:
    """A name that means nothing is told before anything is loaded."""
    if settings.rag.llm != NO_LLM:
        from rag.llm.models import find_model

        find_model(settings.rag, settings.index.cache)


def _with_usable_llm(settings: Settings) -> Settings:
    """A model that was chosen in the page and is gone does not keep the chat from starting: there it is chosen anew."""
    try:
        _check_llm(settings)
    except SettingsError as error:
        kept = read_choice(settings.index.home)
        if kept is None or kept.llm != settings.rag.llm:
            raise
        _warn(f"answers are quoted: {error}")
        return replace(settings, rag=replace(settings.rag, llm=NO_LLM))
    return settings


@contextmanager
def open_scribe(settings: Settings, encoder: Encoder) -> Iterator[Scribe | None]:
    # What a language model needs is not imported where there is none.
    if settings.rag.llm == NO_LLM:
        yield None
        return
    from rag.llm import scribe

    with scribe.open_scribe(settings.rag, settings.index.cache, encoder, _warn) as opened:
        yield opened


def _warn(text: str) -> None:
    print(f"sanad: {printable_name(text)}", file=sys.stderr)  # noqa: T201


def _load_read(settings: Settings) -> Read | None:
    # OpenVINO is not imported where there is no reader.
    from index.reader import load_reader

    reader = load_reader(settings.index)
    return reader.read if reader else None


def run_search(args: argparse.Namespace, settings: Settings) -> Output:
    read_question(args.query, [], settings.rag)
    filters = _filters(args)
    with open_collection(settings.index) as collection:
        encoder, score = load_encoder(settings.index), load_reranker(settings.rag)
        parts = parts_of(collection, encoder, _load_read(settings), filters=filters, score=score)
        found = search_passages(args.query, collection, parts, args.k, settings.rag, filters)
        shown = [plain_words(text_around(hit, collection.catalog), hit["source"]) for hit in found["hits"]]
    hits = (
        f"{hit['rank']}. {printable_name(hit['source'])} {hit['start']}–{hit['end']} {hit['lang']} {hit['score']:.3f}\n"
        f"{show_lines(text)}"
        for hit, text in zip(found["hits"], shown, strict=True)
    )
    text = "\n\n".join([*([show_lines(found["note"])] if found["note"] else []), *hits])
    return found, text or "no article is left to be searched"


def run_ask(args: argparse.Namespace, settings: Settings) -> Output:
    read_question(args.question, args.history, settings.rag)
    with _opened(settings, _filters(args)) as (_, parts):
        answer = answer_question(args.question, args.history, parts, settings.rag)
    return answer.to_dict(), _describe_answer(answer)


def _describe_answer(answer: Answer) -> str:
    if not answer.answered:
        nearest = (
            f"{show_lines(plain_words(near.quote, near.source))}\n"
            f"  {printable_name(near.source)} {near.start}–{near.end} ({near.lang})"
            for near in answer.nearest
        )
        heading = [show_lines(say("nearest", answer.lang))] if answer.nearest else []
        return "\n\n".join([show_lines(answer.reason or ""), *heading, *nearest])
    sources = (
        f"[{cited.n}] {printable_name(cited.source)} {cited.start}–{cited.end} ({cited.lang})"
        for cited in answer.citations
    )
    words = (" ".join(plain_words(cited.quote, cited.source).split()) for cited in answer.citations)
    quotes = (f"{show_lines(text)} [{cited.n}]" for cited, text in zip(answer.citations, words, strict=True))
    lines = (show_lines(line) for line in (*answer.facts, *answer.written))
    note = [show_lines(answer.note)] if answer.note else []
    return "\n".join([*lines, *quotes, *note, "", *sources])


def run_chat(args: argparse.Namespace, settings: Settings) -> Output:
    from ui.desk import Desk
    from ui.page import build_app
    from ui.server import build_server, load_accounts, open_port, serve, warn_of_network
    from ui.writing_model import WritingModel

    accounts = load_accounts(settings.ui)
    settings = _with_usable_llm(settings)
    encoder = load_encoder(settings.index)
    with (
        open_port(settings.ui.host, settings.ui.port) as bound,
        TemporaryDirectory(prefix="sanad-chat-") as scratch,
    ):
        # Where gradio puts what is uploaded, and from where it serves files: a place that nobody else uses.
        os.environ["GRADIO_TEMP_DIR"] = os.environ["GRADIO_EXAMPLES_CACHE"] = scratch
        writer = WritingModel(settings.rag, settings.index.cache, encoder, _warn)
        desk = Desk(settings, encoder, _load_read(settings), writer)
        if not desk.names():
            # The first run: articles are brought in the page.
            create_collection(settings.index, encoder)
            _warn(f"there are no articles yet: the collection {settings.index.collection!r} is made, and empty")
        try:
            # What is loaded at the first use is loaded before the first reader comes; a language model need not write.
            with closing(desk.stream(desk.default, EXAMPLES[0], [])) as coming:
                next(coming)
            warn_of_network(settings.ui)
            serve(build_server(build_app(desk), desk, settings.ui, accounts), bound, settings.ui)
        finally:
            desk.close()
    return {}, ""


def run_password(args: argparse.Namespace, settings: Settings) -> Output:
    if sys.stdin is not None and sys.stdin.isatty():
        password = getpass(f"password of {args.name}: ")
        if getpass("once more: ") != password:
            raise InputError("these were two passwords; try again")
    else:
        password = sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
    line = account_line(args.name, password)
    return {"name": args.name, "line": line}, line


def run_feedback(args: argparse.Namespace, settings: Settings) -> Output:
    given, rows = _read_feedback(settings)
    ups = sum(bool(each.liked) for each in given)
    open_rows = sum(row["answerable"] is None for row in rows)
    lines = [_describe_thumb(each) for each in given] if not args.out else []
    lines += [f"{ups:,} up, {len(given) - ups:,} down; {open_rows:,} to be completed by hand"]
    if args.out:
        if rows:
            write_rows(rows, args.out)
        lines += [f"{'written' if rows else 'there is nothing to be written'} to {printable_name(args.out)}"]
    if args.clear and given:
        with open_conversations(settings.index) as conversations:
            conversations.drop_feedback(given)
        lines += ["deleted from the collection"]
    counts = {"up": ups, "down": len(given) - ups, "to_complete": open_rows}
    out = str(args.out) if args.out and rows else None
    return {**counts, "out": out, "cleared": args.clear, "rows": rows}, "\n".join(lines)


def _read_feedback(settings: Settings) -> tuple[list[Feedback], list[dict[str, Any]]]:
    given: list[Feedback] = []
    exists = conversations_path(settings.index).exists()
    if exists:
        with open_conversations(settings.index) as conversations:
            given = conversations.feedback()
    try:
        with open_catalog(settings.index) as catalog:
            return given, [question_row(each, catalog.article) for each in given]
    except NoCollection:
        # What was said of articles that are gone can still be taken out and deleted.
        if not exists:
            raise
        return given, [question_row(each, lambda _: None) for each in given]


def _describe_thumb(given: Feedback) -> str:
    return f"{'up' if given.liked else 'down':6}{given.given[:10]}  {given.lang:8}{show_lines(given.question)}"


def run_eval(args: argparse.Namespace, settings: Settings) -> Output:
    from eval.measure import describe_measures, measure_systems
    from eval.questions import SEEDS, load_questions
    from eval.results import check_floors, read_rows, write_results

    questions = load_questions(args.questions or SEEDS)
    before = read_rows(args.against) if args.against else None
    with (
        _open_judge(args.judge, settings) as judge,
        _eval_settings(args.corpus, settings) as chosen,
        _opened(chosen) as (collection, parts),
    ):
        results = measure_systems(questions, args.systems, collection, parts, chosen.rag, before, judge)
    if args.out:
        write_results(results, args.out)
    problems = check_floors(results, args.floors, "all") if args.floors else []
    if problems:
        raise InputError(f"the results are below the floors of {args.floors}: {'; '.join(problems)}")
    return results, describe_measures(results)


def _open_judge(name: str | None, settings: Settings) -> AbstractContextManager["Model | None"]:
    if not name:
        return nullcontext()
    from rag.llm.models import open_model

    return open_model(replace(settings.rag, llm=name), settings.index.cache)


def run_bench(args: argparse.Namespace, settings: Settings) -> Output:
    if args.bench == "retrieval":
        return _run_retrieval(args, settings)
    if args.bench == "reading":
        from eval.comprehension import describe_reading, load_rows, measure_reading

        encoder = load_encoder(settings.index)
        centres = load_centres(encoder, settings.index.cache / "models")
        result = measure_reading(load_rows(args.file), encoder, centres, _load_read(settings), settings.rag)
        return result, describe_reading(result)
    return _run_speed(args, settings)


def _run_retrieval(args: argparse.Namespace, settings: Settings) -> Output:
    from eval.benchmark import ask_instead, load_benchmark, load_passages, romanise_questions
    from eval.retrieval import ablate_retrieval, describe_ablation, describe_retrieval, measure_retrieval

    benchmark = load_benchmark(args.folder) if args.folder.is_dir() else load_passages(args.folder)
    benchmark = ask_instead(benchmark, args.questions) if args.questions else benchmark
    benchmark = romanise_questions(benchmark) if args.romanise else benchmark
    if args.ablate:
        results = ablate_retrieval(benchmark, settings.index, settings.rag)
        return {"systems": results}, describe_ablation(results)
    result = measure_retrieval(benchmark, args.system, settings.index, settings.rag)
    return result, describe_retrieval(result)


def _run_speed(args: argparse.Namespace, settings: Settings) -> Output:
    if args.growth:
        from eval.growth import describe_growth, measure_growth, plot_growth

        rows = measure_growth(args.texts, args.growth, settings.index)
        if args.plot:
            plot_growth(rows, args.plot)
        return {"growth": rows}, describe_growth(rows)
    from eval.speed import describe_speed, measure_speed

    results = measure_speed(args.texts, settings.index, args.compare, args.articles)
    return results, describe_speed(results)


@contextmanager
def _eval_settings(corpus: Path | None, settings: Settings) -> Iterator[Settings]:
    """The settings of the collection to be measured: the user's own, or one made of `corpus` for the run."""
    from eval.corpus import indexed_folder

    if corpus is None:
        yield settings
        return
    if not corpus.is_dir():
        raise InputError(f"the corpus {corpus} is not a folder")
    with indexed_folder(corpus, settings.index) as alone:
        yield replace(settings, index=alone)
