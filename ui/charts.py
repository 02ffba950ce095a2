"""Two pictures of a collection as SVG: when its articles were published, and which of them are alike."""

import html
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from index.projection import Placed
from ui.render import article_url, escape_text

# Those of the style sheet, dark on white and light on black; for more languages they begin again.
_COLOURS = tuple(f"var(--chart-{n})" for n in range(1, 9))
_WIDTH, _HEIGHT, _MARGIN = 640, 260, 24
_MOST_BARS = 60
# Characters of a year.
_YEAR = 4
_RADIUS = 5

Name = Callable[[str], str]


def colour_languages(langs: Iterable[str]) -> dict[str, str]:
    """Language → colour; the same languages in the same order have the same colours."""
    return {lang: _COLOURS[at % len(_COLOURS)] for at, lang in enumerate(dict.fromkeys(langs))}


def legend_html(colours: Mapping[str, str], name: Name) -> str:
    items = "".join(
        f'<li><i style="background:{colour}"></i>{escape_text(name(lang))}</li>' for lang, colour in colours.items()
    )
    return f'<ul class="legend">{items}</ul>'


def timeline_svg(
    dates: Sequence[tuple[str, str]], colours: Mapping[str, str], label: str, name: Name, tell: Name
) -> str:
    """`dates` are (ISO date, language); each bar is a day, a month or a year, whichever gives not too many.

    `tell` writes such a date for the reader.
    """
    # Of a month of another calendar, no month of ours is known.
    exact = min(_YEAR if "/" in published else len(published) for published, _ in dates)
    for length in (10, 7, _YEAR):
        spans = _spans([published[:length] for published, _ in dates], length) if length <= exact else []
        if 0 < len(spans) <= _MOST_BARS:
            break
    counts: dict[str, Counter[str]] = {span: Counter() for span in spans}
    for published, lang in dates:
        counts[published[:length]][lang] += 1
    most = max(sum(count.values()) for count in counts.values())
    step = (_WIDTH - 2 * _MARGIN) / len(spans)
    bars = "".join(
        _bar(tell(span), counts[span], _MARGIN + at * step, step, most, colours, name) for at, span in enumerate(spans)
    )
    ends = [(_MARGIN, "start", spans[0])]
    if len(spans) > 1:
        ends.append((_WIDTH - _MARGIN, "end", spans[-1]))
    axis = "".join(
        f'<text x="{x}" y="{_HEIGHT - 4}" text-anchor="{anchor}">{escape_text(tell(said))}</text>'
        for x, anchor, said in ends
    )
    line = f'<path class="axis" d="M{_MARGIN} {_HEIGHT - _MARGIN}H{_WIDTH - _MARGIN}"/>'
    return _svg("timeline", label, bars + line + axis)


def map_svg(placed: Sequence[Placed], collection: str, colours: Mapping[str, str], label: str, name: Name) -> str:
    """A dot for each article, with its title; a click opens it."""
    dots = "".join(_dot(each, collection, colours, name) for each in placed)
    # Not an image, which would hide the links in it.
    return _svg("map", label, dots, "group")


def _svg(kind: str, label: str, inside: str, role: str = "img") -> str:
    # Left to right whatever the page: time and place on a plane have no language.
    return (
        f'<svg class="{kind}" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="{role}" aria-label="{html.escape(label)}" '
        f'direction="ltr">{inside}</svg>'
    )


def _bar(
    span: str, count: Counter[str], x: float, step: float, most: int, colours: Mapping[str, str], name: Name
) -> str:
    height, top = (_HEIGHT - 2 * _MARGIN) / most, float(_HEIGHT - _MARGIN)
    parts = []
    for lang in colours:
        if count[lang]:
            top -= count[lang] * height
            parts.append(
                f'<rect x="{x + step * 0.1:.1f}" y="{top:.1f}" width="{step * 0.8:.1f}" '
                f'height="{count[lang] * height:.1f}" fill="{colours[lang]}"/>'
            )
    told = ", ".join(f"{name(lang)} {count[lang]}" for lang in colours if count[lang])
    return f"<g><title>{escape_text(f'{span}: {told}')}</title>{''.join(parts)}</g>" if parts else ""


def _dot(each: Placed, collection: str, colours: Mapping[str, str], name: Name) -> str:
    x = _MARGIN + each.x * (_WIDTH - 2 * _MARGIN)
    y = _HEIGHT - _MARGIN - each.y * (_HEIGHT - 2 * _MARGIN)
    said = " · ".join([each.title, name(each.lang), *([each.published] if each.published else [])])
    # No link: the picture is one thing to the keyboard, and the list has the same articles with their links.
    return (
        f'<circle data-text="{html.escape(article_url(each.source, collection, "page"))}" cx="{x:.1f}" cy="{y:.1f}" '
        f'r="{_RADIUS}" fill="{colours[each.lang]}"><title>{escape_text(said)}</title></circle>'
    )


def _spans(dates: Sequence[str], length: int) -> list[str]:
    """Every day, month or year from the first to the last, those without an article too; one too many at the most but
    for years."""
    first, last = min(dates), max(dates)
    if length == 10:
        begin = date.fromisoformat(first)
        days = min((date.fromisoformat(last) - begin).days, _MOST_BARS)
        return [(begin + timedelta(days=n)).isoformat() for n in range(days + 1)]
    if length == 7:
        start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
        return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, min(end, start + _MOST_BARS) + 1)]
    return [f"{year:04}" for year in range(int(first), int(last) + 1)]
