"""The encoder: the same vectors as torch's, without torch, from several threads, and other models by name."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.bundled import ensure_bundled_model
from index.encoder import Encoder, encoder_fingerprint, load_encoder
from index.errors import EncoderError
from index.llama import EncoderEmbedding
from index.settings import IndexSettings
from tests.conftest import CACHE, ROOT
from tests.texts import sentences

TEXTS = [
    "روس نے ایران کو ایس 300 میزائلوں کی بیٹریاں دینے کا اعلان کیا ہے۔",
    "التقى شويغو القائد العام للقوات المسلحة الإيرانية في طهران.",
    "رئیس‌جمهور پزشکیان ۱۷ ژانویه به مسکو رفت.",
    "The S-300 was announced on Friday, e.g. by Mr. Putin.",
    "Президенты подписали договор на двадцать лет.",
    "राष्ट्रपति ने बीस साल की संधि पर हस्ताक्षर किए।",
    "",
    " \n",
    "😀 e\u0301 \u202eevil\u202c 中文字 ‹x›",
    "صدر پوتن نے کہا کہ معاہدہ بیس سال کے لیے ہے۔ " * 100,
]

_IN_A_FRESH_PROCESS = """
import sys
from pathlib import Path
from index.encoder import load_encoder
from index.settings import IndexSettings
encoder = load_encoder(IndexSettings(home=Path("unused"), cache=Path(sys.argv[1])))
assert encoder.encode_queries(["Where did they meet?"]).shape == (1, encoder.dimension)
print(*sorted(name for name, module in sys.modules.items() if module))
"""


@pytest.fixture(scope="module")
def by_torch(tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    folder, home = ensure_bundled_model(CACHE / "models"), tmp_path_factory.mktemp("home")
    return load_encoder(IndexSettings(home=home, cache=home, encoder=str(folder)))


def test_vectors_are_those_of_torch(base_encoder: Encoder, by_torch: Encoder) -> None:
    for ours, theirs in (
        (base_encoder.encode_passages(TEXTS), by_torch.encode_passages(TEXTS)),
        (base_encoder.encode_queries(TEXTS), by_torch.encode_queries(TEXTS)),
    ):
        cosines = np.sum(ours * theirs, axis=1)
        assert cosines[:6].min() >= 0.9994
        assert cosines.min() >= 0.999
        np.testing.assert_allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)
    assert base_encoder.count_tokens(TEXTS) == by_torch.count_tokens(TEXTS)
    assert (base_encoder.dimension, base_encoder.max_tokens) == (by_torch.dimension, by_torch.max_tokens) == (384, 512)


def test_the_bundled_model_needs_no_torch_and_reports_to_nobody(encoder: Encoder, tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path)}
    command = [sys.executable, "-c", _IN_A_FRESH_PROCESS, str(CACHE)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    modules = set(done.stdout.split())
    assert "openvino" in modules
    assert not modules & {"torch", "transformers", "sentence_transformers", "openvino_telemetry"}
    assert not (tmp_path / "intel").exists(), "OpenVINO keeps its record of what it reports there"


@settings(max_examples=20, deadline=None)
@given(st.lists(sentences, min_size=1, max_size=40))
def test_a_vector_does_not_depend_on_its_neighbours(encoder: Encoder, texts: list[str]) -> None:
    together = encoder.encode_passages(texts)
    # Products are computed in 8 bits, whose scale depends on what is in the batch.
    for i in {0, len(texts) // 2, len(texts) - 1}:
        assert together[i] @ encoder.encode_passages([texts[i]])[0] >= 0.999


def test_many_texts_come_back_in_their_order(encoder: Encoder) -> None:
    texts = [TEXTS[i % 6] + f" {i}" for i in range(1100)]
    vectors = encoder.encode_passages(texts)
    for i in (0, 1023, 1024, 1099):
        assert vectors[i] @ encoder.encode_passages([texts[i]])[0] >= 0.9999
    assert len(encoder.encode_passages([])) == len(encoder.count_tokens([])) == 0


def test_a_sentence_counts_by_itself_and_as_its_passage_reads_it(encoder: Encoder, by_torch: Encoder) -> None:
    texts = ["Mr Karim spoke in Lahore. He left for Kabul.", "وہ لاہور میں بولے۔ پھر کابل گئے۔", "One sentence."]
    spans = [[(0, 25), (26, 44)], [(0, 18), (19, 32)], []]
    vectors, inner = encoder.encode_spans(texts, spans)
    assert np.sum(vectors * encoder.encode_passages(texts), axis=1).min() >= 0.9999
    assert [len(some) for some in inner] == [2, 2, 0]
    alone = encoder.encode_passages(
        [text[start:end] for text, some in zip(texts, spans, strict=True) for start, end in some]
    )
    _, read = encoder.model.encode_in_context(texts, spans)
    both = alone + np.concatenate(read)
    np.testing.assert_allclose(np.concatenate(inner), both / np.linalg.norm(both, axis=1, keepdims=True), atol=1e-3)
    # Without the former, nothing is encoded twice.
    _, once = encoder.encode_spans(texts, spans, alone=False)
    np.testing.assert_allclose(np.concatenate(once), np.concatenate(read), atol=1e-3)
    # "He" is Mr Karim only where he was named before.
    him = encoder.encode_queries(["Where did Mr Karim go?"])[0]
    assert him @ inner[0][1] > him @ alone[1]
    # Other models tell nothing of a sentence in its passage.
    _, apart = by_torch.encode_spans(texts, spans, alone=False)
    np.testing.assert_allclose(apart[0][1], by_torch.encode_passages(["He left for Kabul."])[0], atol=1e-5)


def test_a_span_of_which_nothing_is_read_has_the_vector_of_its_passage(encoder: Encoder) -> None:
    long = "word " * 600
    vectors, [inner] = encoder.model.encode_in_context([long], [[(0, 4), (len(long) - 5, len(long) - 1)]])
    assert inner[1] @ vectors[0] == pytest.approx(1, abs=1e-5)


def test_several_threads_ask_while_indexing_goes_on(encoder: Encoder) -> None:
    expected = encoder.encode_queries(TEXTS[:6])
    with ThreadPoolExecutor(5) as threads:
        indexing = threads.submit(encoder.encode_passages, TEXTS[:6] * 40)
        asked = [threads.submit(encoder.encode_queries, [TEXTS[i % 6]]) for i in range(60)]
        counted = [threads.submit(encoder.count_tokens, TEXTS) for _ in range(20)]
        for i, vectors in enumerate(asked):
            # In 8 bits a text is rounded by what else is in its batch.
            assert vectors.result()[0] @ expected[i % 6] >= 0.999
        assert {tuple(count.result()) for count in counted} == {tuple(encoder.count_tokens(TEXTS))}
        assert np.sum(indexing.result() * encoder.encode_passages(TEXTS[:6] * 40), axis=1).min() >= 0.999


def test_another_model_by_folder(encoder: Encoder, by_torch: Encoder, tmp_path: Path) -> None:
    assert by_torch.fingerprint != encoder.fingerprint
    with pytest.raises(EncoderError, match="cannot load the encoder"):
        load_encoder(IndexSettings(home=tmp_path, cache=tmp_path, encoder=str(tmp_path)))


def test_a_fresh_process_that_begins_with_several_batches_does_not_hang() -> None:
    """As it did, once in some hundred starts, when two threads met in the first use of OpenVINO's bindings."""
    code = (
        "from pathlib import Path; from index.compiled import load_compiled; "
        f"load_compiled(Path({str(CACHE / 'models')!r})).encode(['some words'] * 300, 'document')"
    )
    for _ in range(3):
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_vectors_tell_meaning_across_languages(encoder: Encoder) -> None:
    questions = ["Who won the presidential election?", "Who is building the gas pipeline?", "Where did they meet?"]
    answers = ["پیزشکیان نے صدارتی انتخاب جیتا۔", "تقوم روسيا ببناء خط أنابيب الغاز.", "Они встретились в Самарканде."]
    cosines = encoder.encode_queries(questions) @ encoder.encode_passages(answers).T
    assert cosines.argmax(axis=1).tolist() == [0, 1, 2]
    assert EncoderEmbedding(encoder).get_query_embedding("Tehran") == pytest.approx(
        encoder.encode_queries(["Tehran"])[0].tolist(), abs=1e-6
    )
    assert len(EncoderEmbedding(encoder).get_text_embedding_batch(answers)) == 3


@pytest.mark.parametrize("size", [1_000, 40_000_000])
def test_other_weights_of_the_same_size_are_another_encoder(tmp_path: Path, size: int) -> None:
    weights = tmp_path / "model" / "model.safetensors"
    weights.parent.mkdir()

    def fingerprint(seed: int) -> str:
        weights.write_bytes(np.random.default_rng(seed).bytes(size))
        return encoder_fingerprint(IndexSettings(home=tmp_path, cache=tmp_path, encoder=str(weights.parent)))

    first = fingerprint(1)
    assert fingerprint(2) != first
    # A copy of the same is the same, whenever it was made.
    assert fingerprint(1) == first
