"""What a passage is about, which stands before it in its article: the headline, and the first sentence below it.

"He was picked up in the lobby of a hotel" is found by who asks for the head of the fund if it is embedded and read with
what names him. It shifts no offsets: answers are looked for in the passage alone.
"""

import regex

from index.datelines import BYLINE, SENTENCE_END, is_byline, is_headline
from index.facts import CUT, UNSPACED
from index.sentences import split_sentences

# Of what is longer the beginning says enough: with every passage it is encoded anew, and longer pieces find no more.
_TITLE_EMBEDDED, _LEAD_EMBEDDED = 60, 100
_TITLE_READ = 160
# What is shorter is a label or a greeting.
_SHORTEST_LEAD = 40
# So far into the article the first sentence is looked for.
_HEAD = 2_000
# Among its first characters a text shows its script.
_HEAD_CHARS = 12
_LAST_WORD = regex.compile(r"\s+\S*$")


class Introduction:
    """Of one article; its `title` need not stand in the text."""

    def __init__(self, text: str, title: str, lang: str) -> None:
        self._text, self._title, head = text, title.strip(), text[:_HEAD]
        spans = (
            span
            for span in split_sentences(head, lang)
            if span[1] - span[0] >= _SHORTEST_LEAD and not _heads(head[slice(*span)], self._title, lang)
        )
        start, self._end = next(spans, (0, 0))
        self._lead = head[start : self._end]

    def before(self, start: int, end: int) -> str:
        """What is embedded before `text[start:end]`: headline and first sentence, less what that has itself."""
        headline = headline_before(self._title, self._text[start:end], _TITLE_EMBEDDED)
        if start < self._end:
            return headline
        if headline and self._lead.startswith(self._title.removesuffix(CUT)):
            return _shorten(self._lead, _TITLE_EMBEDDED + _LEAD_EMBEDDED)
        return headline + _shorten(self._lead, _LEAD_EMBEDDED)


def headline_before(title: str, passage: str, most: int = _TITLE_READ) -> str:
    """What is read before a passage, if that has it not itself; where an article has no headline, its title is the
    beginning of the first sentence."""
    title = title.strip()
    return "" if title.removesuffix(CUT) in passage else _shorten(title, most)


def _heads(sentence: str, title: str, lang: str) -> bool:
    """Whether it is no sentence of what is told: the headline, or who reports from where."""
    return (
        is_headline(sentence, title)
        or bool(title and sentence.startswith(title))
        or is_byline(sentence, lang)
        or bool(BYLINE.match(sentence))
    )


def _shorten(text: str, most: int) -> str:
    """Ended by a full stop and a space, if there is any of it."""
    # Where nothing stands between words a character is a word, or half of one.
    most = most // 3 if UNSPACED.search(text[:_HEAD_CHARS]) else most
    short = text if len(text) <= most else _LAST_WORD.sub("", text[:most]) + CUT
    return f"{short}{'' if SENTENCE_END.search(short) else '.'} " if short else ""
