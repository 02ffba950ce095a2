"""What a language model wrote → its sentences, each with the passages that it cites."""

from dataclasses import dataclass

import regex

from index.sentences import split_sentences
from rag.prompts import NOT_TOLD

# What a model thinks aloud before it answers, also where it is not finished yet.
_THOUGHT = regex.compile(r"(?s)<think>.*?(?:</think>|\Z)|\A.*</think>")
_MARK = r"[\[【]\s*\p{Nd}{1,3}(?:\s*[,،;–-]\s*\p{Nd}{1,3})*\s*[\]】]"
# Marks that were put behind the end of their sentence.
_AFTER_END = regex.compile(rf"([.!?…۔؟।][\"”»’)]?)((?:\s*{_MARK})+)")
_MARKS = regex.compile(rf"\s*{_MARK}")
_NUMBER = regex.compile(r"\p{Nd}+")
_LIST_SIGN = regex.compile(r"(?m)^\s*(?:[-*•–]|\p{Nd}{1,2}[.)])\s+|\*\*|^#+\s*")
_NOT_TOLD = regex.compile(rf"(?i)^\W*{NOT_TOLD}\b")
_EMPTY = regex.compile(r"^\W*$")


@dataclass(frozen=True)
class Drafted:
    """A sentence without its marks, and the numbers in them."""

    text: str
    cites: tuple[int, ...]


def read_draft(text: str, lang: str) -> list[Drafted]:
    """The sentences in order; the last one may still be growing. None if the passages do not tell, by the model."""
    plain = _LIST_SIGN.sub("", _THOUGHT.sub("", text)).strip()
    if says_nothing(text):
        return []
    # With its marks before its end, a sentence is not parted from them.
    moved = _AFTER_END.sub(lambda found: f" {found[2].strip()}{found[1]}", plain)
    sentences = (_read_sentence(moved[start:end]) for start, end in split_sentences(moved, lang))
    return [sentence for sentence in sentences if not _EMPTY.match(sentence.text)]


def says_nothing(text: str) -> bool:
    return bool(_NOT_TOLD.match(_THOUGHT.sub("", text).strip()))


def _read_sentence(text: str) -> Drafted:
    marks = [int(number) for mark in _MARKS.findall(text) for number in _NUMBER.findall(mark)]
    return Drafted(_MARKS.sub("", text).strip(), tuple(dict.fromkeys(marks)))
