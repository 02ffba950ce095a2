"""The language of one short sentence."""

import pytest

from index.folding import fold_text
from index.language import detect_language


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ur", "ایس 300 میزائلوں کا اعلان کب کیا گیا؟"),
        ("ur", "صدر رئیسی کس شہر پہنچے؟"),
        ("ar", "متى أُعلن عن تسليم منظومة إس-300؟"),
        ("ar", "من التقى شويغو خلال زيارته إلى طهران؟"),
        ("fa", "سامانه اس-۳۰۰ چه زمانی اعلام شد؟"),
        ("fa", "چه کسی با شویگو دیدار کرد؟"),
        ("en", "When was the S-300 announced?"),
        ("ru", "Когда объявили о поставке С-300?"),
        ("hi", "एस-300 की घोषणा कब हुई?"),
        ("zh", "什么时候宣布的？"),
        ("und", "300 — 2024"),
    ],
)
def test_detect_language(lang: str, text: str) -> None:
    assert detect_language(text) == lang


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ایس ۳۰۰", "ايس 300"),
        ("گذشتہ\u200c ماہ", "گذشته ماه"),
        ("S-300", "s-300"),
        ("إيران", "ایران"),
        ("एस-३००", "एस-300"),
    ],
)
def test_folding_makes_alike_what_readers_take_for_the_same(left: str, right: str) -> None:
    assert fold_text(left) == fold_text(right)


def test_folding_keeps_devanagari_vowels() -> None:
    assert fold_text("रूस") != fold_text("रस")
