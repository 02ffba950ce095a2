"""Text → sentences, by ICU's sentence breaks, as spans of the text's own characters."""

import regex
from icu4py.breakers import SentenceBreaker

# A line break ends a sentence too: headlines and datelines carry no full stop.
_BLANK = regex.compile(r"\s*")
_LINES = regex.compile(r"[^\r\n\u2028\u2029\u0085]+")
# What follows a full stop and still belongs to the sentence that it ends.
_CLOSING = regex.compile(r"[\p{Pf}\p{Pe}'’\"”»\u2018\u201c]+(?=\s|$)")
# Titles and the like that CLDR does not list: a name or a number follows them, never a new sentence.
_OPEN = regex.compile(
    r"(?<!\w)(?:Dr|Prof|Gen|Lt|Col|Sgt|St|Rev|Sen|No|г|ул|им|акад|проф|т\.\s?е|т\.\s?д|डॉ|प्रो|د|ڈ)\.$"
)


def split_sentences(text: str, lang: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences of `text`, in order, without the white space around them.

    Every character that is not white space lies in exactly one span. `lang` (ISO 639-1) picks the
    abbreviations that do not end a sentence.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINES.finditer(text):
        spans.extend(_split_line(text, line.start(), line.group(), lang))
    return spans


def _split_line(text: str, offset: int, line: str, lang: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    end = offset
    # ICU's own offsets count UTF-16 units; the lengths of its pieces count characters.
    for piece in SentenceBreaker(line, f"{lang}@ss=standard"):
        start, end = end, end + len(piece)
        first = _BLANK.match(text, start, end).end()
        last = first + len(text[first:end].rstrip())
        if first >= last:
            continue
        # The breaks do not know every mark that belongs to the sentence before, nor every abbreviation.
        if spans and (_CLOSING.fullmatch(text, first, last) or _OPEN.search(text, *spans[-1])):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans
