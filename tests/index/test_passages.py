"""Sentences and passages: whole, exact, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llama_index.core.schema import Document, TextNode

from index.encoder import Encoder
from index.llama import PassageParser
from index.passages import split_passages
from index.sentences import split_sentences
from tests.conftest import SEEDS
from tests.texts import count_words, documents


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ur", "یہ خبر ہے۔ کیا یہ درست ہے؟ ہاں!", ["یہ خبر ہے۔", "کیا یہ درست ہے؟", "ہاں!"]),
        ("ur", "’ثابت ہو گی‘‘۔ پھر آیا۔", ["’ثابت ہو گی‘‘۔", "پھر آیا۔"]),
        ("ar", "وصل أمس. هل التقى به؟ نعم.", ["وصل أمس.", "هل التقى به؟", "نعم."]),
        ("fa", "او رفت. کجا؟ نمی‌دانم.", ["او رفت.", "کجا؟", "نمی‌دانم."]),
        ("en", "He met Dr. Smith at 3.5 km. Then he left.", ["He met Dr. Smith at 3.5 km.", "Then he left."]),
        ("ru", "Он приехал. А потом уехал.", ["Он приехал.", "А потом уехал."]),
        ("hi", "वह गया। फिर आया॥ क्यों?", ["वह गया।", "फिर आया॥", "क्यों?"]),
        ("en", "A headline\nThe text 😀 begins. Here.", ["A headline", "The text 😀 begins.", "Here."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(lang: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text, lang)] == expected


@given(documents, st.sampled_from(["ur", "ar", "fa", "en", "ru", "hi", "und"]), st.integers(3, 40))
def test_passages_lose_nothing_and_overlap_nowhere(text: str, lang: str, max_tokens: int) -> None:
    spans = split_passages(text, lang, count_words, max_tokens)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(char.isspace() for i, char in enumerate(text) if i not in covered)
    assert all(count_words([text[start:end]])[0] <= max_tokens for start, end in spans)


@given(documents)
def test_passages_are_runs_of_whole_sentences(text: str) -> None:
    sentences = split_sentences(text, "ur")
    starts, ends = {start for start, _ in sentences}, {end for _, end in sentences}
    assert all(a in starts and b in ends for a, b in split_passages(text, "ur", count_words, 1_000))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2029"])
def test_a_paragraph_is_kept_whole_if_it_can_be(end: str) -> None:
    text = f"One two three. Four five.{end}Six seven. Eight nine ten.{end}{end}Eleven twelve."
    passages = [text[start:end] for start, end in split_passages(text, "en", count_words, 7)]
    assert passages == ["One two three. Four five.", f"Six seven. Eight nine ten.{end}{end}Eleven twelve."]
    assert len(split_passages(text, "en", count_words, 4)) == 4
    assert len(split_passages(text, "en", count_words, 20)) == 1


def test_a_word_is_never_cut_and_a_monster_is() -> None:
    text = "کلمہ " * 500 + "x" * 3_000
    spans = split_passages(text, "ur", count_words, 50)
    assert all(set(text[start:end].split()) <= {"کلمہ", "x" * 200} or "x" in text[start:end] for start, end in spans)
    assert sum(text[start:end].count("x") for start, end in spans) == 3_000


def test_a_character_of_many_marks_is_cut_by_marks() -> None:
    text = "a" + "\u0301" * 30_000 + " b"
    spans = split_passages(text, "en", lambda texts: [len(each) for each in texts], 250)
    assert max(end - start for start, end in spans) <= 250
    assert sum(end - start for start, end in spans) == len(text)


@pytest.mark.parametrize("text", ["ہاں۔ " * 100, "a b. a b. " * 50, "x" * 5_000, "یہ خبر ہے۔\n" * 60])
def test_passages_of_repetitive_text_lie_where_they_were_cut(text: str) -> None:
    parser = PassageParser(count_tokens=count_words, max_tokens=10)
    end = 0
    for node in parser([Document(text=text)]):
        assert isinstance(node, TextNode)
        assert node.start_char_idx is not None
        assert node.end_char_idx is not None
        assert not text[end : node.start_char_idx].strip()
        assert text[node.start_char_idx : node.end_char_idx] == node.text
        end = node.end_char_idx
    assert not text[end:].strip()


def test_a_passage_in_which_nothing_tells_has_the_language_of_its_article() -> None:
    parser = PassageParser(count_tokens=count_words, max_tokens=5)
    nodes = parser([Document(text="یہ خبر آج کی ہے۔\n2023 – 1 2 3\nوہ بھی آج کی ہے۔")])
    assert [node.metadata["lang"] for node in nodes] == ["ur"] * 3


def test_passages_of_the_seeds_fit_the_encoder(encoder: Encoder) -> None:
    parser = PassageParser(count_tokens=encoder.count_tokens, max_tokens=192)
    for path in SEEDS.glob("*.txt"):
        document = Document(text=path.read_text(encoding="utf-8"), metadata={"source": path.name})
        for node in parser([document]):
            assert isinstance(node, TextNode)
            assert document.text[node.start_char_idx : node.end_char_idx] == node.text
            assert encoder.count_tokens([node.text])[0] <= 200
            assert node.get_content("embed") == node.text  # type: ignore[arg-type]
