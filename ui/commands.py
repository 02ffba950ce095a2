"""The commands that ask a collection: arguments → (the JSON of the contract, the same for a reader of the terminal)."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from index.collection import Collection, open_catalog, open_collection
from index.conversations import Feedback, conversations_path, open_conversations
from index.encoder import Encoder, load_encoder
from index.errors import InputError, NoCollection
from index.files import printable_name
from index.language import detect_language
from index.sync import index_paths
from rag.answer import Answer, answer_question
from rag.question import read_question
from rag.retrieve import retrieve_passages, search_passages
from ui.display import isolate_lines
from ui.feedback import question_row, write_rows
from ui.settings import Settings

EXAMPLES = (
    "When was the S-300 announced?",
    "صدر پوتن اور پیزشکیان نے کتنے سال کے معاہدے پر دستخط کیے؟",
    "من التقى شويغو خلال زيارته إلى طهران؟",
)

Output = tuple[dict[str, Any], str]


@contextmanager
def _opened(settings: Settings) -> Iterator[tuple[Collection, Encoder]]:
    with open_collection(settings.index) as collection:
        yield collection, load_encoder(settings.index)


def run_search(args: argparse.Namespace, settings: Settings) -> Output:
    read_question(args.query, [], settings.rag)
    with _opened(settings) as (collection, encoder):
        found = search_passages(args.query, collection, encoder, args.k, settings.rag)
    text = "\n\n".join(
        f"{hit['rank']}. {printable_name(hit['source'])} {hit['start']}–{hit['end']} {hit['lang']} {hit['score']:.3f}\n"
        f"{isolate_lines(hit['text'])}"
        for hit in found["hits"]
    )
    return found, text


def run_ask(args: argparse.Namespace, settings: Settings) -> Output:
    read_question(args.question, args.history, settings.rag)
    with _opened(settings) as (collection, encoder):
        retrieve = partial(retrieve_passages, collection)
        answer = answer_question(args.question, args.history, retrieve, encoder, settings.rag)
    return answer.to_dict(), _describe_answer(answer)


def _describe_answer(answer: Answer) -> str:
    if not answer.answered:
        return f"No answer: {answer.reason}."
    sources = (
        f"[{cited.n}] {printable_name(cited.source)} {cited.start}–{cited.end} ({cited.lang})"
        for cited in answer.citations
    )
    quotes = (f"{isolate_lines(cited.quote)} [{cited.n}]" for cited in answer.citations)
    return "\n".join([*quotes, "", *sources])


def run_chat(args: argparse.Namespace, settings: Settings) -> Output:
    from ui.chat import HOST, build_app, check_port, launch_app

    check_port(HOST, settings.ui.port)
    with _opened(settings) as (collection, encoder):
        # What is loaded at the first use is loaded before the first reader comes.
        encoder.encode_queries([EXAMPLES[0]])
        detect_language(EXAMPLES[0])

        # Tokenizers cannot be shared by two readers at the same moment.
        one_at_a_time = Lock()

        def asked_before(history: Sequence[str]) -> list[str]:
            # A question that was refused as too long stays in the transcript, and is no context for the next.
            return [text for text in history if len(text) <= settings.rag.max_question_chars]

        def ask(question: str, history: list[str]) -> Answer:
            retrieve = partial(retrieve_passages, collection)
            with one_at_a_time:
                return answer_question(question, asked_before(history), retrieve, encoder, settings.rag)

        def keep(given: Feedback) -> None:
            with open_conversations(settings.index) as conversations:
                conversations.put_feedback(replace(given, history=tuple(asked_before(given.history))))

        app = build_app(ask, collection.catalog.article, keep, list(EXAMPLES))
        launch_app(app, settings.ui.port)
    return {}, ""


def run_feedback(args: argparse.Namespace, settings: Settings) -> Output:
    given, rows = _read_feedback(settings)
    ups = sum(bool(each.liked) for each in given)
    open_rows = sum(row["answerable"] is None for row in rows)
    lines = [_describe_thumb(each) for each in given] if not args.out else []
    lines += [f"{ups:,} up, {len(given) - ups:,} down; {open_rows:,} to be completed by hand"]
    if args.out:
        if not rows:
            raise InputError(f"no thumb has been given in the chat of the collection {settings.index.collection!r}")
        write_rows(rows, args.out)
        lines += [f"written to {printable_name(args.out)}"]
    if args.clear and given:
        with open_conversations(settings.index) as conversations:
            conversations.drop_feedback(given)
        lines += ["deleted from the collection"]
    counts = {"up": ups, "down": len(given) - ups, "to_complete": open_rows}
    out = str(args.out) if args.out else None
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
    return f"{'up' if given.liked else 'down':6}{given.given[:10]}  {given.lang:8}{isolate_lines(given.question)}"


def run_eval(args: argparse.Namespace, settings: Settings) -> Output:
    from eval.measure import describe_measures, measure_systems
    from eval.questions import SEEDS, load_questions
    from eval.results import check_floors, read_rows, write_results

    questions = load_questions(args.questions or SEEDS)
    before = read_rows(args.against) if args.against else None
    with _eval_settings(args.corpus, settings) as chosen, _opened(chosen) as (collection, encoder):
        results = measure_systems(questions, args.systems, collection, encoder, chosen.rag, before)
    if args.out:
        write_results(results, args.out)
    problems = check_floors(results, args.floors, "all") if args.floors else []
    if problems:
        raise InputError(f"the results are below the floors of {args.floors}: {'; '.join(problems)}")
    return results, describe_measures(results)


def run_bench(args: argparse.Namespace, settings: Settings) -> Output:
    if args.bench == "retrieval":
        from eval.retrieval import ablate_retrieval, describe_ablation, describe_retrieval, measure_retrieval

        if args.ablate:
            results = ablate_retrieval(args.folder, settings.index, settings.rag)
            return {"systems": results}, describe_ablation(results)
        result = measure_retrieval(args.folder, args.system, settings.index, settings.rag)
        return result, describe_retrieval(result)
    if args.bench == "reading":
        from eval.comprehension import describe_reading, measure_reading

        result = measure_reading(args.file, load_encoder(settings.index))
        return result, describe_reading(result)
    return _run_speed(args, settings)


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
    if corpus is None:
        yield settings
        return
    if not corpus.is_dir():
        raise InputError(f"the corpus {corpus} is not a folder")
    with TemporaryDirectory(prefix="sanad-eval-") as home:
        alone = replace(settings.index, home=Path(home))
        index_paths([corpus], alone, partial(load_encoder, alone, "indexing"))
        yield replace(settings, index=alone)
