"""Files → collection: what is new or changed is embedded, what is gone is removed, the rest is left alone.

Each batch of embedded articles is staged in the catalog at once, so that a run that is stopped or killed has nothing
to embed twice; at the end all of it is published together.
"""

import errno
import json
import logging
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tqdm import tqdm

from index.articles import Prepared, prepare_article
from index.catalog import Catalog
from index.centres import has_centres, load_centres, put_centres
from index.collection import create_catalog
from index.documents import DocumentReader, Extracted, Unread, kind_of
from index.encoder import Encoder
from index.errors import DiskFull, InputError, SanadError
from index.files import (
    FoundFiles,
    SourceFile,
    UnreadableFile,
    check_name,
    find_files,
    hash_content,
    printable_name,
    read_bytes,
)
from index.locks import write_lock
from index.publish import publish, remove_leftovers
from index.rebuild import finish_swap, is_begun, remove_old, swap
from index.settings import BOTH, IndexSettings
from index.staging import (
    Draft,
    Embedded,
    Renamed,
    StoredFile,
    find_vectors,
    keep_skipped,
    live_files,
    restamp_files,
    stage_article,
    stage_file,
    staged_files,
    unstage,
    unstage_file,
)
from index.uploads import PREFIX, add_uploads, find_uploads

# Passages embedded between two transactions: what a killed run has to do again at the most.
_BATCH_PASSAGES = 512
# … and where somebody looks on and may stop it.
_WATCHED_PASSAGES = 64
# … and encoded between two looks.
_LOOKED_PASSAGES = 16
# What the encoder puts around a passage.
_PROMPT_TOKENS = 8
_CLOCK_TICK_NS = 2_000_000_000

Load = Callable[[], Encoder]
# Gets the file that is taken up, the bytes of those that are done with and of all, and how many passages are encoded
# now, none while files are read. It may raise Stopped.
Watch = Callable[[str, int, int, int], None]

_log = logging.getLogger("sanad")


class Stopped(Exception):
    """The run is to end; what was embedded is kept and published."""


