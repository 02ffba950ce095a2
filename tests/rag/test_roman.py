"""Questions typed in Latin letters, from the question to the answer."""

from collections.abc import Sequence

import pytest

from index.collection import Collection
from index.encoder import Encoder
from index.reader import Reader
from index.reading import Reading
from rag.answer import answer_question
from rag.parts import Parts, parts_of
from rag.settings import RagSettings


@pytest.mark.parametrize(
    ("typed", "read", "quoted"),
    [
        ("Roos aur Iran ne kitne saal ke muahide par dastkhat kiye?", "روس اور ایران نے کتنے سال کے", "20 سالہ"),
        ("meen 2a2ed el 2owa el gaw-fada2eya fel 7aras el thawry?", "من قائد القوة الجو", "حاجي زاده"),
    ],
)
def test_what_is_typed_in_latin_letters_is_read_in_its_own(
    typed: str, read: str, quoted: str, seeds: Collection, encoder: Encoder, reader: Reader
) -> None:
    asked: list[str] = []

    def listen(question: str, passages: Sequence[str], before: Sequence[str]) -> Sequence[Reading]:
        asked.append(question)
        return reader.read(question, passages, before)

    answer = answer_question(typed, [], parts_of(seeds, encoder, listen), RagSettings(least_probability=0.0))
    assert answer.question == typed
    assert asked[0].startswith(read)
    assert any(quoted in citation.quote for citation in answer.citations)


def test_roman_arabic_is_answered_in_arabic(parts: Parts) -> None:
    typed = "emta zar Shoigu el ma3rad el da2em fi tehran?"
    answer = answer_question(typed, [], parts, RagSettings())
    assert (answer.question, answer.lang) == (typed, "ar")
    assert answer.answer.startswith("٢٠ سبتمبر ٢٠٢٣")


def test_what_roman_arabic_does_not_find_is_said_in_arabic(parts: Parts) -> None:
    typed = "kam 3adad el la3iben fi montakhab el brazil le kora el 2adam?"
    answer = answer_question(typed, [], parts, RagSettings())
    assert (answer.question, answer.lang, answer.answered) == (typed, "ar", False)
    assert answer.reason
    assert not any("a" <= letter <= "z" for letter in answer.reason)
