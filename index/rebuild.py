"""A collection that is made anew beside the old one, and takes its place."""

import logging
import shutil
from pathlib import Path

from index.catalog import Catalog
from index.collection import build_meta
from index.errors import StoreError
from index.publish import drop_from_server
from index.settings import IndexSettings

_log = logging.getLogger("sanad")


def is_begun(fresh: Path, settings: IndexSettings) -> bool:
    """Whether a rebuild that was stopped has left there what one with these settings goes on with."""
    try:
        with Catalog(fresh / "catalog.sqlite") as catalog:
            return build_meta(settings).items() <= catalog.read_meta().items()
    except StoreError:
        return False


def swap(fresh: Path, settings: IndexSettings) -> None:
    old = settings.scratch("old")
    if settings.folder.exists():
        settings.folder.rename(old)
    fresh.rename(settings.folder)
    remove_old(old, settings)


def remove_old(old: Path, settings: IndexSettings) -> None:
    """Delete a collection that another has replaced or was to replace, its copy on a server too."""
    if settings.store and (old / "catalog.sqlite").exists():
        try:
            with Catalog(old / "catalog.sqlite") as catalog:
                if catalog.read_meta():
                    drop_from_server(catalog, settings)
        except StoreError as error:
            # The new one is in its place and works: what the old one left is not worth a failure.
            _log.warning("what the collection was before is still on %s: %s", settings.store, error)
    shutil.rmtree(old, ignore_errors=True)


def remove_leftovers_of_rebuild(settings: IndexSettings) -> None:
    """What one left that was stopped, lest it comes back in the place of the collection."""
    for kind in ("rebuilt", "old"):
        remove_old(settings.scratch(kind), settings)


def finish_swap(settings: IndexSettings) -> None:
    """What a run left that was killed between the two renames of `swap`, or after them."""
    old = settings.scratch("old")
    if old.exists() and not settings.folder.exists():
        old.rename(settings.folder)
    remove_old(old, settings)
