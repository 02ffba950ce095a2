"""Text → sentences, by ICU's sentence breaks, as spans of the text's own characters.

ICU reads a shadow of the text, of the same length, in which full stops that end no sentence are commas, and in
which the line ends inside a hard-wrapped paragraph are spaces.
"""

from itertools import accumulate, islice, pairwise
from typing import Any

import regex
from icu4py.breakers import SentenceBreaker

_LINES = regex.compile(r"[^\r\n\u2028\u2029\u0085]+")
LINE_ENDS = frozenset("\r\n\u2028\u2029\u0085")
_ONE_END = ("\n", "\r\n", "\r")
# Marks that close what came before though a space parts them from it, and marks that open what follows.
_CLOSING = regex.compile(r"[\p{Pf}\p{Pe}'’\"”»\u2018\u201c]{1,4}(?=\s|\Z)")
_OPENING = regex.compile(r"[\p{Ps}\p{Pi}]+\Z")
_MUTED = str.maketrans(dict.fromkeys(".!?…۔؟।", ","))

# A name or a number follows these, never a new sentence. (ICU's own list, `ss=standard`, is no choice: it knows no
# word boundary, so that "вернул." would not end a sentence for its "ул.".)
_TITLES = (
    r"DR|PROF|GEN|LT|COL|MAJ|MR|MRS|MS|Dr|Prof|Gen|Lt|Col|Sgt|Cpl|Capt|Maj|Cmdr|Adm|Rev|Sen|Rep|Gov|Hon|Pres|Mr|Mrs|Ms|Messrs|St|Ste|Mt|Ft|vs|cf|approx"
    r"|e\.\s?g|i\.\s?e|Sr|Sra|Srta|Dra|Ud|Uds|Exmo|Exma|EE|UU|p\.\s?ej|Av|Avda|av|bd|MM|Mme|Mlle|c\.-à-d|Sig|Dott|Avv"
    r"|Ing|z\.\s?B|d\.\s?h|u\.\s?a|bzw|ca|vgl|gem|evtl|Hr|Doç|Sn|Öğr|Gör|Yrd|Arş|Bkz|bkz|Örn|örn|Cad|Sok|Ir|Drs"
    r"|гг|ул|пл|просп|пер|обл|им|ім|акад|проф|доц|ген|полк|св|оз|см|ср|напр|стр|рис|гл|вул|просп|смт|буд"
    r"|डॉ|प्रो|श्री|श्रीमती|सुश्री|पं|स्व|रु|नं|ڈاکٹر"
)
_NUMBERED = (
    r"No|no|Nr|Nos|Art|art|Abs|Fig|fig|pp?|vol|Vol|ch|S|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|núm|n|ст|рис|табл|№"
)
# These end a sentence or not: what follows tells.
_COMPANIES = r"Inc|Corp|Ltd|Co|Bros|Jr|Ph\.D|M\.D|a\.m|p\.m|al"
# The English names of Latin letters as Urdu spells them: ایم۔ اے۔ جناح.
_SPELLED = r"اے|بی|سی|ڈی|ای|ایف|جی|ایچ|آئی|جے|کے|ایل|ایم|این|او|پی|کیو|آر|ایس|ٹی|یو|وی|ڈبلیو|ڈبلیُو|ایکس|وائی|زیڈ"
# Words that open a sentence and are no surname, so that "Plan B. The" is two and "A. Pushkin" one.
_OPENERS = (
    r"(?:A|An|And|As|At|But|By|For|From|He|Her|His|How|I|If|In|It|Its|My|No|On|Our|She|So|That|The|Their|Then|There"
    r"|These|They|This|Those|To|We|What|When|Where|Who|Why|With|You)\b"
)
_HINDI_VERB = r"(?:है|हैं|हूँ|हो|था|थी|थे|गा|गी|गे|की|को|का|के|ने|में|से|पर)"
# The mark comes first in each, and what stands before it is looked at from there: only marks cost anything.
_NO_END = regex.compile(
    rf"""(?xm)
    [.۔] (?:
        (?<=\d.)(?=\d)                                                                 # 3.5, ۳۔۵
      | (?<=^[^\S\r\n]{{0,8}}\d{{1,3}}.)(?=[^\S\r\n])                                 # 1. in a list
      | (?<=(?<![\w.])(?:{_TITLES})\.)(?=\s)
      | (?<=(?<!\w)(?:{_NUMBERED})\.)(?=\s?\d)
      | (?<=(?<![\w\p{{M}}])\p{{L}}\.)(?=\s?\p{{L}}\.)                                 # A. S. Pushkin, z. B.
      | (?<=(?<!\w)(?:{_COMPANIES})\.)(?=[^\S\r\n]\p{{Lu}})(?![^\S\r\n]{_OPENERS})
      | (?<=(?<![\w.])(?<!т\.\s?)[а-яіїєґ]\.)(?=\s?\p{{Lu}})                           # г. Москва, м. Львів
      | (?<=(?<![\w\p{{M}}])\p{{Lu}}\.)(?=[^\S\r\n]\p{{Lu}}[\p{{Ll}}’'-])(?![^\S\r\n]{_OPENERS})
      | (?<=(?<![\p{{L}}\p{{M}}])(?<!\d\s?)\p{{sc=Arabic}}.)(?=\s?[\p{{L}}\d])         # د. محمد، ق.م
      | (?<=(?<![\w\p{{M}}])(?:{_SPELLED}).)(?=\d|\s?(?:{_SPELLED})(?![\w\p{{M}}]))        # ایف۔16
      | (?<=(?<![\w\p{{M}}])(?:{_SPELLED})[.۔]\s?(?:{_SPELLED}).)(?=[^\S\r\n]*\w)
      | (?<=(?<![\w\p{{M}}])\p{{sc=Devanagari}}{{1,6}}\.\p{{sc=Devanagari}}{{1,6}}\.)(?<!{_HINDI_VERB}.)
      | (?<=(?<![\w\p{{M}}])\p{{sc=Devanagari}}{{1,3}}\.)(?<!{_HINDI_VERB}.)(?=\p{{sc=Devanagari}})
    )
    | [!?](?=[^\S\r\n]?["'”’»)\]]{{0,3}}[^\S\r\n]\p{{Ll}})                                      # "Why?" he asked
    """
)
_ADDRESS = regex.compile(r"""(?:https?://|www\.)[^\s<>"“”‘’«»،؛؟۔।]+?(?=[.!?,;:)\]]*(?:[\s<>"“”‘’«»،؛؟۔।]|\Z))""")
# German and Turkish write ordinals with a full stop: am 17. Januar, 2. Dünya Savaşı.
_ORDINAL = regex.compile(r"\.(?<=(?<![\w.,])\d{1,2}\.)(?=[^\S\r\n]\p{Lu})")
_ORDINAL_LANGUAGES = ("de", "tr")
# ICU would make a sentence of every blank line.
_BLANK_LINES = regex.compile(r"(?<=[\n\u2028\u2029\u0085])\s+")
_ELLIPSIS = regex.compile(r"…(?=\s)")
# Hindi that is typed or converted from an old font without a danda, and no menu or byline.
_BAR = regex.compile(r"(?<=(?:है|हैं|हूँ|हूं|था|थी|थे|थीं|गा|गी|गे|गया|गई|गए|या|कहा|हुआ|हुई|हुए)[\"'”’»]?[^\S\r\n]?)\|(?=\s|\Z)")

