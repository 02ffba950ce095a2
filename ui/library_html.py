"""The library → HTML. Pure functions; what comes from documents and file names is escaped as everywhere."""

import json
from collections.abc import Mapping, Sequence

from index.documents import KINDS
from index.listing import Listed
from rag.rendering import render_date, render_number
from ui.jobs import Progress
from ui.library_words import LIBRARY_WORDS, LibraryWords
from ui.notes import note_html
from ui.render import article_url, escape_text, file_html, frame_html, in_language, notice_html
from ui.strings import Strings

# What is found in texts, as readers are told of it.
_FINDINGS = {
    "hidden": ("bidi_override", "tag_characters", "invisible", "mixed_scripts"),
    "instructions": ("machine_instructions",),
    "untextual": ("few_letters", "long_words", "long_lines", "repeated_lines"),
    "damaged": ("mojibake", "replacement", "reversed", "presentation_forms", "control", "private_use"),
}
_TOLD_BY_SCRIPT = ("sending", "drop", "stopping", "delete_title", "delete_uploaded", "delete_indexed",
                   "delete_collection_title", "delete_collection_text", "refused_kind", "refused_size",
                   "refused_count")  # fmt: skip
_SHOWN_REASONS = 50


def tools_html(
    labels: Strings, names: Sequence[str], chosen: str, articles: int, most_files: int, most_bytes: int
) -> str:
    """What a collection is chosen and filled with. `articles` counts those of the chosen one."""
    words = LIBRARY_WORDS[labels.lang]
    # A collection that is gone can still be what the browser remembers.
    options = "".join(_option(name, name, name == chosen) for name in dict.fromkeys([*names, chosen]))
    data = {
        "words": {name: getattr(words, name) for name in _TOLD_BY_SCRIPT},
        "kinds": sorted(KINDS),
        "files": most_files,
        "bytes": most_bytes,
    }
    given = _attribute(json.dumps(data))
    hint = fill(words.hint, labels, n=str(most_files), size=str(most_bytes // 1_000_000))
    return (
        f'<div class="library" lang="{labels.lang}" dir="{labels.direction}" data-given="{given}" '
        f'data-chosen="{_attribute(chosen)}">'
        f'<section class="collections"><label>{words.collection} <select id="collection">{options}</select></label>'
        f'<button type="button" id="reindex" title="{words.reindex_hint}">{words.reindex}</button>'
        f'<button type="button" id="delete-collection" data-count="{_number(articles, labels)}">'
        f"{words.delete_collection}</button>"
        f'<form id="new-collection"><label>{words.new_collection} '
        f'<input id="new-name" maxlength="64" autocomplete="off" aria-label="{words.new_name}" dir="auto"></label>'
        f"<button>{words.create}</button></form></section>"
        f'<section id="drop" aria-labelledby="add"><h2 id="add">{words.add}</h2><p>{words.drop}</p>'
        f'<label class="button"><input type="file" id="files" multiple accept="{",".join(sorted(KINDS))}">'
        f"{words.choose_files}</label>"
        f'<label class="button"><input type="file" id="folder" webkitdirectory>{words.choose_folder}</label>'
        f'<p class="hint">{hint}</p></section>'
        '<p id="sending" role="status"></p>'
        f'<button type="button" id="stop-sending" hidden>{words.cancel}</button>'
        f'<dialog id="sure" aria-labelledby="sure-title"><h2 id="sure-title"></h2><p></p><div>'
        f'<button type="button" value="no" autofocus>{words.keep}</button>'
        f'<button type="button" value="yes" class="stop">{words.delete}</button></div></dialog></div>'
    )


def filters_html(labels: Strings, langs: Mapping[str, int], kinds: Mapping[str, int]) -> str:
    """`langs` and `kinds` map what there is to the articles of it."""
    words = LIBRARY_WORDS[labels.lang]
    spoken = {code: f"{labels.language_name(code)} ({_number(n, labels)})" for code, n in langs.items()}
    sorts = {kind: f"{kind} ({_number(n, labels)})" for kind, n in kinds.items()}
    orders = {"newest": words.newest, "oldest": words.oldest, "title": words.by_title, "longest": words.longest}
    origins = {"uploaded": words.uploaded, "folder": words.from_folder}
    return (
        f'<form id="filters" role="search" lang="{labels.lang}" dir="{labels.direction}">'
        f'<input type="search" name="words" maxlength="200" placeholder="{words.search}" aria-label="{words.search}" '
        f'dir="auto">{_choice("lang", words.language, {"": words.all_languages, **spoken})}'
        f"{_choice('kind', words.kind, {'': words.all_kinds, **sorts})}"
        f"{_choice('origin', words.origin, {'': words.everywhere, **origins})}"
        f"{_choice('order', words.order, orders)}"
        f'<label><input type="checkbox" name="suspicious"> {words.suspicious}</label></form>'
    )


def table_html(
    labels: Strings, collection: str, total: int, found: Sequence[Listed], page: int, pages: int, filtered: bool
) -> str:
    """One page of the articles; `page` counts from 0."""
    words = LIBRARY_WORDS[labels.lang]
    if not found:
        return frame_html(labels, notice_html(words.nothing_found if filtered else words.empty, "empty"))
    heads = (words.articles, words.language, words.date, words.size, words.health, words.actions)
    head = "".join(f'<th scope="col">{said}</th>' for said in heads)
    rows = "".join(_row(labels, words, collection, each) for each in found)
    count = fill(words.count, labels, n=str(total))
    return frame_html(
        labels,
        f'<p class="count" role="status">{count}</p>'
        f'<table><caption class="unseen">{words.articles}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{_pager(labels, words, page, pages)}",
    )


def progress_html(labels: Strings, job: str, progress: Progress, stopping: bool) -> str:
    words = LIBRARY_WORDS[labels.lang]
    percent = f"{progress.done * 100:.0f}"
    if progress.encoding:
        said = fill(words.encoding, labels, n=percent, passages=str(progress.encoding))
    else:
        said = fill(words.reading, labels, n=percent, file=progress.source) if progress.source else words.preparing
    said = words.stopping if stopping else said
    button = "" if stopping else f'<button type="button" class="stop-job" data-job="{job}">{words.cancel}</button>'
    return frame_html(
        labels, f'<p>{said}</p><progress max="100" value="{percent}" aria-label="{words.add}"></progress>{button}'
    )


def report_html(labels: Strings, lines: Sequence[str], reasons: Sequence[tuple[str, str]], refresh: str) -> str:
    """What was done, and of each file that was left out why, as HTML. Another `refresh` has the list shown anew."""
    words = LIBRARY_WORDS[labels.lang]
    if not lines and not reasons:
        return f'<div data-refresh="{refresh}"></div>'
    told = "".join(f"<li>{line}</li>" for line in lines)
    items = "".join(f"<li>{file_html(name)}: {reason}</li>" for name, reason in reasons[:_SHOWN_REASONS])
    more = f"<li>… {_number(len(reasons), labels)}</li>" if len(reasons) > _SHOWN_REASONS else ""
    skipped = fill(words.skipped, labels, n=str(len(reasons)))
    left_out = f"<details open><summary>{skipped}</summary><ul>{items}{more}</ul></details>" if reasons else ""
    return f'<div data-refresh="{refresh}">{_dismissed(labels, f"<ul>{told}</ul>{left_out}")}</div>'


def told_html(labels: Strings, text: str) -> str:
    """What went wrong."""
    return _dismissed(labels, notice_html(text, "failed"))


def _dismissed(labels: Strings, inside: str) -> str:
    """It stays in sight until it is closed, wherever the reader is in the list."""
    said = LIBRARY_WORDS[labels.lang].dismiss
    button = f'<button type="button" class="dismiss" aria-label="{said}" title="{said}">×</button>'
    return frame_html(labels, f"{button}{inside}")


def fill(words: str, labels: Strings, **values: str) -> str:
    """The words with what stands in braces: numbers as readers of the language write them, all else escaped.

    What is given as `file` is the {name} of one.
    """
    for name, value in values.items():
        if name == "file":
            words = words.replace("{name}", file_html(value))
        elif value.isdigit() and name != "name":
            words = words.replace(f"{{{name}}}", _number(int(value), labels))
        else:
            words = words.replace(f"{{{name}}}", f"<bdi>{escape_text(value)}</bdi>")
    return words


def _row(labels: Strings, words: LibraryWords, collection: str, each: Listed) -> str:
    title, source = escape_text(each.title), escape_text(each.source)
    date = render_date(each.published, labels.lang) if each.published else words.undated
    links = "".join(
        f'<a href="{_attribute(article_url(each.source, collection, form))}" target="_blank" rel="noopener" '
        f'aria-label="{said}: {source}">{said}</a>'
        for form, said in (("page", words.text), ("original", words.original))
    )
    remove = (
        f'<button type="button" class="remove" data-file="{_attribute(each.file)}" '
        f'data-uploaded="{int(each.uploaded)}" data-count="{_number(each.together or 1, labels)}" '
        f'aria-label="{words.delete}: {source}">{words.delete}</button>'
    )
    return (
        f'<tr><th scope="row"><span {in_language(each.title, each.lang)}>{title}</span>'
        f"{file_html(each.source)}</th>"
        f"<td>{labels.language_name(each.lang)}</td><td>{date}</td>"
        f"<td>{fill(words.chars, labels, n=str(each.chars))}</td>{_health(labels, words, each)}"
        f'<td class="acts">{links}{remove}</td></tr>'
    )


def _health(labels: Strings, words: LibraryWords, each: Listed) -> str:
    known = {finding for some in _FINDINGS.values() for finding in some}
    kinds = [kind for kind, some in _FINDINGS.items() if any(finding in each.findings for finding in some)]
    remarks = [finding for finding in each.findings if finding not in known]
    kinds += ["note"] if remarks else []
    marks = [f'<span class="mark">{getattr(words, f"health_{kind}")}</span>' for kind in kinds]
    if each.copies:
        marks.append(f'<span class="mark">{fill(words.copies, labels, n=str(each.copies))}</span>')
    told = " · ".join(note_html(remark, labels) for remark in remarks)
    shown = f' <span class="hint">{told}</span>' if remarks else ""
    return f"<td>{' '.join(marks)}{shown}</td>" if marks else f'<td class="healthy">{words.healthy}</td>'


def _pager(labels: Strings, words: LibraryWords, page: int, pages: int) -> str:
    if pages < 2:
        return ""
    said = fill(words.page, labels, n=str(page + 1), total=str(pages))
    back = f'<button type="button" data-page="{page - 1}"{" disabled" if page == 0 else ""}>{words.previous}</button>'
    on = f'<button type="button" data-page="{page + 1}"{" disabled" if page + 1 >= pages else ""}>{words.next}</button>'
    return f'<nav class="pager" aria-label="{words.articles}">{back}<span>{said}</span>{on}</nav>'


def _choice(name: str, label: str, options: Mapping[str, str]) -> str:
    inside = "".join(_option(value, said, False) for value, said in options.items())
    return f'<select name="{name}" aria-label="{label}">{inside}</select>'


def _option(value: str, said: str, selected: bool) -> str:
    return f'<option value="{_attribute(value)}"{" selected" if selected else ""}>{escape_text(said)}</option>'


def _number(value: int, labels: Strings) -> str:
    return render_number(str(value), labels.lang)


def _attribute(value: str) -> str:
    """Unlike `escape_text` it keeps every character, as what is sent back must be the same."""
    return "".join(
        f"&#{ord(char)};" if not char.isalnum() else char for char in value.encode("utf-8", "replace").decode()
    )
