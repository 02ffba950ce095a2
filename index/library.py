"""What a reader does to a collection by hand: make one, bring files, take articles out, index again, delete it."""

import json
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.catalog import Catalog
from index.centres import load_centres, put_centres
from index.collection import create_catalog, open_catalog
from index.conversations import conversations_path
from index.encoder import Encoder
from index.errors import InputError, StoreError
from index.files import UnreadableFile, printable_name
from index.locks import write_lock
from index.publish import drop_from_server, publish
from index.rebuild import remove_leftovers_of_rebuild
from index.settings import IndexSettings
from index.staging import live_files
from index.sync import Changes, Load, Stopped, Watch, index_paths, index_uploads
from index.uploads import PREFIX, Refused, keep_upload, remove_uploads


@dataclass(frozen=True)
class Brought:
    """What became of uploaded files: `added` are sources, `skipped` maps what cannot be read to the reason, `refused` a
    name to why it was not even taken; `stopped` if the reader ended it before all were read."""

    added: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    refused: dict[str, Refused] = field(default_factory=dict)
    stopped: bool = False


def create_collection(settings: IndexSettings, encoder: Encoder) -> None:
    """An empty collection. Raises InputError if there is one of this name."""
    settings.folder.parent.mkdir(parents=True, exist_ok=True)
    with write_lock(settings):
        if settings.folder.exists():
            raise InputError(f"there is a collection {settings.collection!r} already; choose another name")
        try:
            with create_catalog(settings.folder, settings) as catalog:
                put_centres(catalog, load_centres(encoder, settings.cache / "models"))
                publish(catalog, settings)
        except BaseException:
            shutil.rmtree(settings.folder, ignore_errors=True)
            raise


def bring_files(
    files: Sequence[tuple[Path, str]], settings: IndexSettings, load: Load, watch: Watch | None = None
) -> Brought:
    """Add files, each with the name that its sender gave it, to the collection; they are moved into its uploads.

    What cannot be used is not kept. Raises StoreBusy, with nothing taken, if another process is indexing.
    """
    with write_lock(settings), open_catalog(settings) as catalog:
        held = {file.sha256: source for source, file in live_files(catalog).items()}
    taken: dict[str, str] = {}
    skipped: dict[str, str] = {}
    refused: dict[str, Refused] = {}
    stopped = False
    try:
        for path, name in files:
            try:
                taken[keep_upload(path, name, settings, held)] = name
            except Refused as error:
                refused[name] = error
            except UnreadableFile as error:
                skipped[name] = str(error)
        changes = index_uploads(settings, load, watch)
        skipped.update(changes.skipped)
    except Stopped:
        stopped = True
    except Exception:
        remove_uploads(taken, settings)
        raise
    with open_catalog(settings) as catalog:
        live = live_files(catalog)
    remove_uploads([source for source in taken if source not in live], settings)
    return Brought([source for source in taken if source in live], skipped, refused, stopped)


def remove_files(files: Sequence[str], settings: IndexSettings) -> None:
    """Take these files out of the collection, with all articles in them.

    Uploaded copies are deleted from the disk. Others stay where they are, and come back when their folder is indexed
    again. Raises InputError for what is not in the collection, with nothing changed.
    """
    with write_lock(settings), create_catalog(settings.folder, settings) as catalog:
        live = live_files(catalog)
        if missing := [source for source in files if source not in live]:
            raise InputError(f"{printable_name(missing[0])} is not in the collection any more")
        remove_uploads(files, settings)
        publish(catalog, settings, files)
        with catalog.write():
            catalog.run("DELETE FROM skipped WHERE file IN (SELECT value FROM json_each(?))", (json.dumps([*files]),))


def index_again(settings: IndexSettings, load: Load, watch: Watch | None = None) -> Changes:
    """Bring the collection up to date with the paths that it was last indexed from and with its uploads."""
    paths = indexed_paths(settings)
    return index_paths(paths, settings, load, watch=watch) if paths else index_uploads(settings, load, watch)


def indexed_paths(settings: IndexSettings) -> list[Path]:
    """The files and folders that the collection was last indexed from; none if it holds uploads alone."""
    with open_catalog(settings) as catalog:
        meta = catalog.read_meta()
        unknown = "paths" not in meta and any(not source.startswith(PREFIX) for source in live_files(catalog))
    if unknown:
        raise InputError(
            "it is not recorded which folder this collection was made from; run once: "
            f"sanad index{settings.option} FOLDER"
        )
    return [Path(path) for path in json.loads(meta.get("paths", "[]"))]


@dataclass(frozen=True)
class LeftOut:
    """The files of a collection that lie outside some paths: source → how many articles each holds, of `articles` in
    all. What readers have uploaded is not counted."""

    files: dict[str, int]
    articles: int

    def count(self, sources: Collection[str]) -> int:
        return sum(self.files.get(source, 0) for source in sources)


def find_left_out(paths: Sequence[Path], settings: IndexSettings) -> LeftOut:
    """What `index_paths` would remove because its place is not among `paths`, be it still there or not."""
    try:
        with open_catalog(settings) as catalog:
            root = json.loads(catalog.read_meta().get("root", "null"))
            held = {s: file.articles for s, file in live_files(catalog).items() if not s.startswith(PREFIX)}
    except StoreError:
        # What cannot be read is refused by the run itself, or made anew by it.
        return LeftOut({}, 0)
    given = [path.resolve() for path in paths]
    outside = {
        source: articles
        for source, articles in held.items()
        if root and not any((Path(root) / source).is_relative_to(path) for path in given)
    }
    return LeftOut(outside, sum(held.values()))


def delete_collection(settings: IndexSettings) -> None:
    """The collection, the files that were uploaded to it and what was said about it. The reader's own files stay.

    Raises StoreBusy if another process is indexing into it.
    """
    with write_lock(settings):
        if settings.store:
            with Catalog(settings.folder / "catalog.sqlite") as catalog:
                drop_from_server(catalog, settings)
        # Renamed first, so that no half of it is ever found under its name.
        gone = settings.scratch("deleted")
        shutil.rmtree(gone, ignore_errors=True)
        settings.folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)
        shutil.rmtree(settings.uploads, ignore_errors=True)
        remove_leftovers_of_rebuild(settings)
        spoken = conversations_path(settings)
        # SQLite's own beside it, by their names: another collection may be called NAME.sqlite2.
        for suffix in ("", "-wal", "-shm", "-journal"):
            spoken.with_name(spoken.name + suffix).unlink(missing_ok=True)
