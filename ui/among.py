"""Which articles are asked: the filters as they are kept, the form to choose them in, the line that tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.errors import InputError
from rag.filters import NO_FILTERS, Filters
from rag.rendering import render_number
from ui.render import escape_text, file_html, isolate_dates
from ui.strings import Strings, page_path, read_strings

_MOST, LONGEST = 50, 500
# What is longer is no date: a day in words takes less.
_LONGEST_DATE = 80


@dataclass(frozen=True)
class AmongWords:
    everywhere: str
    only: str
    title: str
    languages: str
    since: str
    until: str
    sources: str
    sources_hint: str
    date_hint: str
    clear: str
    not_date: str
    not_span: str
    unchanged: str


AMONG_WORDS = read_strings(AmongWords, "among")


def read_filters(given: object) -> Filters:
    """From what was kept or sent, which may be anything. Raises InputError for what is no language or date."""
    if not isinstance(given, Mapping):
        return NO_FILTERS
    return Filters(
        _texts(given.get("languages")),
        _date(given.get("since")),
        _date(given.get("until")),
        _texts(given.get("sources")),
    )


def filters_dict(filters: Filters) -> dict[str, Any]:
    """Empty where nothing is filtered."""
    if not filters:
        return {}
    return {
        "languages": [*filters.languages], "since": filters.since, "until": filters.until, "sources": [*filters.sources]
    }  # fmt: skip


def among_html(labels: Strings, langs: Mapping[str, int], folders: Sequence[str] = (), collection: str = "") -> str:
    """`langs` maps the languages that there are to the articles in them. `collection` is named where it is given."""
    words = AMONG_WORDS[labels.lang]
    boxes = "".join(
        f'<label><input type="checkbox" name="languages" value="{escape_text(code)}">'
        f"<span>{labels.language_name(code)}</span> <bdi>({render_number(str(n), labels.lang)})</bdi></label>"
        for code, n in langs.items()
    )
    dates = "".join(
        f'<label class="date">{said}<input name="{name}" dir="ltr" size="10" maxlength="{_LONGEST_DATE}" '
        f'autocomplete="off" placeholder="2023-09" title="{isolate_dates(words.date_hint)}"></label>'
        for name, said in (("since", words.since), ("until", words.until))
    )
    offered = "".join(f'<option value="{escape_text(folder)}"></option>' for folder in folders)
    named = f"{labels.collection}: <bdi>{escape_text(collection)}</bdi>"
    chosen = f'<a href="{page_path(labels.lang)}#/settings">{named}</a>' if collection else ""
    return (
        f'<div lang="{labels.lang}" dir="{labels.direction}">{chosen}<details>'
        f'<summary>{words.everywhere}</summary><form aria-label="{words.title}">'
        f"<fieldset><legend>{words.languages}</legend>{boxes}</fieldset>{dates}"
        f'<label class="sources">{words.sources}<input name="sources" dir="ltr" maxlength="{LONGEST}" '
        f'autocomplete="off" placeholder="press/2023" title="{words.sources_hint}" list="among-folders"></label>'
        f'<datalist id="among-folders">{offered}</datalist>'
        f'<button type="button" data-action="clear">{words.clear}</button>'
        '<div class="wrong" role="alert"></div></form></details></div>'
    )


def line_html(filters: Filters, labels: Strings) -> str:
    """What the line over the question says is searched."""
    return describe(filters, labels) if filters else AMONG_WORDS[labels.lang].everywhere


def find_wrong(given: Mapping[str, object], labels: Strings) -> tuple[list[str], str]:
    """Of dates that `read_filters` refuses, their names and what is told of them; nothing where it is not the dates."""
    words = AMONG_WORDS[labels.lang]
    typed = {name: f"\u2066{_date(given.get(name))}\u2069" for name in ("since", "until")}
    wrong = [name for name in typed if not _is_read({name: given.get(name)})]
    if wrong:
        told = [isolate_dates(words.not_date).format(given=typed[name]) for name in wrong]
    elif not _is_read({name: given.get(name) for name in typed}):
        wrong, told = [*typed], [words.not_span.format(**typed)]
    return (wrong, " ".join([*told, words.unchanged])) if wrong else ([], "")


def _is_read(given: Mapping[str, object]) -> bool:
    try:
        read_filters(given)
    except InputError:
        return False
    return True


def told_html(filters: Filters, labels: Strings) -> str:
    """The line that says which articles were asked; empty where all were."""
    return f'<p class="among" dir="{labels.direction}">{describe(filters, labels)}</p>' if filters else ""


def describe(filters: Filters, labels: Strings) -> str:
    """As HTML, each part isolated from the direction of the others."""
    parts = [f"<bdi>{escape_text(labels.language_name(code))}</bdi>" for code in filters.languages]
    parts += [f'<bdi>{said} <bdi dir="ltr">{escape_text(date)}</bdi></bdi>' for said, date in _dates(filters, labels)]
    return _tell([*parts, *map(file_html, filters.sources)], labels)


def told_text(filters: Filters, labels: Strings) -> str:
    """The same line as plain text, nothing in it escaped; empty where all articles were asked."""
    dates = [f"{said} {date}" for said, date in _dates(filters, labels)]
    return _tell([*map(labels.language_name, filters.languages), *dates, *filters.sources], labels) if filters else ""


def _dates(filters: Filters, labels: Strings) -> list[tuple[str, str]]:
    words = AMONG_WORDS[labels.lang]
    return [(said, date) for said, date in ((words.since, filters.since), (words.until, filters.until)) if date]


def _tell(parts: Sequence[str], labels: Strings) -> str:
    return f"{AMONG_WORDS[labels.lang].only} {' · '.join(parts)}"


def _texts(given: object) -> tuple[str, ...]:
    listed: Sequence[object] = given if isinstance(given, list) else []
    return tuple(text for text in listed[:_MOST] if isinstance(text, str) and text.strip() and len(text) <= LONGEST)


def _date(given: object) -> str:
    return given.strip()[:_LONGEST_DATE] if isinstance(given, str) else ""
