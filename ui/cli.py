"""The command line, `sanad`."""

import argparse
import json
import logging
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index.errors import InputError, SanadError
from index.files import printable_name
from ui.settings import Settings, load_settings

# Whichever library looks for them, it finds that nothing is to be reported to anybody.
_QUIET = {"ANONYMIZED_TELEMETRY": "False", "HF_HUB_DISABLE_TELEMETRY": "1", "GRADIO_ANALYTICS_ENABLED": "False",
          "TOKENIZERS_PARALLELISM": "true", "DO_NOT_TRACK": "1", "OTEL_SDK_DISABLED": "true"}  # fmt: skip

_MOST_HITS = 10_000
_SYSTEMS = ("sanad", "plain", "rrf")
_UPKEEP = ("index", "status", "doctor")

Run = Callable[[argparse.Namespace, Settings], tuple[dict[str, Any], str]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 an error of one line on stderr, 2 wrong usage, 130 stopped by Ctrl-C."""
    args = _parser().parse_args(arguments)
    os.environ.update(_QUIET)
    # Python has none where the shell closed it (`2>&-`).
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115, PTH123 - for as long as the program runs
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    warnings.simplefilter("ignore")
    logging.basicConfig(level=logging.ERROR)
    names = ("home", "collection", "store", "llm", "llm_model", "port", "host", "auth_file")
    try:
        given = {name: getattr(args, name, None) for name in names}
        settings = load_settings(os.environ, given, args.command == "chat")
        result, text = _command(args.command)(args, settings)
        if text or args.json:
            _write(json.dumps(result, ensure_ascii=False) if args.json else text)
    except SanadError as error:
        return _fail(f"sanad: {' '.join(str(error).split())}", 1)
    except KeyboardInterrupt:
        return _fail("sanad: stopped; what was done is kept", 130)
    except BrokenPipeError:
        _drop_output()
        return 1
    except Exception as error:  # noqa: BLE001 - the border of the program
        return _fail(f"sanad: unexpected {type(error).__name__}: {' '.join(str(error).split())[:300]}", 1)
    return 0


def _command(name: str) -> Run:
    # Imported when it is known which: a command does not wait for what only another one needs.
    if name in _UPKEEP:
        from ui import upkeep as room
    elif name == "llm":
        from ui import llm as room  # type: ignore[no-redef]
    else:
        from ui import commands as room  # type: ignore[no-redef]
    run: Run = getattr(room, f"run_{name}")
    return run


def _write(text: str) -> None:
    if sys.stdout is None:
        raise InputError("there is no output to write to (stdout is closed)")
    try:
        print(text, flush=True)  # noqa: T201 - the command's output
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_output()
        raise InputError(f"cannot write the output: {error.strerror}") from error


def _drop_output() -> None:
    """What is still buffered goes nowhere, so that Python does not complain once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str, status: int) -> int:
    # It may quote what a server or a file has said.
    print(printable_name(message), file=sys.stderr)  # noqa: T201
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sanad",
        description="Ask a folder of articles, in any of their languages; every statement is cited.",
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--home", help="where collections live (default: $SANAD_HOME, else the user's data folder)")
    common.add_argument("--collection", help="which collection (default: default)")
    common.add_argument(
        "--store", metavar="http://HOST:PORT", help="keep the vectors on this Chroma server (default: on this disk)"
    )
    common.add_argument("--json", action="store_true", help="one JSON object on stdout")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, help_text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=help_text, description=help_text, parents=[common])

    index = add("index", "make the collection equal to these files and folders; print what changed")
    index.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    how = index.add_mutually_exclusive_group()
    how.add_argument("--rebuild", action="store_true", help="make it all anew, then replace the old collection")
    how.add_argument("--add", action="store_true", help="keep what it was indexed from before, too")
    index.add_argument("--yes", action="store_true", help="do not ask before most articles are removed")
    index.add_argument("--watch", action="store_true", help="go on: follow the folders as they change")
    doctor = add("doctor", "does the store agree with itself and with the files?")
    doctor.add_argument("--repair", action="store_true", help="mend what can be mended without the files")
    add("status", "articles, passages, languages, dates, encoder, disk, health")
    feedback = add("feedback", "the thumbs given in the chat, as rows of a question set to be completed by hand")
    feedback.add_argument("--out", type=Path, metavar="FILE", help="write the rows there (JSON Lines)")
    feedback.add_argument("--clear", action="store_true", help="then delete them here")
    search = add("search", "ranked passages")
    search.add_argument("query", metavar="QUERY")
    search.add_argument("-k", type=_hits, default=10, help="how many (default: 10)")
    ask = add("ask", "an answer, cited")
    ask.add_argument("question", metavar="QUESTION")
    for command in (search, ask):
        command.add_argument("--lang", action="append", default=[], metavar="CODE", help="in this language; repeat")
        command.add_argument(
            "--from",
            dest="since",
            default="",
            metavar="DATE",
            help="published then or later: 2023, 2023-09-20, 1402-06 or 1445 AH",
        )
        command.add_argument("--to", dest="until", default="", metavar="DATE", help="published then or earlier")
        command.add_argument(
            "--source", action="append", default=[], metavar="PATTERN", help="in this file or folder; * and ?; repeat"
        )
    ask.add_argument("--history", action="append", default=[], metavar="EARLIER_QUESTION", help="oldest first; repeat")
    chat = add("chat", "the browser chat")
    chat.add_argument("--port", type=_positive, help="default: 7860")
    chat.add_argument("--host", help="let other machines in, by this address (default: 127.0.0.1, this machine alone)")
    chat.add_argument("--auth-file", metavar="FILE", help="who may come in; needed with --host. See: sanad password")
    password = add("password", "a line for --auth-file; the password is asked for, or read from stdin")
    password.add_argument("name", metavar="NAME")
    llm = commands.add_parser("llm", help="a language model", description="a language model")
    on_llm = llm.add_subparsers(dest="llm_command", required=True, metavar="COMMAND")
    text = "its reading exam, which decides in which languages it writes"
    check = on_llm.add_parser("check", help=text, description=text, parents=[common])
    check.add_argument("--languages", metavar="ur,en,…", help="only these (default: ur,ar,fa,hi,ru,en)")
    check.add_argument("--verbose", action="store_true", help="show every reply")
    text = "fetch a small model for this machine, 1.1 GB"
    pull = on_llm.add_parser("pull", help=text, description=text, parents=[common])
    pull.add_argument("name", nargs="?", metavar="NAME", help="which (default: qwen2.5-coder-1.5b)")
    for command in (ask, chat, check):
        command.add_argument(
            "--llm",
            metavar="none|NAME",
            help="who words the answer: ollama/NAME, a URL, a .gguf file, or a fetched model (default: none, quoted)",
        )
        command.add_argument("--llm-model", metavar="NAME", help="the model, where --llm is a URL")
    evaluate = add("eval", "run a question set")
    evaluate.add_argument("--questions", type=Path, metavar="FILE", help="JSON Lines (default: the bundled set)")
    evaluate.add_argument("--corpus", type=Path, metavar="DIR", help="index this folder for the run alone")
    evaluate.add_argument(
        "--systems", type=_systems, default=["sanad"], metavar="NAME,…", help=f"side by side: {', '.join(_SYSTEMS)}"
    )
    evaluate.add_argument("--out", type=Path, metavar="DIR", help="write rows.jsonl, metrics.json and report.html")
    evaluate.add_argument("--against", type=Path, metavar="DIR", help="what changed since the run written there")
    evaluate.add_argument("--floors", type=Path, metavar="FILE", help="fail if a measure is below its floor there")
    evaluate.add_argument(
        "--judge", metavar="NAME", help="a language model's opinion of the answers too, as in `ask --llm`"
    )
    evaluate.add_argument("--llm-model", metavar="NAME", help="the model, where --judge is a URL")
    bench = commands.add_parser("bench", help="run a benchmark", description="run a benchmark")
    benches = bench.add_subparsers(dest="bench", required=True, metavar="BENCHMARK")
    speed = benches.add_parser("speed", help="indexing and asking", parents=[common])
    speed.add_argument("--compare", action="store_true", help="beside the plain pipeline, in the same run")
    speed.add_argument(
        "--growth", type=_sizes, metavar="N,N…", help="instead: how time, memory and disk grow, in passages"
    )
    speed.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the growth")
    speed.add_argument("--texts", type=Path, default=Path("seeds"), metavar="DIR", help="recombined (default: seeds)")
    speed.add_argument("--articles", type=_positive, default=300, help="how many are made of them (default: 300)")
    retrieval = benches.add_parser("retrieval", help="a benchmark in BEIR layout", parents=[common])
    retrieval.add_argument(
        "folder",
        type=Path,
        metavar="DIR",
        help="with corpus.jsonl, queries.jsonl and qrels/; or a file of `bench reading`, whose contexts are the corpus",
    )
    retrieval.add_argument("--system", choices=_SYSTEMS, default="sanad", help="default: sanad")
    retrieval.add_argument(
        "--questions", type=Path, metavar="FILE", help="these questions instead: rows of id, question and like (an id)"
    )
    retrieval.add_argument("--romanise", action="store_true", help="its Urdu questions alone, typed in Latin letters")
    retrieval.add_argument("--ablate", action="store_true", help="each part of the retrieval on and off, as a table")
    reading = benches.add_parser("reading", help="question and passage: the sentence that answers", parents=[common])
    reading.add_argument("file", type=Path, metavar="FILE", help="JSON Lines: lang, question, context, answers")
    return parser


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value


def _systems(text: str) -> list[str]:
    names = text.split(",")
    if names[0] != "sanad" or any(name not in _SYSTEMS for name in names) or len(set(names)) < len(names):
        raise argparse.ArgumentTypeError(f"{text}: sanad comes first, then any of {', '.join(_SYSTEMS[1:])}")
    return names


def _sizes(text: str) -> list[int]:
    return [_positive(size) for size in text.split(",")]


def _hits(text: str) -> int:
    value = _positive(text)
    if value > _MOST_HITS:
        raise argparse.ArgumentTypeError(f"{text} is more than {_MOST_HITS:,}")
    return value