@dataclass(frozen=True)
class Changes:
    """What a run of `index_paths` did, as sources; `skipped` maps a source to the reason."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)


@dataclass
class _Batch:
    """Articles that are not embedded yet, and the files whose last article is among them, with what they skipped."""

    articles: list[Prepared] = field(default_factory=list)
    complete: dict[str, tuple[StoredFile, dict[str, str]]] = field(default_factory=dict)

    def size(self) -> int:
        return sum(len(article.passages) for article in self.articles)


def index_paths(
    paths: Sequence[Path], settings: IndexSettings, load: Load, rebuild: bool = False, watch: Watch | None = None
) -> Changes:
    """Make the collection equal to the files at and below `paths`, and those that readers have uploaded to it; `load`
    is called if there is text to embed.

    A file that can no longer be read keeps the version that was indexed before. With `rebuild` all is made anew
    beside the old collection, which is replaced at the end; a rebuild that was stopped goes on with what it has made.

    Raises InputError, with nothing changed, if a path is missing, if a file that `paths` names cannot be used, or
    if there is no usable file at all; StoreBusy if another process is indexing into this collection.
    """
    found, left_out = add_uploads(find_files(paths, settings.home), settings)
    with _disk_named(settings):
        settings.folder.parent.mkdir(parents=True, exist_ok=True)
        with write_lock(settings):
            finish_swap(settings)
            fresh = settings.scratch("rebuilt")
            if not rebuild or not is_begun(fresh, settings):
                remove_old(fresh, settings)
            if not rebuild:
                changes = _synchronise(found, settings.folder, settings, load, watch)
            else:
                changes = _synchronise(found, fresh, settings, load, watch)
                swap(fresh, settings)
            changes.skipped.update(left_out)
            return changes


def index_uploads(settings: IndexSettings, load: Load, watch: Watch | None = None) -> Changes:
    """Bring in the uploaded files alone; nothing is removed.

    Raises StoreBusy if another process is indexing into this collection.
    """
    found = find_uploads(settings)
    with _disk_named(settings):
        settings.folder.parent.mkdir(parents=True, exist_ok=True)
        with write_lock(settings):
            finish_swap(settings)
            return _synchronise(found, settings.folder, settings, load, watch, PREFIX)


@contextmanager
def _disk_named(settings: IndexSettings) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(
                f"the disk with {settings.home} is full; free some space and run the same command again"
            ) from error
        if isinstance(error, NotADirectoryError | FileExistsError):
            raise InputError(f"{settings.home} is not a folder; choose another --home") from error
        if not settings.folder.parent.is_dir():
            raise InputError(
                f"cannot make the folder {settings.home} ({error.strerror}); choose another --home"
            ) from error
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            raise InputError(f"no permission to write in {settings.home}; choose another --home") from error
        raise


def _synchronise(
    found: FoundFiles,
    folder: Path,
    settings: IndexSettings,
    load: Load,
    watch: Watch | None = None,
    scope: str = "",
) -> Changes:
    """What is stored becomes equal to `found`. With a `scope`, the prefix of all its sources, nothing is removed."""
    free = shutil.disk_usage(folder.parent).free
    if free < settings.min_free_bytes:
        raise DiskFull(
            f"only {free:,} bytes are free on the disk with {settings.home}; free at least "
            f"{settings.min_free_bytes:,} and run the same command again"
        )
    new = not folder.exists()
    try:
        with create_catalog(folder, settings) as catalog:
            return _bring_in(found, catalog, settings, load, watch, scope)
    except SanadError:
        if new and not _holds_something(folder):
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _holds_something(folder: Path) -> bool:
    try:
        with Catalog(folder / "catalog.sqlite") as catalog:
            return bool(live_files(catalog) or staged_files(catalog))
    except SanadError:
        return False


def _bring_in(
    found: FoundFiles, catalog: Catalog, settings: IndexSettings, load: Load, watch: Watch | None, scope: str
) -> Changes:
    remove_leftovers(catalog)
    live, staged = live_files(catalog), staged_files(catalog)
    # What a run over other files has left half done is not this one's to drop.
    wanted = [*(file.source for file in found.files), *(s for s in staged if not s.startswith(scope))]
    gone = set() if scope else live.keys() - set(wanted)
    moved = {live[source].sha256: source for source in sorted(gone)}
    with DocumentReader(settings.read_limits) as reader:
        run = _Run(catalog, settings, load, reader, Changes(), live, staged, moved, time.time_ns(), watch)
        try:
            _take_files(found.files, run)
        except (KeyboardInterrupt, Stopped):
            # What is embedded is kept; what is gone or renamed stays as it was until a run has seen all files.
            unstage(catalog, wanted)
            publish(catalog, settings)
            raise
        except InputError:
            unstage(catalog, [])
            raise
    changes = run.changes
    if not scope and not (changes.added or changes.changed or changes.renamed or changes.unchanged):
        unstage(catalog, [])
        reason = next(iter(changes.skipped.values()))
        more = f" (and {len(changes.skipped) - 1} more)" if len(changes.skipped) > 1 else ""
        raise InputError(f"no file could be used, nothing was changed: {reason}{more}")
    changes.removed.extend(sorted(gone - {each.old for each in run.renamed}))
    unstage(catalog, wanted)
    publish(catalog, settings, changes.removed, run.renamed)
    if not scope:
        _keep_report(found, changes, catalog)
    return changes


def _keep_report(found: FoundFiles, changes: Changes, catalog: Catalog) -> None:
    with catalog.write():
        paths = json.dumps([str(path) for path in found.paths])
        passed_over = json.dumps(found.passed_over)
        catalog.put_meta({"root": json.dumps(str(found.root)), "paths": paths, "passed_over": passed_over})
        names = {printable_name(file.source) for file in found.files}
        keep_skipped(catalog, {name: reason for name, reason in changes.skipped.items() if name in names})


@dataclass
class _Run:
    """What a run knows while it takes one file after the other."""

    catalog: Catalog
    settings: IndexSettings
    load: Load
    reader: DocumentReader
    changes: Changes
    live: dict[str, StoredFile]
    staged: dict[str, StoredFile]
    moved: dict[str, str]  # sha256 → source of what is gone and may come back under another name
    began_ns: int
    watch: Watch | None = None
    encoder: Encoder | None = None
    batch: _Batch = field(default_factory=_Batch)
    stamps: dict[str, str] = field(default_factory=dict)
    renamed: list[Renamed] = field(default_factory=list)
    # Of the files: of which one is taken up, the bytes of those before it, and of all.
    source: str = ""
    seen: int = 0
    total: int = 0
    sizes: dict[str, int] = field(default_factory=dict)

    def look(self, encoding: int = 0, left: float = 1) -> None:
        """Tells who looks on how far the run is. Of files that wait to be encoded, the share `left` is not done."""
        if self.watch:
            waiting = sum(self.sizes.get(source, 0) for source in self.batch.complete)
            self.watch(self.source, max(0, self.seen - round(left * waiting)), self.total, encoding)

    @property
    def batch_passages(self) -> int:
        return _WATCHED_PASSAGES if self.watch else _BATCH_PASSAGES


def _take_files(files: list[SourceFile], run: _Run) -> None:
    """Stage what is new or changed; a file that only moved is renamed."""
    run.sizes = {file.source: file.size for file in files}
    run.total = sum(run.sizes.values())
    with tqdm(total=run.total, desc="indexing", unit="B", unit_scale=True, disable=None) as bar:
        for file in files:
            run.source = file.source
            run.look()
            known = run.live.get(file.source)
            if known and known.stamp == file.stamp and file.source not in run.staged:
                run.changes.unchanged.append(file.source)
            else:
                try:
                    _take_file(file, run)
                except UnreadableFile as error:
                    if file.named:
                        raise
                    run.changes.skipped[printable_name(file.source)] = str(error)
            run.seen += file.size
            bar.update(file.size)
    _stage(run)
    with run.catalog.write():
        restamp_files(run.catalog, run.stamps)


def _take_file(file: SourceFile, run: _Run) -> None:
    check_name(file)
    content = read_bytes(file.path, run.settings.max_file_bytes)
    # A file that changes twice within a tick of the clock has the same stamp both times.
    settled = file.modified_ns < run.began_ns - _CLOCK_TICK_NS
    stored = StoredFile(hash_content(content), file.stamp if settled else "")
    known, staged = run.live.get(file.source), run.staged.get(file.source)
    old = run.moved.get(stored.sha256, "")
    if known and known.sha256 == stored.sha256:
        if staged:
            unstage_file(run.catalog, file.source)
        run.stamps[file.source] = stored.stamp
        run.changes.unchanged.append(file.source)
    elif not known and old and kind_of(old) == kind_of(file.source):
        unstage_file(run.catalog, file.source)
        run.renamed.append(Renamed(run.moved.pop(stored.sha256), file.source, stored.stamp))
        run.changes.renamed.append(file.source)
    else:
        if not staged or staged.sha256 != stored.sha256:
            _take_content(file, content, stored, run)
        (run.changes.changed if known else run.changes.added).append(file.source)


def _take_content(file: SourceFile, content: bytes, stored: StoredFile, run: _Run) -> None:
    found = run.reader.read(content, file.source)
    unread = {printable_name(file.source + item.name): item.reason for item in found if isinstance(item, Unread)}
    if len(unread) == len(found):
        source, reason = next(iter(unread.items()), (printable_name(file.source), "holds no article"))
        raise UnreadableFile(f"{source} {reason}")
    unread = {source: f"{source} {reason}" for source, reason in unread.items()}
    run.changes.skipped.update(unread)
    run.encoder = run.encoder or run.load()
    room = run.encoder.max_tokens - _PROMPT_TOKENS
    limit = min(run.settings.passage_tokens, room)
    for item in found:
        if isinstance(item, Extracted):
            if run.batch.size() >= run.batch_passages:
                _stage(run)
            run.batch.articles.append(prepare_article(file.source, item, run.encoder.count_tokens, limit, room - limit))
    articles = sum(isinstance(item, Extracted) for item in found)
    run.batch.complete[file.source] = replace(stored, articles=articles), unread
    if run.batch.size() >= run.batch_passages:
        _stage(run)


def _stage(run: _Run) -> None:
    """Embed what was never embedded, and stage all of it in one transaction."""
    batch = run.batch
    texts = {draft.digest: text for a in batch.articles for draft, text in zip(a.passages, a.texts, strict=True)}
    vectors = find_vectors(run.catalog, list(texts))
    missing = [digest for digest in texts if digest not in vectors]
    if missing and run.encoder:
        drafts = {draft.digest: draft for a in batch.articles for draft in a.passages}
        alone = run.settings.sentences == BOTH
        step = _LOOKED_PASSAGES if run.watch else len(missing)
        for at in range(0, len(missing), step):
            left = len(missing) - at
            run.look(left, left / len(missing))
            taken = [(drafts[digest], texts[digest]) for digest in missing[at : at + step]]
            vectors.update(_embed(taken, run.encoder, alone))
        if not has_centres(run.catalog):
            put_centres(run.catalog, load_centres(run.encoder, run.settings.cache / "models"))
    with run.catalog.write():
        for item in batch.articles:
            rows = [vectors[draft.digest] for draft in item.passages]
            stage_article(run.catalog, item.article, item.passages, rows, item.sketch, item.bands)
        for source, (stored, unread) in batch.complete.items():
            stage_file(run.catalog, source, stored, unread)
    run.batch = _Batch()


def _sentences_in(text: str, draft: Draft) -> Sequence[tuple[int, int]]:
    """Where they lie in what is embedded, which ends with the passage; none where that is one sentence and no more."""
    shift = len(text) - (draft.end - draft.start)
    if not shift and len(draft.sentences) <= 1:
        return ()
    return [(start + shift, end + shift) for start, end in draft.sentences]


def _embed(passages: Sequence[tuple[Draft, str]], encoder: Encoder, alone: bool) -> dict[bytes, Embedded]:
    """Digest → the vectors of a passage and of its sentences; a text of one sentence is not embedded twice."""
    spans = [_sentences_in(text, draft) for draft, text in passages]
    vectors, inner = encoder.encode_spans([text for _, text in passages], spans, alone)
    return {
        draft.digest: Embedded(vector, sentences if len(sentences) else vector[None])
        for (draft, _), vector, sentences in zip(passages, vectors, inner, strict=True)
    }