# Lines are hard-wrapped if none is longer than a typewriter's page, and most end where the next word did not fit.
_WRAP_COLUMNS = range(40, 101)
_FEWEST_WRAPS = 4
_WRAPPED_SHARE = 0.6
# What a line of a list begins with: it is a line of its own.
_ITEM = regex.compile(r"\s*(?:[-*•–—▪·>#]|\(?\w{1,3}[.)۔]\s)")

# A headline of several lines shows that it goes on: it is broken at a comma or after a word that wants another, or the
# next line begins with a small letter, and is no byline and no address.
_HEADLINE_LINES, _HEADLINE_CHARS = 3, 100
_WANTS_MORE = regex.compile(
    r"""(?x)[,،] \Z | (?<![\w\p{M}]) (?:
      an? | the | of | to | in | on | at | for | from | with | over | and | as
    | в | на | из | с | со | от | к | по | о | об | за | для | при | и
    | کا | کی | کے | نے | اور | کہ | از | به | با | در | برای | و | که | في | من | إلى | على | عن | أن
    | का | की | के | ने | और | कि ) \Z"""
)
_OPENS = regex.compile(r"\P{L}*(?!\p{Ll})\p{L}")
_GOES_ON = regex.compile(r"(?!by\s|от\s)\p{Ll}[\p{L}\p{M}'’-]*[,:;]?(?:\s|\Z)")


