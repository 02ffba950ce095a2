"""The commands that keep a collection: index, status, doctor."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from index.collection import open_catalog
from index.counts import count_of
from index.doctor import find_problems, repair
from index.encoder import load_encoder
from index.errors import InputError, NoCollection, SanadError
from index.files import printable_name
from index.health import DESCRIPTIONS
from index.library import LeftOut, find_left_out, indexed_paths
from index.overview import Health, Overview, read_health, read_overview
from index.settings import IndexSettings
from index.sync import Changes, index_paths
from index.watch import follow_changes
from ui.settings import Settings

Output = tuple[dict[str, Any], str]

_SHOWN = 5
# Of fewer articles nobody is asked whether most are to be removed.
_FEWEST_ASKED = 5


def run_index(args: argparse.Namespace, settings: Settings) -> Output:
    paths = _with_earlier(args.paths, settings.index) if args.add else args.paths
    left_out = find_left_out(paths, settings.index)
    asked = _ask_before_most_go(left_out, args, settings.index)
    changes, output = _index_once(paths, args.rebuild, settings)
    gone = left_out.count(_gone(left_out, changes, args.rebuild))
    if gone and not asked:
        _say(_describe_left_out(gone, settings.index))
    if args.watch:
        _say(output[1])
        _say("following the folder; Ctrl-C ends it")
        for _ in follow_changes(paths, settings.index.home):
            try:
                _say(_index_once(paths, args.rebuild, settings)[1][1])
            except SanadError as error:
                # A file that is half copied, a disk that is full: the next change may mend it.
                _say(printable_name(error))
    return output


def _with_earlier(paths: Sequence[Path], settings: IndexSettings) -> list[Path]:
    """`paths` and those that the collection was indexed from before, if there is one."""
    try:
        earlier = indexed_paths(settings)
    except NoCollection:
        return [*paths]
    if missing := [path for path in earlier if not path.exists()]:
        raise InputError(
            f"the collection {settings.collection!r} was indexed from {printable_name(missing[0])}, which is gone; "
            "nothing was changed. Name all that it is to hold, without --add"
        )
    return [*earlier, *paths]


def _ask_before_most_go(left_out: LeftOut, args: argparse.Namespace, settings: IndexSettings) -> bool:
    """On a terminal, whether somebody was asked, and agreed. Raises InputError if not."""
    going, held = sum(left_out.files.values()), left_out.articles
    most = held >= _FEWEST_ASKED and going > held / 2
    if args.yes or not most or not all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        return False
    if not all(path.exists() for path in args.paths):
        return False
    print(  # noqa: T201 - a question
        f"{going:,} of {count_of(held, 'article')} in the collection {settings.collection!r} are not among these "
        "paths, and will be removed from it; your files are not touched. Go on? [y/N] ",
        end="",
        file=sys.stderr,
        flush=True,
    )
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise InputError(f"nothing was changed; to keep them, too: sanad index{settings.option} --add PATH…")
    return True


def _gone(left_out: LeftOut, changes: Changes, rebuild: bool) -> set[str]:
    """Those of the files left out that are no more in the collection; one that only moved is not gone."""
    # A rebuild begins with nothing, and so removes nothing.
    return left_out.files.keys() - {*changes.added} if rebuild else left_out.files.keys() & {*changes.removed}


def _describe_left_out(gone: int, settings: IndexSettings) -> str:
    were = "was" if gone == 1 else "were"
    return (
        f"sanad: {count_of(gone, 'article')} {were} removed, not being among the given paths; your files are not "
        f"touched. To keep what a collection holds: sanad index{settings.option} --add PATH…"
    )


def _index_once(paths: Sequence[Path], rebuild: bool, settings: Settings) -> tuple[Changes, Output]:
    changes = index_paths(paths, settings.index, partial(load_encoder, settings.index, "indexing"), rebuild)
    with open_catalog(settings.index) as catalog:
        health = read_health(catalog, settings.index)
    lines = [
        f"{_describe_changes(changes)}; articles: {sum(health.kinds.values()):,}",
        *_health_lines(health, settings.index),
    ]
    return changes, ({**asdict(changes), "health": asdict(health)}, "\n".join(lines))


def _describe_changes(changes: Changes) -> str:
    counts = {name: len(sources) for name, sources in asdict(changes).items()}
    told = ", ".join(f"{n:,} {printable_name(name)}" for name, n in counts.items() if n)
    # A table or an archive is one file of many articles.
    return f"files: {told or 'none'}"


def _health_lines(health: Health, settings: IndexSettings) -> list[str]:
    def few(sources: list[str]) -> str:
        more = f" and {len(sources) - _SHOWN:,} more" if len(sources) > _SHOWN else ""
        return ", ".join(printable_name(source) for source in sources[:_SHOWN]) + more

    lines = [f"{'kinds':14}{_counts(health.kinds)}", f"{'languages':14}{_counts(health.languages)}"]
    lines += [f"{'skipped':14}{printable_name(reason)}" for reason in list(health.skipped.values())[:_SHOWN]]
    if len(health.skipped) > _SHOWN:
        lines.append(
            f"{'':14}and {len(health.skipped) - _SHOWN:,} more: sanad status{settings.option} --json names them"
        )
    if health.passed_over:
        lines.append(f"{'not read':14}{_counts(health.passed_over)}")
    lines += [
        f"{'suspicious':14}{printable_name(DESCRIPTIONS.get(kind, kind))}: {few(sources)}"
        for kind, sources in health.findings.items()
    ]
    if health.copies:
        together = sum(map(len, health.copies))
        told = f"{count_of(together, 'article')} tell {count_of(len(health.copies), 'story', 'stories')}"
        lines.append(f"{'copies':14}{told}: {few(health.copies[0])}")
    if health.waiting:
        waiting = count_of(health.waiting, "file")
        lines.append(
            f"{'waiting':14}{waiting} of a run that was stopped; end it with: sanad index{settings.option} PATH…"
        )
    return lines


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{n:,} {printable_name(name)}" for name, n in counts.items())


def run_status(_: argparse.Namespace, settings: Settings) -> Output:
    with open_catalog(settings.index) as catalog:
        overview = read_overview(catalog, settings.index)
    status = {"collection": settings.index.collection, **asdict(overview)}
    status["dates"] = dict(zip(("first", "last"), overview.dates, strict=True))
    return status, _describe_status(settings.index, overview)


def _describe_status(settings: IndexSettings, overview: Overview) -> str:
    first, last = overview.dates
    told = count_of(overview.stories, "story", "stories")
    stories = f" telling {told}" if overview.stories != overview.articles else ""
    undated = f" ({overview.undated:,} without a date)" if overview.undated else ""
    lines = {
        "collection": settings.collection,
        "articles": f"{overview.articles:,}{stories}",
        "passages": f"{overview.passages:,}",
        "dates": f"{first} to {last}{undated}" if first else "none of the articles shows its own",
        "encoder": overview.encoder,
        "disk": f"{overview.disk_bytes / 1e6:,.1f} MB",
        "health": "ok" if overview.health.ok else f"not in order; see: sanad doctor{settings.option}",
    }
    return "\n".join(
        [*(f"{name:14}{value}" for name, value in lines.items()), *_health_lines(overview.health, settings)]
    )


def run_doctor(args: argparse.Namespace, settings: Settings) -> Output:
    with open_catalog(settings.index) as catalog:
        found = find_problems(catalog, settings.index)
        left = repair(catalog, settings.index) if args.repair and found else found
    mended = [problem for problem in found if problem not in left] if args.repair else []
    result = {"ok": not left, "problems": [asdict(p) for p in left], "mended": [asdict(p) for p in mended]}
    lines = [f"mended: {p.kind}: {printable_name(p.detail)}" for p in mended]
    lines += [f"{p.kind}: {printable_name(p.detail)}; mend it with: {p.mended_by}" for p in left]
    return result, "\n".join(lines or ["the store agrees with itself and with the files"])


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - progress goes to stderr
