"""What a collection holds and how well: the figures of `sanad status` and of the report after `sanad index`."""

import json
from dataclasses import dataclass
from pathlib import Path

from index.catalog import Catalog
from index.listing import count_values
from index.publish import is_published
from index.settings import IndexSettings


@dataclass(frozen=True)
class Health:
    """`findings` maps a kind of suspicious text to the articles that hold it; `copies` lists near-duplicates together.

    `waiting` counts files that are embedded but not published, as their run was stopped.
    """

    ok: bool
    kinds: dict[str, int]
    languages: dict[str, int]
    skipped: dict[str, str]
    passed_over: dict[str, int]
    findings: dict[str, list[str]]
    copies: list[list[str]]
    waiting: int


@dataclass(frozen=True)
class Overview:
    articles: int
    stories: int
    passages: int
    languages: dict[str, int]
    dates: tuple[str | None, str | None]
    undated: int
    encoder: str
    disk_bytes: int
    health: Health


def read_overview(catalog: Catalog, settings: IndexSettings) -> Overview:
    """Reads no vectors: see `index.doctor` for what only a full check can tell."""
    ((articles, stories, first, last, undated),) = catalog.rows(
        "SELECT count(*), count(DISTINCT story), min(published), max(published), sum(published IS NULL) "
        "FROM article WHERE live"
    )
    ((passages,),) = catalog.rows("SELECT count(*) FROM passage p JOIN article a ON a.id = p.article WHERE a.live")
    health = read_health(catalog, settings)
    return Overview(
        articles=articles,
        stories=stories,
        passages=passages,
        languages=health.languages,
        dates=(first, last),
        undated=undated or 0,
        encoder=catalog.read_meta()["encoder"],
        disk_bytes=_disk_bytes(settings.folder),
        health=health,
    )


def read_health(catalog: Catalog, settings: IndexSettings) -> Health:
    skipped = dict(catalog.rows("SELECT source, reason FROM skipped ORDER BY source"))
    findings: dict[str, list[str]] = {}
    for source, found in catalog.rows(
        "SELECT source, findings FROM article WHERE live AND findings <> '{}' ORDER BY 1"
    ):
        for kind in json.loads(found):
            findings.setdefault(kind, []).append(source)
    copies: dict[int, list[str]] = {}
    query = (
        "SELECT story, source FROM article WHERE live AND story IN "
        "(SELECT story FROM article WHERE live GROUP BY story HAVING count(*) > 1) ORDER BY story, source"
    )
    for story, source in catalog.rows(query):
        copies.setdefault(story, []).append(source)
    ((waiting,),) = catalog.rows("SELECT count(*) FROM file WHERE NOT live")
    return Health(
        ok=is_published(catalog, settings) and not waiting,
        kinds=count_values(catalog, "kind"),
        languages=count_values(catalog, "lang"),
        skipped=skipped,
        passed_over=json.loads(catalog.read_meta().get("passed_over", "{}")),
        findings=findings,
        copies=list(copies.values()),
        waiting=waiting,
    )


def _disk_bytes(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            # A generation that another process replaced just now.
            continue
    return total
