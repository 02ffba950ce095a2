"""The commands that ask a collection: arguments → (the JSON of the contract, the same for a reader of the terminal)."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from index.collection import Collection, open_collection
from index.encoder import Encoder, load_encoder
from index.errors import InputError
from index.files import printable_name
from index.language import detect_language
from index.sync import index_paths
from rag.answer import Answer, answer_question
from rag.question import read_question
from rag.retrieve import retrieve_passages, search_passages
from ui.display import isolate_lines
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

        def ask(question: str, history: list[str]) -> Answer:
            # A question that was refused as too long stays in the transcript, and is no context for the next.
            earlier = [text for text in history if len(text) <= settings.rag.max_question_chars]
            with one_at_a_time:
                return answer_question(question, earlier, partial(retrieve_passages, collection), encoder, settings.rag)

        app = build_app(ask, collection.catalog.article, list(EXAMPLES))
        launch_app(app, settings.ui.port)
    return {}, ""


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
        from eval.retrieval import describe_retrieval, measure_retrieval

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
