"""Staged passages → Chroma → readers. Chroma holds a copy of the catalog's vectors, made anew when in doubt."""

import json
import logging
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from tenacity import before_sleep_log, retry, retry_if_exception_type, stop_after_delay, wait_exponential
from tqdm import tqdm

from index.catalog import Catalog
from index.centres import read_centres
from index.segments import Revision, SegmentStore, is_unchanged, write_revision
from index.settings import IndexSettings
from index.staging import (
    Renamed,
    entering,
    leaving,
    put_live,
    segment_members,
    staying,
    stored_vectors,
    unstage,
    vector_size,
    without_segment,
)
from index.vectors import StoreUnreachable, VectorStore

# What readers search: the folders of the segments as a JSON object of stamps, or the collection's name on a server.
PLACE = "vectors"
_SERVER_CLEAN = "vectors_clean"
_BATCH = 5_000
SEGMENT_PASSAGES = 16_384

_log = logging.getLogger("sanad")


def publish(
    catalog: Catalog, settings: IndexSettings, gone: Sequence[str] = (), renamed: Sequence[Renamed] = ()
) -> None:
    """Let readers see what is staged, and no more what it replaces nor the files that are `gone`; others are `renamed`.

    Raises StoreUnreachable, with everything still staged, if the vectors are on a server that does not answer.
    """
    unstage(catalog)
    if settings.store:
        _publish_on_server(catalog, settings, gone, renamed)
    else:
        _publish_segments(catalog, gone, renamed)
    remove_leftovers(catalog)


def is_published(catalog: Catalog, settings: IndexSettings) -> bool:
    """Whether readers find the vectors, undamaged, at the place that the settings name."""
    if settings.store:
        return catalog.read_meta().get(PLACE) == server_name(catalog)
    stamps = _published_segments(catalog)
    return stamps is not None and all(is_unchanged(catalog.folder / name, stamp) for name, stamp in stamps.items())


def _published_segments(catalog: Catalog) -> dict[str, Any] | None:
    """Folder → stamp of each segment that readers search; None if none was published, or only on a server."""
    try:
        place = json.loads(catalog.read_meta().get(PLACE, ""))
    except ValueError:
        return None
    return place if isinstance(place, dict) else None


def open_published(
    catalog: Catalog, settings: IndexSettings, before: VectorStore | SegmentStore | None = None
) -> VectorStore | SegmentStore:
    """The vectors that readers search; what is the same as `before` is not opened again. Raises StoreError."""
    if settings.store:
        return VectorStore.from_server(settings.store, catalog.read_meta()[PLACE])
    folders = [catalog.folder / name for name in _published_segments(catalog) or ()]
    return SegmentStore(folders, before.stores if isinstance(before, SegmentStore) else None)


def remake(catalog: Catalog, settings: IndexSettings) -> None:
    """Publish with all vectors written anew, for an index that is in doubt."""
    with catalog.write():
        catalog.put_meta({_SERVER_CLEAN: "0", PLACE: ""})
    if settings.store:
        drop_from_server(catalog, settings)
    publish(catalog, settings)


def drop_from_server(catalog: Catalog, settings: IndexSettings) -> None:
    """Delete the vectors of this collection on the server that the settings name. Raises StoreError."""
    store = VectorStore.from_server(settings.store, server_name(catalog))
    store.drop()
    store.close()


def unread_leftovers(catalog: Catalog) -> list[Path]:
    """Folders of vectors that nobody reads: those of killed runs and the ones before the last."""
    current = _published_segments(catalog) or {}
    return [path for path in catalog.folder.iterdir() if path.is_dir() and path.name not in current]


def remove_leftovers(catalog: Catalog) -> None:
    for path in unread_leftovers(catalog):
        shutil.rmtree(path, ignore_errors=True)


def server_name(catalog: Catalog) -> str:
    """The name of this collection on a Chroma server."""
    return f"sanad-{catalog.read_meta()['id']}"


def _publish_segments(catalog: Catalog, gone: Sequence[str], renamed: Sequence[Renamed]) -> None:
    stamps = _published_segments(catalog) or {}
    intact = {_segment(name): name for name, stamp in stamps.items() if is_unchanged(catalog.folder / name, stamp)}
    revisions = _plan(catalog, gone, intact, complete=bool(stamps) and len(intact) == len(stamps))
    assigned: dict[int, int] = {}
    for revision in revisions:
        stamps = {name: stamp for name, stamp in stamps.items() if _segment(name) != revision.segment}
        if revision.kept or revision.added:
            name = _next_name(catalog.folder, revision.segment)

            def fill(store: VectorStore, ids: Sequence[int]) -> None:
                _add(store, catalog, ids)

            stamps[name] = write_revision(catalog.folder, name, revision, fill, vector_size(catalog))
        assigned.update(dict.fromkeys(revision.added, revision.segment))
    put_live(catalog, gone, renamed, {PLACE: json.dumps(stamps)}, assigned)


