"""Random documents in the scripts of the product, and an encoder for where the model is not the point."""

from hashlib import blake2b
from typing import Any

import numpy as np
from hypothesis import strategies as st

from index.encoder import Encoder

_WORDS = {
    "ur": "روس نے ایران کو ایس 300 میزائلوں کی بیٹریاں دینے کا اعلان کیا ہے مسٹر ڈاکٹر",
    "ar": "شويغو التقى قائد القوات المسلحة اللواء محمد باقري في طهران 20/09/2023 أمس",
    "fa": "می‌گوید رئیس‌جمهور پزشکیان ۱۷ ژانویه به مسکو رفت که را است",
    "en": "Dr. Smith met Mr. Putin at 3.5 km S-300 U.S. on Friday, e.g. again",
    "ru": "Путин сказал т.е. вчера г. Москва С-300 встретил президента",
    "hi": "राष्ट्रपति ने कहा एस-300 की घोषणा डॉ. शर्मा १७ जनवरी",
    "odd": "😀 e\u0301 \u202eevil\u202c a\u200db \ufeff 中文字 ‹x› <b>bold</b> **md**",
}
_ENDS = ["۔ ", "؟ ", ". ", "! ", "? ", "। ", "॥", "\n", "\r\n", "\n\n", "…", "۔‘‘ ", '." ', " ", ": ", "。"]

sentences = st.sampled_from(sorted(_WORDS)).flatmap(
    lambda lang: st.lists(st.sampled_from(_WORDS[lang].split()), min_size=1, max_size=30).map(" ".join)
)
documents = (
    st.lists(st.tuples(sentences, st.sampled_from(_ENDS)).map("".join), min_size=1, max_size=12)
    .map("".join)
    .flatmap(lambda text: st.text(max_size=20).map(lambda noise: text + noise))
    .filter(lambda text: "\0" not in text and text.strip() != "")
)


def count_words(texts: Any) -> list[int]:
    return [len(text.split()) for text in texts]


class _HashingModel:
    """Sums of a pseudo-random vector a word: equal words make equal vectors, nothing more."""

    dimension = 64
    max_tokens = 512

    def count_tokens(self, texts: Any) -> list[int]:
        return count_words(texts)

    def encode(self, texts: Any, kind: str) -> Any:
        rows = np.array([sum((self._word(w) for w in text.split()), self._word("")) for text in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def encode_in_context(self, texts: Any, spans: Any) -> Any:
        return self.encode(texts, "document"), [np.zeros((len(some), self.dimension)) for some in spans]

    def _word(self, word: str) -> Any:
        seed = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())
        return np.random.default_rng(seed).normal(size=self.dimension)


def hashing_encoder() -> Encoder:
    return Encoder(_HashingModel(), "hashing", "hashing-1")
