"""The words of the library, in each language of the interface; what stands in braces is filled in."""

from dataclasses import dataclass

from ui.strings import read_strings


@dataclass(frozen=True)
class LibraryWords:
    collection: str
    new_collection: str
    new_name: str
    create: str
    created: str
    delete_collection: str
    delete_collection_title: str
    delete_collection_text: str
    collection_deleted: str
    delete: str
    keep: str
    dismiss: str
    add: str
    drop: str
    choose_files: str
    choose_folder: str
    hint: str
    sending: str
    reading: str
    encoding: str
    preparing: str
    cancel: str
    stopping: str
    stopped: str
    added: str
    changed: str
    removed: str
    unchanged: str
    skipped: str
    refused_kind: str
    refused_same: str
    refused_name: str
    refused_size: str
    refused_count: str
    reindex: str
    reindex_hint: str
    articles: str
    search: str
    language: str
    all_languages: str
    kind: str
    all_kinds: str
    origin: str
    everywhere: str
    uploaded: str
    from_folder: str
    order: str
    newest: str
    oldest: str
    by_title: str
    longest: str
    suspicious: str
    count: str
    date: str
    size: str
    health: str
    actions: str
    undated: str
    chars: str
    healthy: str
    copies: str
    health_damaged: str
    health_hidden: str
    health_instructions: str
    health_untextual: str
    health_note: str
    original: str
    text: str
    delete_title: str
    delete_uploaded: str
    delete_indexed: str
    deleted: str
    empty: str
    nothing_found: str
    previous: str
    next: str
    page: str
    timeline: str
    no_dates: str
    undated_count: str
    map: str
    map_note: str
    map_part: str
    failed: str


LIBRARY_WORDS = read_strings(LibraryWords, "library")