def _plan(catalog: Catalog, gone: Sequence[str], intact: dict[int, str], complete: bool) -> list[Revision]:
    """The segments that must be written: those that lose passages, are damaged, or have room for new ones."""
    waiting, removed = without_segment(catalog, gone), set(leaving(catalog, gone))
    if not waiting and not removed and complete:
        return []
    members = segment_members(catalog)
    kept = {segment: [id_ for id_ in ids if id_ not in removed] for segment, ids in members.items()}
    touched = {segment for segment, ids in members.items() if len(kept[segment]) < len(ids) or segment not in intact}
    added: dict[int, list[int]] = {}
    # Those that are written anyway come first, then the fullest; then new ones.
    room = sorted(kept, key=lambda segment: (segment not in touched, -len(kept[segment]), segment))
    following = max(members, default=0) + 1
    while waiting:
        segment = next((s for s in room if len(kept[s]) < SEGMENT_PASSAGES), following)
        room = [other for other in room if other != segment]
        following += segment == following
        free = SEGMENT_PASSAGES - len(kept.get(segment, []))
        added[segment], waiting = waiting[:free], waiting[free:]
    return [
        Revision(
            segment=segment,
            current=catalog.folder / intact[segment] if segment in intact else None,
            kept=kept.get(segment, []),
            added=added.get(segment, []),
            removed=[id_ for id_ in members.get(segment, []) if id_ in removed],
        )
        for segment in sorted(touched | set(added))
    ]


def _segment(name: str) -> int:
    return int(name.split("-")[1])


def _next_name(folder: Path, segment: int) -> str:
    revisions = [int(path.name.split("-")[2]) for path in folder.glob(f"vectors-{segment}-*")]
    # Chroma takes two folders of one name for the same one, as that of a collection and of the one that replaces it.
    return f"vectors-{segment}-{max(revisions, default=0) + 1}-{uuid4().hex[:8]}"


def _publish_on_server(
    catalog: Catalog, settings: IndexSettings, gone: Sequence[str], renamed: Sequence[Renamed]
) -> None:
    again = retry(
        retry=retry_if_exception_type(StoreUnreachable),
        stop=stop_after_delay(settings.store_patience_s),
        wait=wait_exponential(0.5, max=5),
        before_sleep=before_sleep_log(_log, logging.WARNING),
        reraise=True,
    )
    again(_bring_up_to_date)(catalog, settings, gone, renamed)


def _bring_up_to_date(
    catalog: Catalog, settings: IndexSettings, gone: Sequence[str], renamed: Sequence[Renamed]
) -> None:
    """Make the server's vectors those of the catalog; what a killed run or a dead server left half done is finished."""
    store = VectorStore.from_server(settings.store, server_name(catalog))
    try:
        clean = catalog.read_meta().get(_SERVER_CLEAN) == "1"
        added, removed = entering(catalog), leaving(catalog, gone)
        kept = set(staying(catalog, gone))
        if not clean or store.count() != len(kept) + len(removed) - len(added):
            stored = store.ids()
            added, removed = sorted(kept - stored), sorted(stored - kept)
        if added or removed:
            with catalog.write():
                catalog.put_meta({_SERVER_CLEAN: "0"})
            _add(store, catalog, added)
        dimension = vector_size(catalog)
        put_live(catalog, gone, renamed, {PLACE: server_name(catalog)}, {})
        store.delete(removed, dimension)
        with catalog.write():
            catalog.put_meta({_SERVER_CLEAN: "1"})
    finally:
        store.close()


def _add(store: VectorStore, catalog: Catalog, passages: Sequence[int]) -> None:
    with tqdm(total=len(passages), desc="storing vectors", unit="passage", disable=None, leave=False) as progress:
        centres = read_centres(catalog)
        for ids, vectors, langs in stored_vectors(catalog, passages, _BATCH):
            store.add(ids, centres.remove(vectors, langs, "document"), langs)
            progress.update(len(ids))
