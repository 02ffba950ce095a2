"""The reader that is shipped, on sentences of our own."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.errors import EncoderError
from index.model_cache import digest_file
from index.reader import Reader, load_reader
from index.settings import BASE_ENCODER, NO_READER, IndexSettings
from index.tuned import shipped_file, shipped_reader
from tests.conftest import CACHE

PASSAGE = (
    "The new ferry was launched in Trondheim on 4 May. It carries 320 passengers and was built in Poland. "
    "The council had refused to pay for a second one."
)
URDU = "نئی لائبریری کا افتتاح وزیر تعلیم نے ملتان میں کیا۔ اس میں چالیس ہزار کتابیں ہیں۔ عمارت دو سال میں مکمل ہوئی۔"


@pytest.mark.parametrize(
    ("question", "passage", "words"),
    [
        ("How many passengers does the ferry carry?", PASSAGE, "320"),
        ("Where was the ferry built?", PASSAGE, "Poland"),
        ("فیری میں کتنے مسافر سوار ہو سکتے ہیں؟", PASSAGE, "320"),
        ("لائبریری کا افتتاح کس شہر میں ہوا؟", URDU, "ملتان"),
        ("In which city was the library opened?", URDU, "ملتان"),
    ],
)
def test_it_points_at_the_answer(question: str, passage: str, words: str, reader: Reader) -> None:
    reading = reader.read(question, [passage])[0]
    start, end = reading.best_span(0, len(passage)) or (0, 0)
    assert words in passage[start:end]
    assert reading.none < reader.read("Which team won the football league?", [passage])[0].none


def test_it_knows_when_the_answer_is_not_there(reader: Reader) -> None:
    asked = reader.read("How many passengers does the ferry carry?", [PASSAGE])[0]
    other = reader.read("Which team won the football league?", [PASSAGE])[0]
    assert other.none > asked.none


def test_the_shares_of_all_sentences_and_of_none_make_one(reader: Reader) -> None:
    reading = reader.read("Where was it built?", [PASSAGE])[0]
    assert reading.share(0, len(PASSAGE)) + reading.none == pytest.approx(1, abs=1e-4)
    assert np.all(reading.places[:, 0] >= 0)
    assert np.all(reading.places[:, 1] <= len(PASSAGE))


def test_long_and_empty_texts_are_read_as_far_as_it_goes(reader: Reader) -> None:
    for question, text in (("?" * 5_000, PASSAGE), ("Where?", PASSAGE * 100), ("Where?", " "), ("", "\u202e")):
        reading = reader.read(question, [text, PASSAGE])[0]
        assert 0 <= reading.none <= 1
    assert reader.read("Where?", []) == []


def test_readers_at_the_same_time_do_not_disturb_each_other(reader: Reader) -> None:
    asked = ["Where was the ferry built?", "How many passengers does it carry?"] * 4
    alone = [reader.read(question, [PASSAGE])[0].best_span(0, len(PASSAGE)) for question in asked]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda q: reader.read(q, [PASSAGE])[0].best_span(0, len(PASSAGE)), asked))
    assert [span[:2] for span in together if span] == [span[:2] for span in alone if span]


def test_without_the_encoder_that_it_was_trained_over_there_is_none(tmp_path: Path) -> None:
    assert load_reader(IndexSettings(home=tmp_path, cache=CACHE, encoder=BASE_ENCODER)) is None
    assert load_reader(IndexSettings(home=tmp_path, cache=CACHE, reader=NO_READER)) is None
    with pytest.raises(EncoderError, match="cannot read"):
        load_reader(IndexSettings(home=tmp_path, cache=CACHE, reader=str(tmp_path / "none.safetensors")))


def test_of_a_long_text_the_beginning_is_read(reader: Reader) -> None:
    (reading,) = reader.read("کتب خانے میں کتنی کتابیں ہیں؟", [URDU + " وہاں ایک باغ بھی ہے۔" * 200])
    start, end = reading.best_span(0, len(URDU)) or (0, 0)
    assert "چالیس ہزار" in URDU[max(0, start - 1) : end + 1]
    assert reading.places[-1, 1] < 2_000


def test_the_weights_are_those_that_are_named() -> None:
    # What was unpacked before would hide it: a folder of the cache is named after what should be in it.
    for file in (shipped_file(), shipped_reader()):
        assert file is not None
        assert digest_file(file.path) == file.sha256