def split_sentences(text: str, lang: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the sentences of `text`, in order, without the white space around them.

    Every character that is not white space lies in exactly one span. `lang` (ISO 639-1) picks the
    abbreviations that do not end a sentence. A line end ends one too, as headlines and datelines carry no full
    stop, unless the text is hard-wrapped, or opens with a headline that is.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    # ICU's own offsets count UTF-16 units; the lengths of its pieces count characters.
    for end in accumulate(map(len, SentenceBreaker(_shadow(text, lang), lang))):
        cut = _cut_at_quotes(text, end)
        piece = text[start:cut]
        if stripped := piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            spans.append((first, first + len(stripped)))
        start = max(start, cut)
    return spans


def _cut_at_quotes(text: str, end: int) -> int:
    """Where a sentence ends that ICU ends at `end`: after a mark that closes it, before one that opens the next."""
    closing = None if text[end - 1] in LINE_ENDS else _CLOSING.match(text[end : end + 8])
    if closing:
        return end + int(closing.end())
    opening = _OPENING.search(text[end - 3 : end]) if text[end : end + 1].isalnum() else None
    return end - len(opening.group()) if opening else end


def _shadow(text: str, lang: str) -> str:
    shadow = _mute(_NO_END, text)
    if "http" in text or "www." in text:
        shadow = _mute(_ADDRESS, shadow)
    if lang in _ORDINAL_LANGUAGES:
        shadow = _mute(_ORDINAL, shadow)
    shadow = _BAR.sub("।", _ELLIPSIS.sub(".", shadow))
    shadow = _BLANK_LINES.sub(lambda match: " " * len(match.group()), shadow)
    characters = None
    for start, end in {*_wraps(text), *_headline_wraps(text)}:
        characters = characters or list(shadow)
        characters[start:end] = " " * (end - start)
    return "".join(characters) if characters else shadow


def _mute(pattern: Any, text: str) -> str:
    return str(pattern.sub(lambda match: match.group().translate(_MUTED), text))


def _wraps(text: str) -> list[tuple[int, int]]:
    """The line ends inside the paragraphs of a hard-wrapped text; none if it is not one."""
    lines = [line.span() for line in _LINES.finditer(text)]
    width = max((end - start for start, end in lines), default=0)
    if width not in _WRAP_COLUMNS:
        return []
    # Two line ends in a row are a blank line.
    inside = [
        (line, following)
        for line, following in pairwise(lines)
        if text[line[1] : following[0]] in _ONE_END
        and not text[slice(*line)].isspace()
        and not text[slice(*following)].isspace()
    ]
    full = [(line, following) for line, following in inside if _is_full(text, line, following, width)]
    if len(full) < max(_FEWEST_WRAPS, _WRAPPED_SHARE * len(inside)):
        return []
    return [(line[1], following[0]) for line, following in full]


def _headline_wraps(text: str) -> list[tuple[int, int]]:
    """The line ends inside a headline with which the text begins."""
    start = len(text) - len(text.lstrip())
    if not _OPENS.match(text, start):
        return []
    lines = [line.span() for line in islice(_LINES.finditer(text, start), _HEADLINE_LINES)]
    found = []
    for (first, end), (after, last) in pairwise(lines):
        line, following = text[first:end].rstrip(), text[after:last]
        goes_on = _WANTS_MORE.search(line) or (line[-1:].isalnum() and _GOES_ON.match(following))
        if end - first > _HEADLINE_CHARS or text[end:after] not in _ONE_END or not following.strip() or not goes_on:
            break
        found.append((end, after))
    return found


def _is_full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    after = text[slice(*following)]
    word = after.split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(word) > width and not _ITEM.match(after)
